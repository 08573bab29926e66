"""`check --throughout` of a fleet beside the mere reading of its events, on the same store.

Both sides read every event through a timeline of the store, the reading in one process; ours replays them through all
rules as well, in as many processes as there are cores. Rendering is not part of it: what is compared is judging with
reading.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from bench import events
from bench.comparison import Comparison, Contender, Growth, Row
from tracker import bootstrap
from tracker.domain.event_document import to_document
from tracker.domain.knowledge.reference import Reference
from tracker.services.check import CheckRequest
from tracker.services.ports import EventQuery, Write
from tracker.services.settings import Settings
from tracker.store.opening import open_store

EVENTS = 1_000
"""Of each cluster, over ten years."""
SIZES = (75, 150, 300)
"""Clusters; a thousand take longer to record than a benchmark should last (decision 0056 has their figures)."""
TODAY = date(2026, 11, 23)


def rows(folder: Path) -> Iterator[Row]:
    """The comparison at the largest size, and the growth."""
    reference = bootstrap.open_reference(Settings())
    locations = {size: _filled(folder, size) for size in SIZES}
    largest = SIZES[-1]
    yield Comparison(
        f"`check --throughout`, {largest:,} clusters of {EVENTS:,} events",
        Contender("tracker check", partial(_check, locations[largest], reference)),
        Contender("reading the events", partial(_read, locations[largest])),
        must=1.25,
        aim=1.1,
        turns=3,
    )
    yield Growth("`check --throughout`", _at_size(locations, reference), SIZES)


def _at_size(locations: Mapping[int, str], reference: Reference) -> Callable[[int], Contender]:
    return lambda size: Contender(f"{size} clusters", partial(_check, locations[size], reference))


def _check(location: str, reference: Reference) -> None:
    with closing(open_store(location)) as store:
        clusters = store.timeline.clusters()
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
    """Where a store of so many clusters is."""
    location = str(folder / f"{size}.db")
    with (
        closing(open_store(location, create=True)) as store,
        store.unit_of_work(author="bench", recorded_at=datetime(2026, 11, 23, tzinfo=UTC)) as work,
    ):
        for _ in work.append(_writes(size)):
            pass
        work.commit()
    return location


def _writes(size: int) -> Iterator[Write]:
    for cluster in events.clusters(size):
        yield Write(cluster.id, cluster.id, cluster.to_document())
        for event in events.events(cluster, EVENTS):
            yield Write(cluster.id, event.id, to_document(event))
