"""The preview: on this machine only, and open pages reload when something was recorded."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.journal import record
from tests.support.site_build import build
from tests.support.site_sample import journal_events
from tests.support.stores import opened
from tracker.domain.errors import ConflictError
from tracker.publish.serve import Preview, start_server


@contextmanager
def a_preview(folder: Path) -> Iterator[tuple[Preview, int]]:
    preview = Preview(folder)
    with start_server(preview, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield preview, server.server_port
        server.shutdown()


def ask(port: int, path: str, host: str = "127.0.0.1") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_serves_pages_with_the_script_that_reloads_them_and_files_as_they_are(site_folder: Path) -> None:
    with a_preview(site_folder) as (_, port):
        status, page = ask(port, "/")
        assert status == 200
        assert b"/-/reload.js" in page
        assert b"/-/reload.js" not in (site_folder / "index.html").read_bytes()
        assert ask(port, "/assets/js/search.js?v=1")[1] == (site_folder / "assets/js/search.js").read_bytes()


@pytest.mark.parametrize(
    "path", ["/nothing.html", "/.tracker-site.json", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"]
)
def test_serves_nothing_else(site_folder: Path, path: str) -> None:
    with a_preview(site_folder) as (_, port):
        assert ask(port, path)[0] == 404


def test_does_not_answer_for_another_name(site_folder: Path) -> None:
    """A page elsewhere may point a name of its own to this machine (DNS rebinding)."""
    with a_preview(site_folder) as (_, port):
        assert ask(port, "/", host="evil.example")[0] == 421


def test_says_that_a_port_is_taken(site_folder: Path) -> None:
    with a_preview(site_folder) as (_, port), pytest.raises(ConflictError, match="--port"):
        start_server(Preview(site_folder), port)


@pytest.mark.browser
def test_an_open_page_reloads_when_something_was_recorded(store: Path, tmp_path: Path, page: Page) -> None:
    build(store, tmp_path / "site")
    with a_preview(tmp_path / "site") as (preview, port):
        page.goto(f"http://127.0.0.1:{port}/timeline.html")
        expect(page.get_by_text("제목이 바뀌었다")).to_have_count(0)
        from dataclasses import replace

        with opened(store) as opened_store:
            record(opened_store, replace(journal_events()[-1], title="제목이 바뀌었다", translations=()))
        build(store, tmp_path / "site")
        preview.announce()
        expect(page.get_by_text("제목이 바뀌었다").first).to_be_attached(timeout=15_000)
