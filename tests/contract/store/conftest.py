"""Every test here that asks for `location` or `store` runs against SQLite and against PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.stores import opened, postgres_store, sqlite_store_at
from tracker.store.store import SqlStore


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty store is."""
    if request.param == "sqlite":
        yield str(sqlite_store_at(tmp_path / "tracker.db"))
    else:
        with postgres_store(request.getfixturevalue("postgres")) as url:
            yield url


@pytest.fixture
def store(location: str) -> Iterator[SqlStore]:
    """An empty store."""
    with opened(location) as store:
        yield store
