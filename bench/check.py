"""`check --throughout` of a fleet beside the mere reading of its events, in one process, on the same store.

Both sides read every event through the store's timeline; ours replays them through all rules as well. Rendering is not
part of it: what is compared is judging with reading.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from bench import events
from bench.comparison import Comparison, Contender, Growth, Row
from tracker import bootstrap
from tracker.domain.event_document import to_document
from tracker.domain.knowledge.reference import Reference
from tracker.services.check import CheckRequest, check
from tracker.services.ports import EventQuery, Store, Write
from tracker.services.settings import Settings
from tracker.store.opening import open_store

EVENTS = 1_000
"""Of each cluster, over ten years."""
SIZES = (25, 50, 100)
"""Clusters. The judges remember what they said, so that the ratio falls as a fleet grows."""
TODAY = date(2026, 11, 23)


def rows(folder: Path) -> Iterator[Row]:
    """The comparison at the largest size, and the growth."""
    reference = bootstrap.open_reference(Settings())
    stores = {size: _filled(folder, size) for size in SIZES}
    largest = SIZES[-1]
    yield Comparison(
        f"`check --throughout`, {largest:,} clusters of {EVENTS:,} events",
        Contender("tracker check", partial(_check, stores[largest], reference)),
        Contender("reading the events", partial(_read, stores[largest])),
        must=1.25,
        aim=1.1,
        turns=3,
    )
    yield Growth("`check --throughout`", _at_size(stores, reference), SIZES)
    for store in stores.values():
        store.close()


def _at_size(stores: dict[int, Store], reference: Reference) -> Callable[[int], Contender]:
    return lambda size: Contender(f"{size} clusters", partial(_check, stores[size], reference))


def _check(store: Store, reference: Reference) -> None:
    clusters = store.timeline.clusters()
    request = CheckRequest(clusters=clusters, day=TODAY, today=TODAY, is_throughout=True)
    assessment = check(store.timeline, reference, request)
    if not assessment.outcomes:
        raise RuntimeError("the fleet is without findings, which cannot be")


def _read(store: Store) -> None:
    for cluster in store.timeline.clusters():
        query = EventQuery(cluster_ids=(cluster.id,), newest_first=False)
        for _ in store.timeline.events(query):
            pass


def _filled(folder: Path, size: int) -> Store:
    store = open_store(str(folder / f"{size}.db"), create=True)
    with store.unit_of_work(author="bench", recorded_at=datetime(2026, 11, 23, tzinfo=UTC)) as work:
        for _ in work.append(_writes(size)):
            pass
        work.commit()
    return store


def _writes(size: int) -> Iterator[Write]:
    for cluster in events.clusters(size):
        yield Write(cluster.id, cluster.id, cluster.to_document())
        for event in events.events(cluster, EVENTS):
            yield Write(cluster.id, event.id, to_document(event))
