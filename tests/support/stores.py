"""Empty stores for tests, made by the real migrations once and copied from then on."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tracker.store.opening import open_store
from tracker.store.store import SqlStore

if TYPE_CHECKING:
    from tests.support.postgres_server import PostgresServer

_FOLDER = TemporaryDirectory(prefix="tracker-store-")


@cache
def _sqlite_template() -> Path:
    path = Path(_FOLDER.name) / "template.db"
    open_store(str(path), create=True).close()
    return path


def sqlite_store_at(path: Path) -> Path:
    """Put an empty store there."""
    shutil.copyfile(_sqlite_template(), path)
    return path


_postgres_templates: dict[Path, str] = {}
"""The database to copy, by the folder of its server."""


def _postgres_template(server: "PostgresServer") -> str:
    if server.socket_folder not in _postgres_templates:
        name = server.create_database()
        open_store(server.url(name), create=True).close()
        _postgres_templates[server.socket_folder] = name
    return _postgres_templates[server.socket_folder]


@contextmanager
def postgres_store(server: "PostgresServer") -> Iterator[str]:
    """The URL of an empty store that is gone afterwards."""
    with server.database(template=_postgres_template(server)) as url:
        yield url


@contextmanager
def opened(location: str | Path) -> Iterator[SqlStore]:
    """The store there, closed in the end."""
    store = open_store(str(location))
    try:
        yield store
    finally:
        store.close()
