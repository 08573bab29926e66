"""What the ledger got since the last build, as far as pages care: which events, on which days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.ledger import Revision
from tracker.services.ports import Head, Store


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened to one cluster's part of the ledger."""

    event_ids: frozenset[str]
    """Events that were recorded, amended or retracted."""
    days: frozenset[date]
    """Every day on which a revision of such an event, or of its cause, ever lay."""


def changes_after(store: Store, head: Head) -> Changes | None:
    """What a cluster got after `head`; None when its profile changed too, which shows on every page about it.

    Raises:
        NotFoundError: The ledger does not know `head`.
    """
    event_ids: set[str] = set()
    days: set[date] = set()
    for revision in store.ledger_after(head):
        if revision.entity_id == revision.cluster_id:
            return None
        if revision.entity_id not in event_ids:
            event_ids.add(revision.entity_id)
            days.update(_days_of(store, revision.entity_id))
    return Changes(frozenset(event_ids), frozenset(days))


def _days_of(store: Store, event_id: str) -> Iterable[date]:
    revisions = store.timeline.revisions(event_id)
    yield from _days(revisions)
    for cause in {revision.content().get("incident", {}).get("cause") for revision in revisions} - {None, ""}:
        yield from _days(store.timeline.revisions(cause))


def _days(revisions: Iterable[Revision]) -> Iterable[date]:
    for revision in revisions:
        when = revision.content().get("when")
        if when:
            yield date.fromisoformat(when["day"])
