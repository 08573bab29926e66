"""Opening and making stores. Every way in which that can fail ends in one line that says what to do."""

import os
from pathlib import Path

from tracker.domain.errors import StoreError
from tracker.store.database import Database
from tracker.store.schema_versions import VERSION_QUERY, require_newest
from tracker.store.statement import Statement
from tracker.store.store import SqlStore

_SQLITE_HEADER = b"SQLite format 3\x00"
_APPLICATION_ID_AT = slice(68, 72)
"""Where the file format keeps it (https://www.sqlite.org/fileformat.html)."""


def open_store(location: str, *, create: bool = False) -> SqlStore:
    """The store at a path or a URL such as ``postgresql+psycopg://user@host/database``.

    Args:
        location: A file, or the URL of a PostgreSQL database.
        create: Make the store if there is none.

    Raises:
        StoreError: There is none, or it cannot be opened; says what to do.
        SchemaOutdatedError: It was made by an older or a newer tracker.
    """
    if create:
        create_store(location)
    database = connect(location)
    try:
        require_newest(database.name, schema_version(database))
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


def create_store(location: str) -> bool:
    """Make an empty store; False when there was one already.

    Raises:
        StoreError: The place is taken by something else, or may not be written.
    """
    from tracker.store import creation

    if is_url(location):
        return creation.create_in_postgresql(location)
    path = Path(location)
    if path.exists() and not _is_empty_file(path):
        require_sqlite_store(path)
        return False
    return creation.create_file(path)


def connect(location: str) -> Database:
    """A connection to an existing store, whatever its schema."""
    if is_url(location):
        from tracker.store.postgresql import PostgresqlDatabase

        return PostgresqlDatabase.open(location)
    from tracker.store.sqlite import SqliteDatabase

    path = Path(location)
    require_sqlite_store(path)
    return SqliteDatabase.open(path)


def schema_version(database: Database) -> str:
    """The revision of the schema that a store has."""
    found = [version for (version,) in database.rows(Statement(VERSION_QUERY))]
    if not found:
        raise StoreError(f"{database.name} is not a tracker store: make one with 'tracker init'")
    return str(found[0])


def is_url(location: str) -> bool:
    """Whether a location is a database URL and no path.

    Raises:
        StoreError: It is a URL of a database that tracker does not know.
    """
    if "://" not in location:
        return False
    scheme = location.partition("://")[0]
    if scheme.partition("+")[0] not in ("postgresql", "postgres"):
        raise StoreError(f"tracker cannot keep a store at {scheme}://…: give a path or postgresql+psycopg://…")
    return True


def require_sqlite_store(path: Path) -> None:
    """Refuse what is no store before SQLite touches it.

    Raises:
        StoreError: Nothing there, a folder, unreadable, or a file of another kind.
    """
    from tracker.store.sqlite import APPLICATION_ID, is_open_here

    if is_open_here(path):
        return
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        missing = "" if path.parent.is_dir() else f"the folder {path.parent} does not exist; "
        raise StoreError(f"there is no store at {path}: {missing}make one with 'tracker init'") from None
    except OSError as error:
        raise StoreError(f"store {path} cannot be read: {os.strerror(error.errno or 0)}") from error
    is_store = header.startswith(_SQLITE_HEADER) and header[_APPLICATION_ID_AT] == APPLICATION_ID.to_bytes(4, "big")
    if not is_store:
        raise StoreError(
            f"{path} is not a tracker store: choose another file with --store, or make a store with 'tracker init'"
        )


def _is_empty_file(path: Path) -> bool:
    return path.is_file() and path.stat().st_size == 0
