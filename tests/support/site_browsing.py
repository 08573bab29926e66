"""Looking at a built site as a reader does: from a web server or from a folder, with everything noted that goes wrong."""

import functools
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response

PAGE_TYPES = {
    "overview": "index.html",
    "timeline": "timeline.html",
    "month": "timeline/2017-06.html",
    "cluster": "clusters/prod.html",
    "year of a cluster": "clusters/prod/2017.html",
    "components": "components.html",
    "component": "components/maxscale.html",
    "config": "config.html",
    "config key": "config/nodemonitorgraceperiod-*.html",
    "incidents": "incidents.html",
    "warnings": "warnings.html",
    "rule": "rules/sup001.html",
    "reports": "reports.html",
    "report": "reports/stage-*.html",
    "about": "about.html",
}
"""A page of every type on the site of the journal; a pattern where the name has a digest in it."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of that folder, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def page_of(folder: Path, pattern: str) -> str:
    """The path of the page that a pattern of `PAGE_TYPES` names."""
    found = sorted(folder.glob(pattern)) or sorted(folder.glob(pattern.replace("-*", "")))
    assert found, f"there is no {pattern}"
    return str(found[0].relative_to(folder))


@dataclass
class Complaints:
    """What a browser complained about, and what it asked for outside of the site."""

    base: str
    found: list[str] = field(default_factory=list)

    @property
    def listeners(self) -> Iterable[tuple[Any, Callable[..., None]]]:
        """What to do at which event of a page."""
        return (
            ("console", self._said),
            ("pageerror", self._broke),
            ("requestfailed", self._failed),
            ("request", self._asked),
            ("response", self._answered),
        )

    def _said(self, message: ConsoleMessage) -> None:
        self.found.append(message.text)

    def _broke(self, error: Error) -> None:
        self.found.append(str(error))

    def _failed(self, request: Request) -> None:
        # Whoever leaves a page while its icon still loads aborts that; what is missing or forbidden fails otherwise.
        if request.failure != "net::ERR_ABORTED":
            self.found.append(f"failed: {request.url}: {request.failure}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.base):
            self.found.append(f"outside: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.found.append(f"{response.status} {response.url}")


@contextmanager
def quiet(page: Page, base: str) -> Iterator[None]:
    """Fails in the end if the browser complained meanwhile, or asked for anything that does not begin with `base`."""
    complaints = Complaints(base)
    for event, listener in complaints.listeners:
        page.on(event, listener)
    try:
        yield
        assert not complaints.found
    finally:
        for event, listener in complaints.listeners:
            page.remove_listener(event, listener)


@contextmanager
def asked_for(page: Page) -> Iterator[list[str]]:
    """The addresses of everything that a page asks for meanwhile."""
    addresses: list[str] = []

    def note(request: Request) -> None:
        addresses.append(request.url)

    page.on("request", note)
    try:
        yield addresses
    finally:
        page.remove_listener("request", note)
