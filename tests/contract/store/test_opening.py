"""Every way in which a store cannot be opened or written ends in one line that says what to do."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.support.journal import a_cluster, an_event, record
from tests.support.stores import opened, sqlite_store_at
from tracker.domain.errors import StoreError
from tracker.services.ports import EventQuery
from tracker.store.opening import create_store, open_store
from tracker.store.sqlite import SqliteDatabase
from tracker.store.store import SqlStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A SQLite store with one event."""
    place = sqlite_store_at(tmp_path / "tracker.db")
    cluster = a_cluster()
    with opened(place) as store:
        record(store, cluster, an_event(cluster, "one"))
    return place


def refused(place: object) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(str(place))
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_no_store(tmp_path: Path) -> None:
    assert "make one with 'tracker init'" in refused(tmp_path / "none.db")
    assert f"the folder {tmp_path / 'nowhere'} does not exist" in refused(tmp_path / "nowhere" / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_something_else(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello " * 100)
    (tmp_path / "empty").touch()
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE t (x)").connection.close()
    for name in ("text", "empty", "other.db"):
        before = (tmp_path / name).read_bytes()
        assert "is not a tracker store" in refused(tmp_path / name)
        assert (tmp_path / name).read_bytes() == before
    assert "Is a directory" in refused(tmp_path)
    with pytest.raises(StoreError, match="is not a tracker store"):
        create_store(str(tmp_path / "text"))


def test_unknown_urls() -> None:
    assert "mysql://" in refused("mysql://root:secret@db/x")
    assert "secret" not in refused("mysql://root:secret@db/x")


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    message = refused("postgresql+psycopg://me:secret@127.0.0.1:1/x")
    assert "cannot be reached" in message
    assert "secret" not in message


@pytest.mark.postgres
def test_a_database_without_a_store(postgres_url: str) -> None:
    assert "is not a tracker store" in refused(postgres_url)
    assert create_store(postgres_url) is True
    assert create_store(postgres_url) is False
    open_store(postgres_url).close()


def test_making_a_store_twice_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    assert create_store(str(path)) is False
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["tracker.db"]


def test_a_store_cannot_be_made_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere does not exist"):
        create_store(str(tmp_path / "nowhere" / "tracker.db"))


def test_odd_names_of_files(tmp_path: Path) -> None:
    place = tmp_path / "내 저장소 50% ? #1.db"
    assert create_store(str(place)) is True
    with opened(place) as store:
        record(store, a_cluster())
    assert [entry.name for entry in tmp_path.iterdir()] == [place.name]


def test_a_locked_store_is_reported_after_a_while(path: Path) -> None:
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    impatient = SqlStore(Impatient.open(path))
    try:
        with pytest.raises(StoreError, match=r"is locked: .* try again"):
            record(impatient, a_cluster("other"))
        assert len(impatient.timeline.clusters()) == 1
    finally:
        impatient.close()
        blocker.close()


class Impatient(SqliteDatabase):
    """Waits for other writers only for a moment."""

    def for_writing(self) -> SqliteDatabase:
        return SqliteDatabase.open(self.path, busy_seconds=0.05)


def test_a_full_disk_records_nothing(path: Path) -> None:
    class Cramped(SqliteDatabase):
        def for_writing(self) -> SqliteDatabase:
            writing = SqliteDatabase.open(self.path)
            # A limit of SQLite's own gives the error of a full disk.
            pages = writing._connection.execute("PRAGMA page_count").fetchone()[0]
            writing._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
            return writing

    cluster = a_cluster("big")
    store = SqlStore(Cramped.open(path))
    try:
        with pytest.raises(StoreError, match="the disk is full, nothing was recorded"):
            record(store, cluster, *(an_event(cluster, body="x" * 5_000) for _ in range(100)))
        assert store.verify().problems == ()
        assert store.verify().revisions == 2
    finally:
        store.close()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounting.returncode:
        pytest.skip("only the administrator can mount a tiny disk here; the full disk is tested where that works")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("log", ["", "with a log"])
def test_everything_can_be_read_from_a_full_disk(path: Path, tiny_disk: Path, log: str) -> None:
    place = tiny_disk / "tracker.db"
    shutil.copy(path, place)
    if log:
        _crash_after_recording(place, "two")
        place.with_name(place.name + "-shm").unlink()
    _fill(tiny_disk)
    with opened(place) as store:
        assert len(list(store.timeline.events(EventQuery()))) == (2 if log else 1)
        assert store.verify().problems == ()
        with pytest.raises(StoreError, match="the disk is full, nothing was recorded"):
            record(store, a_cluster("other"))
    (tiny_disk / "filler").unlink()
    with opened(place) as store:
        record(store, a_cluster("other"))
        assert store.verify().problems == ()


def _fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(b"x" * 512)


def test_a_damaged_file_is_reported(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192 * 2 : 8192 * 12] = b"\xff" * (8192 * 10)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"), opened(path) as store:
        store.verify()


class TestReadOnly:
    """On read-only media everything can be read, and writing says why it cannot."""

    @pytest.mark.parametrize("log", ["", "with a log"])
    def test_reads_and_refuses_to_write(self, path: Path, log: str) -> None:
        if log:
            _crash_after_recording(path, "two")
        with _read_only(path):
            done = self._run(path)
        assert done.returncode == 0, done.stderr
        titles, message = done.stdout.splitlines()
        assert titles == ("one two" if log else "one")
        assert "is read-only" in message

    def _run(self, path: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*_without_roots_rights(), sys.executable, "-c", _READ_AND_WRITE, str(path)],
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def _read_only(path: Path) -> Iterator[None]:
    files = list(path.parent.iterdir())
    for file in files:
        file.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        yield
    finally:
        path.parent.chmod(0o755)


def _without_roots_rights() -> list[str]:
    """The administrator may write everywhere; without this right the permission bits count again."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("running as root, and there is no setpriv to give up the rights of root")
    return ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]


def _crash_after_recording(path: Path, title: str) -> None:
    """Record an event and die without closing the store, which leaves SQLite's log behind."""
    script = f"""
import os
from tests.support.journal import an_event, record
from tests.support.stores import opened
with opened({str(path)!r}) as store:
    record(store, an_event(store.timeline.clusters()[0], {title!r}, "2018-01-01"))
    os._exit(0)
"""
    subprocess.run([sys.executable, "-c", script], check=True)
    assert path.with_name(path.name + "-wal").stat().st_size > 0


_READ_AND_WRITE = """
import sys
from tests.support.journal import a_cluster, record
from tests.support.stores import opened
from tracker.domain.errors import StoreError
from tracker.services.ports import EventQuery

with opened(sys.argv[1]) as store:
    print(*(event.title for event in store.timeline.events(EventQuery(newest_first=False))))
    try:
        record(store, a_cluster("other"))
    except StoreError as error:
        print(error)
"""


def test_a_second_connection_leaves_the_locks_of_the_first_alone(path: Path) -> None:
    """The last process to close a store deletes its log; it must see that this one has the store open.

    Locks belong to a process and a file: had the second connection read the file past SQLite, as a first one does, the
    first would have lost its lock, and would read a log that is deleted.
    """
    with opened(path) as first:
        before = first.heads()
        with opened(path):
            pass
        for _ in range(2):
            adding = [sys.executable, "-m", "tracker", "--store", str(path), "add", "something happened"]
            subprocess.run(adding, check=True, capture_output=True)
            assert first.heads() != before
            before = first.heads()
