"""A backup is complete, leaves nothing half-written, and makes the same store again, on either database."""

from pathlib import Path

import pytest

from tests.support.journal import RECORDED_AT, a_change, a_cluster, an_event, record, retracting
from tests.support.stores import opened
from tracker.domain.errors import ConflictError, StoreError, TrackerError
from tracker.domain.ledger_line import format_line
from tracker.services.ports import EventQuery
from tracker.store.backup import restore
from tracker.store.store import SqlStore


@pytest.fixture
def journal(store: SqlStore) -> SqlStore:
    cluster = a_cluster()
    event = an_event(cluster, "자동백업", changes=(a_change("velero", "1"),))
    record(store, cluster, event, an_event(cluster, "two"))
    record(store, retracting(event))
    return store


def test_restores_the_same_ledger_and_the_same_answers(journal: SqlStore, tmp_path: Path) -> None:
    copy, place = tmp_path / "backup", tmp_path / "restored.db"
    journal.backup(copy)
    assert restore(copy, str(place), recorded_at=RECORDED_AT) == 4
    with opened(place) as restored:
        assert list(map(format_line, restored.ledger())) == list(map(format_line, journal.ledger()))
        assert list(restored.timeline.events(EventQuery())) == list(journal.timeline.events(EventQuery()))
        assert restored.verify() == journal.verify()


def test_a_file_that_exists_is_not_overwritten(journal: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("precious")
    with pytest.raises(ConflictError, match="exists"):
        journal.backup(tmp_path / "backup")
    assert (tmp_path / "backup").read_text() == "precious"


def test_a_backup_that_cannot_be_written_leaves_nothing(journal: SqlStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"backup .* cannot be written: there is no folder .*nowhere; make it first"):
        journal.backup(tmp_path / "nowhere" / "backup")
    assert list(tmp_path.glob("*backup*")) == []


def test_does_not_restore_over_what_is_recorded(journal: SqlStore, location: str, tmp_path: Path) -> None:
    journal.backup(tmp_path / "backup")
    with pytest.raises(ConflictError, match="move it away first"):
        restore(tmp_path / "backup", location, recorded_at=RECORDED_AT)
    assert journal.verify().revisions == 4


@pytest.mark.parametrize("damage", [b"no backup at all\n", b"", b"SQLite format 3\x00 and then nothing"])
def test_a_damaged_backup_makes_no_store(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / "backup").write_bytes(damage)
    with pytest.raises(TrackerError):
        restore(tmp_path / "backup", str(tmp_path / "restored.db"), recorded_at=RECORDED_AT)
    assert [path.name for path in tmp_path.iterdir()] == ["backup"]


def test_a_changed_letter_in_a_backup_is_found(journal: SqlStore, tmp_path: Path) -> None:
    copy = tmp_path / "backup"
    journal.backup(copy)
    copy.write_bytes(copy.read_bytes().replace("자동백업".encode(), "자동백압".encode()))
    with pytest.raises(TrackerError, match="hash does not match"):
        restore(copy, str(tmp_path / "restored.db"), recorded_at=RECORDED_AT)
    assert not (tmp_path / "restored.db").exists()
