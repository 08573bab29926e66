"""`tracker reference update` when something is wrong: with the way, the document, or the facts in it."""

import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import CommandLine, command_line
from tests.support.http_server import (
    Answer,
    broken_chunks,
    closed_port,
    content,
    endless,
    redirect,
    serving,
    silence,
)
from tests.support.reference_news import KUBERNETES, as_bytes, edition_in_use


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """Set at the end, so that answers that never end do."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A command line with a fetched edition in use. No update of its tests succeeds, so all share it."""
    tracker = command_line(tmp_path_factory.mktemp("updated"))
    (tracker.folder / "kubernetes.json").write_bytes(as_bytes(KUBERNETES))
    tracker.ok("reference", "update", "kubernetes.json")
    return tracker


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class TestFailedUpdates:
    """Whatever goes wrong, one line says so and the edition in use stays in use."""

    def _refuses(self, tracker: CommandLine, source: str, *options: str) -> str:
        before = _files(tracker.folder / "data")
        line = tracker.fails("reference", "update", source, *options)
        assert line.endswith("edition 2026-11-23.endoflife.kubernetes stays in use")
        assert _files(tracker.folder / "data") == before
        assert "2026-11-23.endoflife.kubernetes" in edition_in_use(tracker)
        return line

    def _fails(self, tracker: CommandLine, answer: Answer, *options: str) -> str:
        with serving({"/new/kubernetes.json": answer}) as address:
            return self._refuses(tracker, f"{address}/new/kubernetes.json", *options)

    def test_no_answer(self, updated: CommandLine, stop: threading.Event) -> None:
        assert "within 0.2 seconds" in self._fails(updated, silence(stop), "--timeout", "0.2")

    def test_an_answer_that_trickles(self, updated: CommandLine, stop: threading.Event) -> None:
        answer = endless(b" ", pause=stop, seconds=0.05)
        assert "within 0.3 seconds" in self._fails(updated, answer, "--timeout", "0.3")

    def test_a_body_that_is_cut_off(self, updated: CommandLine) -> None:
        body = as_bytes(KUBERNETES)
        assert f"broke off after 100 of {len(body)} bytes" in self._fails(
            updated, content(body[:100], length=len(body))
        )

    def test_a_chunk_that_is_cut_off(self, updated: CommandLine) -> None:
        assert "broke off" in self._fails(updated, broken_chunks(as_bytes(KUBERNETES)))

    def test_a_document_that_is_cut_off(self, updated: CommandLine) -> None:
        assert "no JSON document, or not a whole one" in self._fails(updated, content(as_bytes(KUBERNETES)[:-20]))

    def test_a_page_for_people(self, updated: CommandLine) -> None:
        answer = content(b"<html>Sign in</html>", "text/html; charset=utf-8")
        assert "is of the type text/html; charset=utf-8" in self._fails(updated, answer)

    def test_a_page_for_people_that_claims_to_be_json(self, updated: CommandLine) -> None:
        assert "no JSON document" in self._fails(updated, content(b"<html>Sign in</html>"))

    @pytest.mark.parametrize("document", [{"message": "ok"}, [], [1, 2], "text", None])
    def test_another_document(self, updated: CommandLine, document: Any) -> None:
        line = self._fails(updated, content(as_bytes(document)))
        assert "is neither an edition, nor an endoflife.date document" in line

    def test_nesting_without_end(self, updated: CommandLine) -> None:
        assert "no JSON document" in self._fails(updated, content(b"[" * 200_000))

    def test_another_checksum(self, updated: CommandLine) -> None:
        line = self._fails(updated, content(as_bytes(KUBERNETES)), "--checksum", "00" * 32)
        assert sha256(as_bytes(KUBERNETES)).hexdigest() in line

    def test_a_document_that_is_too_large(self, updated: CommandLine) -> None:
        assert "larger than 64 MiB" in self._fails(updated, content(b"[]", length=10**9))

    def test_an_error_of_the_server(self, updated: CommandLine) -> None:
        assert "answers 503" in self._fails(updated, content(b"{}", status=503))

    def test_a_redirect_to_a_file_of_this_machine(self, updated: CommandLine) -> None:
        assert "file:" in self._fails(updated, redirect("file:///etc/passwd"))

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"releaseDate": "someday"}, "has a date that is none: 'someday'"),
            (
                {"cycle": "1.38", "releaseDate": "2028-08-26", "latest": "1.38.0"},
                "contradicts itself: releases/kubernetes-minors, 1.38: maintenance_from 2027-08-28 is before released_on",
            ),
            ({"cycle": None}, "entry 1 has no name"),
            ({"cycle": "1.41", "latest": "1.41.0"}, "a minor is missing between them"),
        ],
    )
    def test_facts_that_cannot_be(self, updated: CommandLine, change: dict[str, Any], expected: str) -> None:
        document = [{**KUBERNETES[0], **change}]
        (updated.folder / "new.json").write_bytes(as_bytes(document))
        assert expected in self._refuses(updated, "new.json", "--product", "kubernetes")

    def test_nobody_listens(self, updated: CommandLine) -> None:
        assert "cannot be reached" in self._refuses(updated, f"http://127.0.0.1:{closed_port()}/x.json")

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("ftp://127.0.0.1/x.json", "only http and https are fetched"),
            ("file:///etc/passwd", "only http and https are fetched"),
            ("nowhere.json", "nowhere.json cannot be read"),
        ],
    )
    def test_a_source_that_is_none(self, updated: CommandLine, source: str, expected: str) -> None:
        assert expected in self._refuses(updated, source)

    def test_a_product_that_nobody_knows(self, updated: CommandLine) -> None:
        (updated.folder / "windows-95.json").write_bytes(as_bytes(KUBERNETES))
        assert "nothing is known of a product 'windows-95'" in self._refuses(updated, "windows-95.json")
