"""SQLite through the standard library's `sqlite3`: one file, many readers, one writer at a time."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Self
from weakref import WeakSet

from tracker.domain.errors import StoreError
from tracker.store.compiled import sqlite as compiled
from tracker.store.database import Row
from tracker.store.schema_versions import VERSION_QUERY
from tracker.store.sqlite_search import SqliteSearch
from tracker.store.statement import Statement

APPLICATION_ID = 0x74726B72
"""``trkr`` in the header of the file tells a store from any other SQLite database."""
BUSY_SECONDS = 30.0
_READING_KIB = 24 * 1024
_WRITING_KIB = 64 * 1024
"""Room for the pages that a large import touches; more does not make it faster, and memory stays flat.

Who reads needs little: the system keeps the file in memory, once for all processes that share the work.
"""


class SqliteDatabase:
    """A connection to a store's file."""

    sql: ModuleType = compiled

    def __init__(self, path: Path, connection: sqlite3.Connection, *, is_cramped: bool = False) -> None:
        self.path = path
        self._is_cramped = is_cramped
        self.name = str(path)
        self._connection = connection
        self._file = _identity(path)
        self.search = SqliteSearch(self)
        _open_here.add(self)

    @classmethod
    def open(cls, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Self:
        """Connect to an existing file: to write if file and folder allow it, else to read.

        Raises:
            StoreError: The file cannot be opened.
        """
        with _translated(str(path)):
            try:
                return cls(path, _connect(path, busy_seconds))
            except sqlite3.OperationalError as error:
                if not _may_lack_room(error):
                    raise
            return cls(path, _connect(path, busy_seconds, locking_mode="EXCLUSIVE"), is_cramped=True)

    def rows(self, statement: Statement, **values: Any) -> Iterator[Row]:
        """The rows of a query, one after the other."""
        with _translated(self.name):
            # Not "yield from": a reader that stops early would have it close the cursor, perhaps after the connection.
            for row in self._connection.execute(statement.sql, statement.values(values)):  # noqa: UP028
                yield row

    stream = rows

    def run(self, statement: Statement, **values: Any) -> None:
        """Run a statement that changes something."""
        with _translated(self.name):
            self._connection.execute(statement.sql, statement.values(values))

    def run_many(self, statement: Statement, rows: Iterable[Row]) -> None:
        """Run a statement once for each row."""
        with _translated(self.name):
            self._connection.executemany(statement.sql, rows)

    def as_list(self, values: Sequence[Any]) -> str:
        """A JSON array."""
        return json.dumps(values, ensure_ascii=False)

    def begin_reading(self) -> None:
        """Start a transaction that sees one state of the store."""
        with _translated(self.name):
            self._connection.execute("BEGIN")
            # The instant that is shown is that of the first read.
            self._connection.execute(VERSION_QUERY).fetchall()

    def begin(self) -> None:
        """Start a write transaction, after the writer before us has finished."""
        with _translated(self.name):
            # What is acknowledged survives a power cut: the log is flushed to the disk at each commit.
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute(f"PRAGMA cache_size = -{_WRITING_KIB}")
            self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make what was written since `begin` last."""
        with _translated(self.name):
            self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Forget what was written since `begin`."""
        # After some errors (a full disk) SQLite has rolled back on its own.
        if self._connection.in_transaction:
            with _translated(self.name):
                self._connection.execute("ROLLBACK")

    def for_writing(self) -> "SqliteDatabase":
        """A second connection, so that half-read results see nothing of what is being written.

        Raises:
            StoreError: It cannot be opened, or the disk has no room for the files that writing needs.
        """
        if self._is_cramped:
            raise StoreError(_EXPLANATIONS["SQLITE_FULL"].format(name=self.name))
        return SqliteDatabase.open(self.path)

    def copy_to(self, target: Path) -> None:
        """Copy the whole database into a new file, while others read and write."""
        with _translated(self.name):
            copy = sqlite3.connect(target, isolation_level=None)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()

    def close(self) -> None:
        """Let go of the file."""
        with _translated(self.name):
            self._connection.close()
        _open_here.discard(self)

    def is_in_place(self) -> bool:
        """Whether the path still leads to the file that was opened."""
        return self.is_of(self.path)

    def is_of(self, path: Path) -> bool:
        """Whether this is a connection to the file of that path."""
        return self._file is not None and self._file == _identity(path)


_open_here: WeakSet[SqliteDatabase] = WeakSet()
"""The connections of this process that are not closed."""


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open as a store.

    Nobody may then open and close it past SQLite: the system would take the locks of all connections of the process
    away, and the next process that closes the store would delete the log from under them
    (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
    """
    return any(database.is_of(path) for database in list(_open_here))


def _identity(path: Path) -> tuple[int, int] | None:
    """What the system knows a file by, whatever it is called."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _connect(path: Path, busy_seconds: float, *, locking_mode: str = "NORMAL") -> sqlite3.Connection:
    """A connection that has read once: that makes the files beside the store, and there a full disk shows.

    In the locking mode ``EXCLUSIVE`` the index of the log is kept in memory, so that reading needs no room. Nobody else
    has the store open then, or the file would be there; while we read, others wait
    (https://www.sqlite.org/wal.html#use_of_wal_without_shared_memory).
    """
    uri = f"{path.absolute().as_uri()}?{_open_mode(path)}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=busy_seconds)
    try:
        # Before everything else: later it would not count.
        connection.execute(f"PRAGMA locking_mode = {locking_mode}")
        connection.execute(f"PRAGMA cache_size = -{_READING_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def _may_lack_room(error: sqlite3.Error) -> bool:
    return (getattr(error, "sqlite_errorname", "") or "").startswith(("SQLITE_IOERR", "SQLITE_FULL", "SQLITE_CANTOPEN"))


def _open_mode(path: Path) -> str:
    """The query of the URI: read-only media need SQLite to know that nobody writes."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "mode=rw"
    log = path.with_name(path.name + "-wal")
    has_log = log.exists() and log.stat().st_size > 0
    return "mode=ro" if has_log or os.access(path.parent, os.W_OK) else "mode=ro&immutable=1"


@contextmanager
def _translated(name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_explain(name, error)) from error


def _explain(name: str, error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorname", "") or ""
    for prefix, explanation in _EXPLANATIONS.items():
        if code.startswith(prefix):
            return explanation.format(name=name, error=error)
    return f"store {name}: {error}"


_EXPLANATIONS = {
    "SQLITE_BUSY": "store {name} is locked: somebody else has been writing for a long time; try again when they are done",
    "SQLITE_LOCKED": "store {name} is locked: somebody else has been writing for a long time; try again when they are done",
    "SQLITE_READONLY": "store {name} is read-only: the file or its folder may not be written; copy it elsewhere, or ask for the right to write",
    "SQLITE_FULL": "store {name}: the disk is full, nothing was recorded; make room and try again",
    "SQLITE_CANTOPEN": "store {name} cannot be opened: check the path and the rights on the folder",
    "SQLITE_PERM": "store {name} cannot be opened: you lack the right to read it",
    "SQLITE_AUTH": "store {name} cannot be opened: you lack the right to read it",
    "SQLITE_NOTADB": "{name} is not a tracker store: choose another file with --store, or make one with 'tracker init'",
    "SQLITE_CORRUPT": "store {name} is damaged ({error}): restore a backup with 'tracker db restore', or save what is left with 'tracker db rebuild'",
    "SQLITE_IOERR": "store {name}: the disk failed ({error}), nothing was recorded; check the disk and its free space",
}
