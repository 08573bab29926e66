"""Copies of a store, and stores made from copies."""

import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tracker.domain.errors import ConflictError, ImporterError, InvalidDataError, StoreError
from tracker.domain.ledger import Revision
from tracker.domain.ledger_line import format_line, parse_line
from tracker.store import opening
from tracker.store.database import Database
from tracker.store.rebuild import by_position, ledger_clusters
from tracker.store.sqlite import SqliteDatabase

_SQLITE_HEADER = b"SQLite format 3\x00"


def backup(database: Database, target: Path) -> None:
    """Write a copy to a file that does not exist yet, while others read and write.

    A SQLite store gives a store, page by page; any other gives its ledger as JSON lines.

    Raises:
        ConflictError: The file exists.
        StoreError: The store cannot be read, or the file not be written.
    """
    if target.exists():
        raise ConflictError(f"{target} exists: give the backup another name")
    if not target.parent.is_dir():
        raise StoreError(f"the backup {target} cannot be written: there is no folder {target.parent}; make it first")
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        if isinstance(database, SqliteDatabase):
            database.copy_to(draft)
        else:
            _write_ledger(database, draft)
        os.link(draft, target)
    except FileExistsError:
        raise ConflictError(f"{target} exists: give the backup another name") from None
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the backup {target} cannot be written: {error}") from error
    finally:
        draft.unlink(missing_ok=True)


def restore(source: Path, location: str, *, recorded_at: datetime) -> int:
    """Make the store at `location` from a backup; how many revisions it has.

    Every revision is checked on its way, so a damaged backup makes no store.

    Raises:
        ConflictError: There is a store with something in it already.
        StoreError: The backup cannot be read.
        ImporterError: It is empty, or a line of it is damaged.
    """
    is_new = opening.create_store(location)
    store = opening.open_store(location)
    try:
        if next(store.ledger(), None) is not None:
            raise ConflictError(f"there is a store at {store.database.name}: move it away first, or restore elsewhere")
        with store.unit_of_work(author="", recorded_at=recorded_at) as work:
            count = sum(1 for _ in work.merge(_revisions(source)))
            if count == 0:
                raise ImporterError("there is no revision in it", origin=str(source))
            work.commit()
        is_new = False
        return count
    finally:
        store.close()
        if is_new and not opening.is_url(location):
            Path(location).unlink()


def _revisions(source: Path) -> Iterator[Revision]:
    """The ledger that a backup holds, whatever kind of backup it is."""
    try:
        with source.open("rb") as file:
            is_sqlite = file.read(len(_SQLITE_HEADER)) == _SQLITE_HEADER
        return _revisions_of_store(source) if is_sqlite else _revisions_of_lines(source)
    except OSError as error:
        raise StoreError(f"the backup {source} cannot be read: {error.strerror}") from error


def _revisions_of_store(source: Path) -> Iterator[Revision]:
    database = opening.connect(str(source))
    try:
        for cluster_id in ledger_clusters(database):
            for revision, _ in by_position(database, cluster_id):
                yield revision
    finally:
        database.close()


def _revisions_of_lines(source: Path) -> Iterator[Revision]:
    with source.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield parse_line(line)
            except InvalidDataError as error:
                raise ImporterError(str(error), origin=str(source), place=f"line {number}") from error


def _write_ledger(database: Database, target: Path) -> None:
    database.begin_reading()
    try:
        with target.open("x", encoding="utf-8") as file:
            for cluster_id in ledger_clusters(database):
                file.writelines(f"{format_line(revision)}\n" for revision, _ in by_position(database, cluster_id))
            file.flush()
            os.fsync(file.fileno())
    finally:
        database.rollback()
