"""What is remembered of a cluster from build to build: enough to tell what a later event changes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.cluster import Cluster
from tracker.domain.errors import NotFoundError
from tracker.publish.brief import Brief
from tracker.publish.changes import changes_after
from tracker.publish.digests import Digested
from tracker.publish.gathered import Month, Outline
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
    outline: Outline
    months: Mapping[str, tuple[int, str]]
    """Of each month: how many events, and the hash of the newest revision when the month was last touched."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What changed in the timeline since the last build: some days, and whole months; or all of it."""

    days: frozenset[date] = frozenset()
    months: frozenset[Month] = frozenset()
    is_everything: bool = False

    @classmethod
    def nothing(cls) -> "Touched":
        """No day at all."""
        return cls()

    @classmethod
    def everything(cls) -> "Touched":
        """Every day, because nobody can say which."""
        return cls(is_everything=True)

    def __or__(self, other: "Touched") -> "Touched":
        return Touched(self.days | other.days, self.months | other.months, self.is_everything or other.is_everything)

    def has_day(self, day: date) -> bool:
        """Whether something on that day changed."""
        return self.is_everything or day in self.days or Month.of(day) in self.months

    def has_month(self, month: Month) -> bool:
        """Whether something in that month changed."""
        return self.is_everything or month in self.months or any(Month.of(day) == month for day in self.days)


def known_after(before: Known | None, head: Head, brief: Brief, now: Digested, touched: Touched) -> Known:
    """What is known of a cluster that has just been digested, if `before` was known until then."""
    counts: Counter[Month] = Counter()
    for day, count in now.days.items():
        counts[Month.of(day)] += count
    known = before.months if before else {}
    months = {
        str(month): (
            count,
            head.hash if str(month) not in known or touched.has_month(month) else known[str(month)][1],
        )
        for month, count in counts.items()
    }
    return Known(head, brief.fingerprint, now.cluster, now.fingerprint, now.outline, months)


def touched_since(store: Store, before: Known | None, now: Digested) -> Touched:
    """What changed in a cluster since `before` was known."""
    if before is None or before.cluster != now.cluster:
        # Its name stands beside each of its events.
        return Touched.everything()
    try:
        changes = changes_after(store, before.head)
    except NotFoundError:
        # The ledger is not the one that was read then.
        return Touched.everything()
    if changes is None:
        return Touched.everything()
    # An incident links to its cause, wherever that lies.
    affected = {month for cause, month, _ in now.outline.causes if cause in changes.event_ids}
    return Touched(changes.days, frozenset(affected))
