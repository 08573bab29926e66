"""What is remembered of a cluster from build to build: enough to tell what a later event changes."""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass

from tracker.domain.cluster import Cluster
from tracker.domain.errors import NotFoundError
from tracker.publish.brief import Brief
from tracker.publish.changes import changes_after
from tracker.publish.digests import Digested
from tracker.publish.gathered import Month
from tracker.services.ports import Head, Store


@dataclass(frozen=True, slots=True)
class Known:
    """A cluster as the last build found it."""

    head: Head
    brief: str
    """The fingerprint of the `Brief`."""
    cluster: Cluster
    fingerprint: str
    """Of its digest."""
    months: Mapping[str, tuple[int, str]]
    """Of each month: how many events, and the hash of the newest revision when the month was last touched."""


def known_after(store: Store, before: Known | None, head: Head, brief: Brief, now: Digested) -> Known:
    """What is known of a cluster that has just been digested, if `before` was known until then."""
    counts: Counter[str] = Counter()
    for day, count in now.days.items():
        counts[str(Month.of(day))] += count
    touched = _touched(store, before, now, counts.keys()) if before else None
    months = {
        month: (count, head.hash if before is None or touched is None or month in touched else before.months[month][1])
        for month, count in counts.items()
    }
    return Known(head, brief.fingerprint, now.cluster, now.fingerprint, months)


def _touched(store: Store, before: Known, now: Digested, months: Set[str]) -> set[str] | None:
    """The months that changed since the last build; None: all of them."""
    if before.cluster != now.cluster:
        # Its name stands beside each of its events.
        return None
    try:
        changes = changes_after(store, before.head)
    except NotFoundError:
        # The ledger is not the one that was read then.
        return None
    if changes is None:
        return None
    touched = {str(month) for month in changes.months}
    touched |= {str(month) for cause, month in now.caused if cause in changes.event_ids}
    return touched | (months - before.months.keys())
