"""Preview a site on this machine: a server for the built folder, and a watch on the store that rebuilds and reloads.

Nothing is added to the built files. The server adds one script to the pages that it sends; that script asks when the
next site is there, and reloads the page.
"""

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NoReturn

from tracker.domain.errors import ConflictError, TrackerError
from tracker.publish.manifest import MANIFEST_NAME

_RELOAD_PATH = "/-/reload.js"
_WAIT_PATH = "/-/changed"
_RELOAD_SCRIPT = b"""\
(async () => {
  const seen = new URL(document.currentScript.src).search;
  for (;;) {
    try {
      const answer = await fetch(`/-/changed${seen}`, { cache: "no-store" });
      if (answer.status === 200) location.reload();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
})();
"""
_TAG = '<script src="/-/reload.js?%d" defer></script></head>'
"""The number is that of the build that the page shows."""
_LOOK_EVERY = 0.5
"""Seconds between two looks at the store."""
_LONGEST_PAUSE = 32.0
"""Seconds between two tries of what fails again and again."""
_LONGEST_WAIT = 20.0
"""Seconds after which a waiting page is answered that nothing changed, so that no connection waits for ever."""


class Preview:
    """What the server and the watcher share: which build is shown, and whoever waits for the next one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._builds = 0
        self._changed = threading.Condition()

    def announce(self) -> None:
        """Tell every open page that there is a new site."""
        with self._changed:
            self._builds += 1
            self._changed.notify_all()

    @property
    def build(self) -> int:
        """The number of the build that is shown now."""
        return self._builds

    def wait(self, seen: str, seconds: float) -> bool:
        """Wait for another build than the one that a page has seen; whether there is one."""
        with self._changed:
            return self._changed.wait_for(lambda: str(self._builds) != seen, seconds)


def serve(
    folder: Path,
    port: int,
    look: Callable[[], Sequence[object]],
    rebuild: Callable[[], None],
    say: Callable[[str], None],
) -> None:
    """Build, then serve the folder on 127.0.0.1 until interrupted.

    Args:
        folder: Where `rebuild` puts the site.
        port: 0 takes a free one.
        look: Gives something that differs when the store has changed.
        rebuild: Builds the site.
        say: Tells the person at the terminal.

    After the first build, errors of `look` and `rebuild` are said, the old site stays, and it is tried again.

    Raises:
        ConflictError: The port is taken.
        TrackerError: The first build failed.
    """
    preview = Preview(folder)
    # First of all: whoever asks for a port that is taken need not wait for a build.
    with start_server(preview, port) as server:
        seen = look()
        rebuild()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        say(f"serving {folder} at http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C)")
        _keep_up(seen, look, rebuild, say, preview.announce)


def _keep_up(
    seen: Sequence[object],
    look: Callable[[], Sequence[object]],
    rebuild: Callable[[], None],
    say: Callable[[str], None],
    announce: Callable[[], None],
) -> NoReturn:
    """Rebuild whenever the store is no longer as it was seen; what fails may work in a while, and is tried again."""
    pause, is_away = _LOOK_EVERY, False
    while True:
        time.sleep(pause)
        try:
            current = look()
        except TrackerError as error:
            pause = min(2 * pause, _LONGEST_PAUSE)
            if not is_away:
                say(f"the store cannot be looked at, the last site stays until it can: {error}")
            is_away = True
            continue
        if is_away:
            say("the store can be looked at again")
            pause, is_away = _LOOK_EVERY, False
        if current == seen:
            continue
        try:
            rebuild()
        except TrackerError as error:
            # Nobody may record anything till it works.
            pause = min(2 * pause, _LONGEST_PAUSE)
            say(f"the site was not rebuilt, and will be tried again in {pause:.0f} s: {error}")
        else:
            seen, pause = current, _LOOK_EVERY
            announce()


def start_server(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server that listens on 127.0.0.1 and has not begun to answer.

    Raises:
        ConflictError: The port is taken.
    """
    try:
        return _Server(("127.0.0.1", port), partial(_Handler, preview=preview))
    except OSError as error:
        raise ConflictError(f"port {port} cannot be used ({error.strerror}): choose another one with --port") from error


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as they are, HTML with the script that reloads it."""

    def __init__(self, *arguments: object, preview: Preview) -> None:
        self._preview = preview
        super().__init__(*arguments, directory=str(preview.folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request."""
        path, _, query = self.path.partition("?")
        if not self._is_allowed():
            return
        if path == _RELOAD_PATH:
            self._send(_RELOAD_SCRIPT, "text/javascript")
        elif path == _WAIT_PATH:
            changed = self._preview.wait(query, _LONGEST_WAIT)
            self.send_response(HTTPStatus.OK if changed else HTTPStatus.NO_CONTENT)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif path.endswith(("/", ".html")):
            self._send_page(path)
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        """Answer a request for no more than the head of an answer."""
        if self._is_allowed():
            super().do_HEAD()

    def _is_allowed(self) -> bool:
        """Whether the request is for a file of the site under a name of this machine; says so if it is not."""
        if self.headers.get("Host", "").partition(":")[0] not in ("127.0.0.1", "localhost"):
            # Another site's page may resolve its own name to this machine; it must not read the preview.
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        file = self.translate_path(self.path)
        if "\0" in file or Path(file).name == MANIFEST_NAME:
            self.send_error(HTTPStatus.NOT_FOUND)
            return False
        return True

    def _send_page(self, path: str) -> None:
        # Asked before the page is read: one that is older than its number would never be reloaded.
        build = self._preview.build
        file = Path(self.translate_path(path + "index.html" if path.endswith("/") else path))
        try:
            content = file.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        # The page's own policy allows scripts from here, and with this header asking for changes as well.
        content = content.replace(b"default-src 'none';", b"default-src 'none'; connect-src 'self';", 1)
        self._send(content.replace(b"</head>", (_TAG % build).encode(), 1), "text/html; charset=utf-8")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Add what every answer says."""
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        """Say nothing; a preview's requests are of no interest."""
