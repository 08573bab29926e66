"""Several processes, each with a connection of its own, say of a fleet what one process says."""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bench import events
from tests.support.stores import opened
from tracker import bootstrap
from tracker.domain.cluster import Cluster
from tracker.domain.errors import InvalidDataError
from tracker.domain.event_document import to_document
from tracker.processes import in_parallel
from tracker.services.check import CheckRequest, check, check_in_parallel
from tracker.services.ports import Store, Write
from tracker.services.settings import Settings

TODAY = date(2026, 11, 23)
REFERENCE = bootstrap.open_reference(Settings())


@pytest.fixture
def fleet(location: str) -> tuple[Cluster, ...]:
    """The clusters of a store in which each has a history."""
    with (
        opened(location) as store,
        store.unit_of_work(author="test", recorded_at=datetime(2026, 11, 23, tzinfo=UTC)) as work,
    ):
        for cluster in events.clusters(26):
            writes = [Write(cluster.id, cluster.id, cluster.to_document())]
            writes += [Write(cluster.id, each.id, to_document(each)) for each in events.events(cluster, 10)]
            assert len(list(work.append(writes))) == 11
        work.commit()
        return work.timeline.clusters()


def in_three(work: Callable[[Any], Any], items: Sequence[Any], _: int) -> Iterator[Any]:
    return in_parallel(work, items, 3)


@pytest.mark.parametrize("is_throughout", [True, False], ids=["throughout", "today"])
def test_several_processes_say_what_one_says(location: str, fleet: tuple[Cluster, ...], is_throughout: bool) -> None:
    request = CheckRequest(clusters=fleet, day=TODAY, today=TODAY, is_throughout=is_throughout)
    with opened(location) as store:
        alone = check(store.timeline, REFERENCE, request)
    done: list[int] = []
    together = check_in_parallel(partial(bootstrap.open_store, location), REFERENCE, request, in_three, done.append)
    assert together == alone
    assert [str(each) for each in together.looked_at] == ["26 clusters", "260 events"]
    assert {outcome.cluster for outcome in together.outcomes} == {cluster.name for cluster in fleet}
    assert done == sorted(done)
    assert done[-1] == 26


def test_every_process_opens_the_store_once_and_the_caller_never(
    location: str, fleet: tuple[Cluster, ...], tmp_path: Path
) -> None:
    opened_by = tmp_path / "opened"

    def open_store() -> Store:
        with opened_by.open("a") as file:
            file.write(f"{os.getpid()}\n")
        return bootstrap.open_store(location)

    check_in_parallel(open_store, REFERENCE, CheckRequest(fleet, TODAY, TODAY), in_three)
    processes = opened_by.read_text().split()
    assert len(processes) == len(set(processes)) == 3
    assert str(os.getpid()) not in processes


def test_a_few_clusters_stay_in_one_process(location: str, fleet: tuple[Cluster, ...]) -> None:
    asked: list[int] = []

    def noted(work: Callable[[Any], Any], items: Sequence[Any], processes: int) -> Iterator[Any]:
        asked.append(processes)
        return in_parallel(work, items, 1)

    for clusters in (fleet[:5], fleet):
        request = CheckRequest(clusters, TODAY, TODAY)
        check_in_parallel(partial(bootstrap.open_store, location), REFERENCE, request, noted)
    assert asked == [1, os.cpu_count()]


def test_what_goes_wrong_in_a_process_is_told_as_it_is(fleet: tuple[Cluster, ...]) -> None:
    def fail() -> Store:
        raise InvalidDataError("event 1: not an event document")

    with pytest.raises(InvalidDataError, match="event 1: not an event document"):
        check_in_parallel(fail, REFERENCE, CheckRequest(fleet, TODAY, TODAY), in_three)
