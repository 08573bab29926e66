"""The preview outlives its store: it shows the last site while the store is away, and the next one when it is back."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.journal import an_event, record
from tests.support.postgres_server import PostgresServer
from tests.support.site_preview import a_served_store, events_shown
from tests.support.site_sample import PROD, journal_events
from tests.support.stores import opened, postgres_store
from tests.support.waiting import wait_until
from tracker.domain.errors import StoreError, TrackerError
from tracker.publish.serve import serve

LOST = "the store cannot be looked at, the last site stays until it can: "
FOUND = "the store can be looked at again\n"


def looking(states: Sequence[str | TrackerError]) -> Callable[[], str]:
    """Finds the store in these states, one after the other; then somebody presses Ctrl-C."""
    remaining = iter(states)

    def look() -> str:
        state = next(remaining, None)
        if state is None:
            raise KeyboardInterrupt
        if isinstance(state, TrackerError):
            raise state
        return state

    return look


def test_is_missed_once_and_built_again_only_if_it_has_changed(
    site_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.publish.serve._LOOK_EVERY", 0.01)
    said: list[str] = []
    away = StoreError("there is no store")
    states = looking(["a", away, away, away, "a", "a", away, "b", "b"])
    with pytest.raises(KeyboardInterrupt):
        serve(site_folder, 0, states, lambda: said.append("built"), said.append)
    lost, found = f"{LOST}{away}", FOUND.rstrip()
    assert [each for each in said if not each.startswith("serving ")] == ["built", lost, found, lost, found, "built"]


def test_a_store_that_is_away_from_the_beginning_is_an_error(site_folder: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        serve(site_folder, 0, looking([StoreError("there is no store")]), lambda: None, lambda _text: None)


def write(location: object, title: str) -> None:
    with opened(str(location)) as store:
        record(store, an_event(PROD, title))


def test_a_file_that_is_moved_away_and_back(store: Path) -> None:
    with a_served_store(store) as (address, said):
        before = events_shown(address)
        store.rename(store.with_name("elsewhere.db"))
        assert next(said).startswith(f"{LOST}there is no store at {store}")
        assert events_shown(address) == before
        store.with_name("elsewhere.db").rename(store)
        assert next(said) == FOUND
        write(store, "after that")
        assert wait_until(lambda: events_shown(address) == before + 1)


@pytest.fixture
def url(postgres: PostgresServer) -> Iterator[str]:
    """A store with a little in it on a PostgreSQL server."""
    with postgres_store(postgres) as url:
        with opened(url) as store:
            record(store, PROD, *journal_events()[:3])
        yield url


@pytest.mark.postgres
def test_a_server_that_ends_all_connections_and_lets_nobody_in(
    postgres: PostgresServer, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with a_served_store(url) as (address, said):
        with postgres.unreachable(url):
            assert next(said).startswith(LOST)
            assert events_shown(address) == 3
        assert next(said) == FOUND
        # Nobody notices a connection that is made again at once.
        postgres.lose_connections(url)
        write(url, "after that")
        assert wait_until(lambda: events_shown(address) == 4)
        assert "written" in next(said)
