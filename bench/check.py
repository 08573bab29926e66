"""`check --throughout` of a fleet beside the mere reading of its events, on the same store.

Both sides read every event of the clusters; the reading makes events of them, in one process. Ours replays them through
all rules, in as many processes as there are cores. Rendering is not part of it: what is compared is judging with reading.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain
from pathlib import Path

from bench import events
from bench.comparison import Comparison, Contender, Growth, Row
from tracker import bootstrap
from tracker.domain.cluster import Cluster
from tracker.domain.event_document import to_document
from tracker.domain.knowledge.reference import Reference
from tracker.processes import in_parallel
from tracker.services.check import CheckRequest
from tracker.services.ports import EventQuery, Write
from tracker.services.settings import Settings
from tracker.store.opening import open_store

EVENTS = 1_000
"""Of each cluster, over ten years."""
SIZES = (250, 500, 1_000)
"""Clusters; there is one store, of the most, and the fewer are the first ones in it."""
TODAY = date(2026, 11, 23)


def rows(folder: Path) -> Iterator[Row]:
    """The comparison at the largest size, and the growth."""
    reference = bootstrap.open_reference(Settings())
    largest = SIZES[-1]
    location = _filled(folder, largest)
    yield Comparison(
        f"`check --throughout`, {largest:,} clusters of {EVENTS:,} events",
        Contender("tracker check", partial(_check, location, reference, largest)),
        Contender("reading the events", partial(_read, location)),
        must=1.25,
        aim=1.1,
        turns=3,
    )
    yield Growth("`check --throughout`", _at_size(location, reference), SIZES)


def _at_size(location: str, reference: Reference) -> Callable[[int], Contender]:
    return lambda size: Contender(f"{size} clusters", partial(_check, location, reference, size))


def _check(location: str, reference: Reference, size: int) -> None:
    with closing(open_store(location)) as store:
        clusters = store.timeline.clusters()[:size]
    request = CheckRequest(clusters=clusters, day=TODAY, today=TODAY, is_throughout=True)
    assessment = bootstrap.check_clusters(location, reference, request, lambda _: None)
    if not assessment.outcomes:
        raise RuntimeError("the fleet is without findings, which cannot be")


def _read(location: str) -> None:
    with closing(open_store(location)) as store:
        for cluster in store.timeline.clusters():
            query = EventQuery(cluster_ids=(cluster.id,), newest_first=False)
            for _ in store.timeline.events(query):
                pass


def _filled(folder: Path, size: int) -> str:
    """Where a store of so many clusters is; other processes think up what is recorded, which takes half as long again."""
    location = str(folder / f"{size}.db")
    histories = in_parallel(_history, list(events.clusters(size)), os.cpu_count() or 1)
    # The processes start with the first history: before there is a connection, which would not survive it.
    first = next(histories)
    with (
        closing(open_store(location, create=True)) as store,
        store.unit_of_work(author="bench", recorded_at=datetime(2026, 11, 23, tzinfo=UTC)) as work,
    ):
        for _ in work.append(chain(first, chain.from_iterable(histories))):
            pass
        work.commit()
    return location


def _history(cluster: Cluster) -> list[Write]:
    history = [Write(cluster.id, event.id, to_document(event)) for event in events.events(cluster, EVENTS)]
    return [Write(cluster.id, cluster.id, cluster.to_document()), *history]
