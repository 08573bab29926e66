"""Whoever watches a store sees every change, loses it only while it is away, and meets it again."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.journal import a_cluster, an_event, record
from tests.support.postgres_server import PostgresServer
from tests.support.stores import opened, postgres_store, sqlite_store_at
from tracker.domain.errors import StoreError
from tracker.store.watch import StoreWatch


def write(location: object, title: str) -> None:
    with opened(str(location)) as store:
        cluster = next(iter(store.timeline.clusters()), None) or a_cluster()
        record(store, cluster, an_event(cluster, title))


@pytest.fixture
def watch(location: str) -> Iterator[StoreWatch]:
    with closing(StoreWatch(location)) as watch:
        yield watch


def test_sees_what_others_write(watch: StoreWatch, location: str) -> None:
    assert watch.heads() == ()
    write(location, "one")
    first = watch.heads()
    assert first == watch.heads()
    write(location, "two")
    second = watch.heads()
    assert second[0].position > first[0].position
    with opened(location) as store:
        assert second == store.heads()


def test_says_that_there_is_no_store_and_sees_the_one_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    with closing(StoreWatch(str(path))) as watch:
        with pytest.raises(StoreError, match="there is no store at"):
            watch.heads()
        sqlite_store_at(path)
        assert watch.heads() == ()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A SQLite store with an event."""
    path = sqlite_store_at(tmp_path / "tracker.db")
    write(path, "one")
    return path


def test_a_file_that_was_moved_away_is_missed_until_it_is_back(path: Path) -> None:
    with closing(StoreWatch(str(path))) as watch:
        before = watch.heads()
        path.rename(path.with_name("elsewhere.db"))
        for _ in range(2):
            with pytest.raises(StoreError, match="there is no store at"):
                watch.heads()
        path.with_name("elsewhere.db").rename(path)
        assert watch.heads() == before
        write(path, "two")
        assert watch.heads() != before


def test_a_file_that_was_exchanged_is_seen(path: Path) -> None:
    """A backup that is put in its place, for one."""
    copy = Path(shutil.copy(path, path.with_name("copy.db")))
    write(copy, "of the copy")
    with closing(StoreWatch(str(path))) as watch:
        before = watch.heads()
        copy.replace(path)
        after = watch.heads()
    assert after != before
    with opened(path) as store:
        assert after == store.heads()
        assert store.verify().problems == ()


def test_a_file_that_became_something_else_is_no_store(path: Path) -> None:
    with closing(StoreWatch(str(path))) as watch:
        watch.heads()
        path.unlink()
        path.write_text("something else")
        with pytest.raises(StoreError, match="is not a tracker store"):
            watch.heads()


@pytest.fixture
def url(postgres: PostgresServer) -> Iterator[str]:
    """A PostgreSQL store with an event."""
    with postgres_store(postgres) as url:
        write(url, "one")
        yield url


@pytest.mark.postgres
def test_a_connection_that_was_lost_is_made_again_without_a_word(postgres: PostgresServer, url: str) -> None:
    with closing(StoreWatch(url)) as watch:
        before = watch.heads()
        postgres.lose_connections(url)
        assert watch.heads() == before


@pytest.mark.postgres
def test_a_server_that_lets_nobody_in_is_missed_until_it_does(postgres: PostgresServer, url: str) -> None:
    with closing(StoreWatch(url)) as watch:
        before = watch.heads()
        with postgres.unreachable(url):
            for _ in range(2):
                with pytest.raises(StoreError, match="cannot be reached"):
                    watch.heads()
        write(url, "two")
        assert watch.heads()[0].position > before[0].position
