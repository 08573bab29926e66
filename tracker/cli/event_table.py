"""How events look in tables and CSV."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tracker.cli.rows import Column
from tracker.domain.cluster import Cluster
from tracker.domain.event import Event
from tracker.domain.identity import short_id
from tracker.services.ports import Retracted
from tracker.services.views import event_row

_ID = Column("id", brief=short_id)
_CLUSTER = Column("cluster")
_REST = (Column("date"), Column("kind"), Column("summary", "title", folds=True))
_REVIEW = Column("review", folds=True, optional=True)


def event_columns(clusters: Sequence[Cluster], *, with_review: bool = False) -> tuple[Column, ...]:
    """The columns of a list of events; the cluster's name only where there are several."""
    several = (_CLUSTER,) if len(clusters) > 1 else ()
    return (_ID, *several, *_REST, *((_REVIEW,) if with_review else ()))


def retracted_columns(clusters: Sequence[Cluster]) -> tuple[Column, ...]:
    """The columns of a list of retracted events."""
    return (*event_columns(clusters), Column("retracted_by", "by"), Column("why", folds=True))


def retracted_rows(found: Iterable[Retracted], clusters: Iterable[Cluster]) -> Iterator[dict[str, Any]]:
    """The rows of retracted events: as they read last, with who took them back, when and why."""
    names = {cluster.id: cluster.name for cluster in clusters}
    for each in found:
        row, tombstone = event_row(each.event, names[each.event.cluster_id]), each.tombstone
        yield row | {
            "retracted_at": tombstone.recorded_at,
            "retracted_by": tombstone.author,
            "why": tombstone.reason,
        }


def event_rows(events: Iterable[Event], clusters: Iterable[Cluster]) -> Iterator[dict[str, Any]]:
    """The rows of events, each with the name of its cluster."""
    names = {cluster.id: cluster.name for cluster in clusters}
    for event in events:
        yield event_row(event, names.get(event.cluster_id, event.cluster_id))
