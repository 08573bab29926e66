"""A web server on this machine whose answers a test writes, bad ones included."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


def content(body: bytes, kind: str = "application/json", *, length: int | None = None, status: int = 200) -> Answer:
    """An answer with a body; `length` is what the header promises instead of the truth."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body) if length is None else length))
        request.end_headers()
        request.wfile.write(body)

    return answer


def endless(chunk: bytes, *, pause: threading.Event, seconds: float) -> Answer:
    """An answer that never ends: `chunk` again and again, with a pause of `seconds`, until `pause` is set."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "application/json")
        request.end_headers()
        try:
            while not pause.wait(seconds):
                request.wfile.write(chunk)
        except (BrokenPipeError, ConnectionResetError):
            pass

    return answer


def silence(until: threading.Event) -> Answer:
    """No answer at all, until the event is set."""

    def answer(_request: BaseHTTPRequestHandler) -> None:
        until.wait(10)

    return answer


def broken_chunks(body: bytes) -> Answer:
    """An answer in chunks that stops within one."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.protocol_version = "HTTP/1.1"
        request.send_response(200)
        request.send_header("Content-Type", "application/json")
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(f"{len(body) + 50:x}\r\n".encode() + body)

    return answer


def redirect(location: str) -> Answer:
    """Sends the reader elsewhere."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", location)
        request.end_headers()

    return answer


@contextmanager
def serving(answers: Mapping[str, Answer]) -> Iterator[str]:
    """The address of a server that gives these answers by path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers.get(self.path, content(b"{}", status=404))(self)

        def log_message(self, *_arguments: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
