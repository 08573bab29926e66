"""Making an empty store by running the migrations."""

import os
import sqlite3
from pathlib import Path

from tracker.domain.errors import StoreError
from tracker.store import migrate
from tracker.store.sqlite import APPLICATION_ID

_PAGE_BYTES = 8192
"""Twice SQLite's usual page: revisions are about a kilobyte, and fewer of them overflow."""


def create_file(path: Path) -> bool:
    """Make an empty SQLite store; False when somebody else made it meanwhile.

    It is made beside its place and linked there when it is complete, so that nobody meets half a store.

    Raises:
        StoreError: The folder does not exist or may not be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _make_draft(draft)
        if path.exists():
            # An empty file, as mktemp leaves it.
            draft.replace(path)
            return True
        os.link(draft, path)
    except FileExistsError:
        return False
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"no store can be made at {path}: {_reason(path, error)}") from error
    finally:
        draft.unlink(missing_ok=True)
    return True


def create_in_postgresql(url: str) -> bool:
    """Make the tables of an empty store in a PostgreSQL database; False when they were there.

    Raises:
        StoreError: The server cannot be reached, or does not let us.
    """
    if migrate.current_revision(url) is not None:
        return False
    migrate.upgrade(url)
    return True


def _make_draft(draft: Path) -> None:
    if not draft.parent.is_dir():
        raise FileNotFoundError(f"the folder {draft.parent} does not exist; make it first")
    connection = sqlite3.connect(draft)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    migrate.upgrade(str(draft))


def _reason(path: Path, error: Exception) -> str:
    if not path.parent.is_dir():
        return f"the folder {path.parent} does not exist; make it first"
    if isinstance(error, OSError):
        return os.strerror(error.errno) if error.errno else str(error)
    return f"{error}; check the rights on {path.parent} and the free space"
