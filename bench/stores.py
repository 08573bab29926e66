"""Stores and files full of events, for the benchmarks of recording, importing and reading.

A million events take minutes to invent, so that every core works on some of the clusters.
"""

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from bench.events import clusters, events
from tracker.domain.cluster import Cluster
from tracker.domain.event import Event
from tracker.domain.event_document import to_document
from tracker.services.ports import Write
from tracker.store.opening import open_store
from tracker.store.unit_of_work import SqlUnitOfWork
from tracker.workers import in_order

RECORDED_AT = datetime(2026, 11, 23, tzinfo=UTC)
_EVENTS_OF_A_CLUSTER = 10_000

Made = TypeVar("Made")


def most_events() -> int:
    """The size of the large inputs: ``BENCH_EVENTS``, else the million that the goals speak of."""
    return int(os.environ.get("BENCH_EVENTS", "1000000"))


def fleet(size: int) -> list[Cluster]:
    """The clusters that so many events are spread over."""
    return list(clusters(max(2, size // _EVENTS_OF_A_CLUSTER)))


def empty_store(path: Path, size: int) -> Path:
    """A store that knows the clusters of a history and nothing else; an older one in its place is removed."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
    _fill(path, [Write(cluster.id, cluster.id, cluster.to_document()) for cluster in fleet(size)])
    return path


def full_store(path: Path, size: int) -> Path:
    """A store with a history of that size."""

    def drafted(cluster: Cluster) -> list[Write]:
        return [
            Write(cluster.id, event.id, SqlUnitOfWork.draft(to_document(event))) for event in _history_of(cluster, size)
        ]

    empty_store(path, size)
    _fill(path, chain.from_iterable(_by_cluster(drafted, size)))
    return path


def _fill(path: Path, writes: Any) -> None:
    store = open_store(str(path), create=True)
    try:
        with store.unit_of_work(author="bench", recorded_at=RECORDED_AT) as work:
            for _ in work.append(writes):
                pass
            work.commit()
    finally:
        store.close()


def events_file(path: Path, size: int) -> Path:
    """A history as JSON lines, as `tracker import jsonl` and `sqlite-utils insert --nl` both take them."""

    def lines(cluster: Cluster) -> str:
        return "".join(_line(cluster, event) for event in _history_of(cluster, size))

    with path.open("w", encoding="utf-8") as file:
        file.writelines(_by_cluster(lines, size))
    return path


def _by_cluster(work: Callable[[Cluster], Made], size: int) -> Iterator[Made]:
    """What `work` makes of each cluster of a history, in their order."""
    return (made for _, made in in_order(work, fleet(size), os.cpu_count() or 1))


def _history_of(cluster: Cluster, size: int) -> Iterator[Event]:
    """The part of one cluster in a history of so many events."""
    return events(cluster, size // len(fleet(size)))


def _line(cluster: Cluster, event: Event) -> str:
    document = to_document(event)
    del document["type"], document["provenance"]
    line = {"id": event.id, "cluster": cluster.name, **document}
    return json.dumps(line, ensure_ascii=False) + "\n"
