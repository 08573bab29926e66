"""The preview: on this machine only, and open pages reload when something was recorded."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.journal import record
from tests.support.site_build import build
from tests.support.site_preview import a_served_store, ask, events_shown
from tests.support.site_sample import journal_events
from tests.support.stores import opened
from tests.support.waiting import wait_until
from tracker.domain.errors import ConflictError
from tracker.publish.serve import Preview, serve, start_server


@contextmanager
def a_preview(folder: Path) -> Iterator[tuple[Preview, int]]:
    preview = Preview(folder)
    with start_server(preview, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield preview, server.server_port
        server.shutdown()


def test_serves_pages_with_the_script_that_reloads_them_and_files_as_they_are(site_folder: Path) -> None:
    with a_preview(site_folder) as (_, port):
        status, page = ask(port, "/")
        assert status == 200
        assert b"/-/reload.js" in page
        assert b"/-/reload.js" not in (site_folder / "index.html").read_bytes()
        assert ask(port, "/assets/js/search.js?v=1")[1] == (site_folder / "assets/js/search.js").read_bytes()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "path",
    [
        "/nothing.html",
        "/.tracker-site.json",
        "/%2etracker-site.json",
        "/ko/../.tracker-site.json",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%00",
        "/%00.html",
    ],
)
def test_serves_nothing_else(site_folder: Path, path: str, method: str) -> None:
    with a_preview(site_folder) as (_, port):
        assert ask(port, path, method=method)[0] == 404


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_does_not_answer_for_another_name(site_folder: Path, method: str) -> None:
    """A page elsewhere may point a name of its own to this machine (DNS rebinding)."""
    with a_preview(site_folder) as (_, port):
        assert ask(port, "/", host="evil.example", method=method)[0] == 421


def test_says_that_a_port_is_taken(site_folder: Path) -> None:
    with a_preview(site_folder) as (_, port), pytest.raises(ConflictError, match="--port"):
        start_server(Preview(site_folder), port)


def test_a_port_that_is_taken_is_said_before_anything_is_built(site_folder: Path) -> None:
    def rebuild() -> None:
        pytest.fail("built for nothing")

    with a_preview(site_folder) as (_, port), pytest.raises(ConflictError, match="--port"):
        serve(site_folder, port, tuple, rebuild, lambda _text: None)


def test_a_build_that_failed_is_tried_again_though_nothing_more_is_recorded(
    site_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.publish.serve._LOOK_EVERY", 0.01)
    states = iter("abbbbb")
    said: list[str] = []
    builds = 0

    def look() -> str:
        state = next(states, "")
        if not state:
            raise KeyboardInterrupt
        return state

    def rebuild() -> None:
        nonlocal builds
        builds += 1
        if builds == 2:
            raise ConflictError("the store is busy")

    with pytest.raises(KeyboardInterrupt):
        serve(site_folder, 0, look, rebuild, said.append)
    assert builds == 3
    assert [text for text in said if "not rebuilt" in text and "the store is busy" in text] == said[1:]


def test_everything_that_is_recorded_while_it_serves_is_shown_soon(store: Path) -> None:
    """Whether it comes while nothing happens, while a build runs, or while pages are asked for."""
    pauses = random.Random(7)
    with a_served_store(store) as (address, said):
        threading.Thread(target=lambda: list(said), daemon=True).start()
        before = events_shown(address)
        for number in range(15):
            adding = ["--store", str(store), "--cluster", "prod", "add", f"number {number}"]
            subprocess.run([sys.executable, "-m", "tracker", *adding], check=True, capture_output=True)
            time.sleep(pauses.uniform(0, 0.8))
        assert wait_until(lambda: events_shown(address) == before + 15)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_leaves_nothing_behind(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: signal.Signals
) -> None:
    for variable, name in {"TMPDIR": "temporary", "XDG_CACHE_HOME": "cache"}.items():
        (tmp_path / name).mkdir()
        monkeypatch.setenv(variable, str(tmp_path / name))
    with a_served_store(store, ending):
        assert list((tmp_path / "temporary").iterdir())
        assert list((tmp_path / "cache" / "tracker" / "site").iterdir())
    assert not list((tmp_path / "temporary").iterdir())
    assert not list((tmp_path / "cache" / "tracker" / "site").iterdir())


@pytest.mark.browser
def test_the_command_shows_what_is_recorded_meanwhile_and_survives_a_store_that_goes(store: Path, page: Page) -> None:
    with a_served_store(store) as (address, said):
        page.goto(f"{address}timeline.html")
        with opened(store) as opened_store:
            record(opened_store, replace(journal_events()[-1], title="제목이 바뀌었다", translations=()))
        expect(page.get_by_text("제목이 바뀌었다").first).to_be_attached()
        assert "written" in next(said)
        store.rename(store.with_name("elsewhere.db"))
        page.goto(f"{address}incidents.html")
        expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.browser
def test_an_open_page_reloads_when_something_was_recorded(store: Path, tmp_path: Path, page: Page) -> None:
    build(store, tmp_path / "site")
    with a_preview(tmp_path / "site") as (preview, port):
        page.goto(f"http://127.0.0.1:{port}/timeline.html")
        expect(page.get_by_text("제목이 바뀌었다")).to_have_count(0)
        with opened(store) as opened_store:
            record(opened_store, replace(journal_events()[-1], title="제목이 바뀌었다", translations=()))
        build(store, tmp_path / "site")
        preview.announce()
        expect(page.get_by_text("제목이 바뀌었다").first).to_be_attached()
