"""Stores and files full of events, for the benchmarks of recording, importing and reading."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.events import clusters, events
from tracker.domain.cluster import Cluster
from tracker.domain.event import Event
from tracker.domain.event_document import to_document
from tracker.services.ports import Write
from tracker.store.opening import open_store

RECORDED_AT = datetime(2026, 11, 23, tzinfo=UTC)
_EVENTS_OF_A_CLUSTER = 10_000


def most_events() -> int:
    """The size of the large inputs: ``BENCH_EVENTS``, else a tenth of the million that the goals speak of."""
    return int(os.environ.get("BENCH_EVENTS", "100000"))


def fleet(size: int) -> list[Cluster]:
    """The clusters that so many events are spread over."""
    return list(clusters(max(2, size // _EVENTS_OF_A_CLUSTER)))


def history(size: int) -> Iterator[tuple[Cluster, Event]]:
    """That many events, cluster by cluster."""
    all_clusters = fleet(size)
    for cluster in all_clusters:
        for event in events(cluster, size // len(all_clusters)):
            yield cluster, event


def empty_store(path: Path, size: int) -> Path:
    """A store that knows the clusters of a history and nothing else; an older one in its place is removed."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
    _fill(path, [Write(cluster.id, cluster.id, cluster.to_document()) for cluster in fleet(size)])
    return path


def full_store(path: Path, size: int) -> Path:
    """A store with a history of that size."""
    empty_store(path, size)
    _fill(path, (Write(event.cluster_id, event.id, to_document(event)) for _, event in history(size)))
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
    with path.open("w", encoding="utf-8") as file:
        for cluster, event in history(size):
            document = to_document(event)
            del document["type"], document["provenance"]
            line = {"id": event.id, "cluster": cluster.name, **document}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path
