"""Builders of clusters, events and writes with defaults, for tests that need a recorded history."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Change, Event, EventKind, Subject, SubjectType
from tracker.domain.event_document import to_document
from tracker.domain.when import When
from tracker.services.ports import Store, Write

RECORDED_AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
_numbers = count(1)


def an_identifier() -> str:
    """A new identifier; each sorts after those before it, as UUIDv7 do."""
    return f"01900000-0000-7000-8000-{next(_numbers):012x}"


def a_cluster(name: str = "production", **fields: Any) -> Cluster:
    """A cluster that is recorded nowhere yet."""
    return Cluster(fields.pop("id", None) or an_identifier(), name, **fields)


def an_event(
    cluster: Cluster, title: str = "Something happened", on: str | When = "2017-09-25", **fields: Any
) -> Event:
    """An event that is recorded nowhere yet."""
    when = on if isinstance(on, When) else When.on(date.fromisoformat(on), cluster.zone)
    fields.setdefault("kind", EventKind.NOTE)
    return Event(fields.pop("id", None) or an_identifier(), cluster.id, title=title, when=when, **fields)


def a_change(
    name: str,
    to: str | None = None,
    action: Action = Action.SET,
    *,
    kind: SubjectType = SubjectType.COMPONENT,
    scope: str = "",
) -> Change:
    """A change of a component, or of another kind of subject."""
    return Change(Subject(kind, name, scope), action, to=to)


def writing(*things: Cluster | Event) -> list[Write]:
    """The writes that record these things."""
    return [
        Write(thing.id, thing.id, thing.to_document())
        if isinstance(thing, Cluster)
        else Write(thing.cluster_id, thing.id, to_document(thing))
        for thing in things
    ]


def retracting(event: Event, reason: str = "entered twice") -> Write:
    """The write that takes an event back."""
    return Write(event.cluster_id, event.id, {"type": "retraction"}, reason)


def record(store: Store, *things: Cluster | Event | Write, author: str = "tester") -> None:
    """Append these things to a store, all at once."""
    writes = [write for thing in things for write in ([thing] if isinstance(thing, Write) else writing(thing))]
    with store.unit_of_work(author=author, recorded_at=RECORDED_AT) as work:
        for _ in work.append(writes):
            pass
        work.commit()
