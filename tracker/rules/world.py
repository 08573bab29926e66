"""The world as it was known on a day, and the days on which that answer stays the same.

A rule's judgement of unchanged facts is a step function of the day: it changes when a release comes out, a support
window ends, a policy gets a new edition. `World` notes each such day that a rule asks about, before and after today, so
that whoever replays a history knows how long an answer holds and never has to ask day by day. Rules therefore compare
days through `has_come` and `has_passed`, and do not see the bare `today`.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.domain.knowledge.components import ComponentRelease
from tracker.domain.knowledge.kubernetes import KubernetesMinor, PatchRelease
from tracker.domain.knowledge.policies import SkewLimit
from tracker.domain.knowledge.reference import Reference
from tracker.domain.version import Minor
from tracker.domain.window import Window

_DAY = timedelta(days=1)


class World:
    """Reference facts as somebody could know them on one day."""

    __slots__ = ("_holds_from", "_holds_until", "_today", "reference")

    def __init__(self, reference: Reference, today: date) -> None:
        self.reference = reference
        """For questions whose answer does not depend on the day."""
        self._today = today
        self._holds_from = date.min
        self._holds_until = date.max

    @property
    def holds(self) -> Window:
        """The days around today on which every question asked so far has the same answer."""
        return Window(self._holds_from, None if self._holds_until == date.max else self._holds_until)

    def has_come(self, day: date | None) -> bool:
        """Whether it is `day` or later; never for an unknown day."""
        if day is None:
            return False
        if day <= self._today:
            self._holds_from = max(self._holds_from, day)
            return True
        self._holds_until = min(self._holds_until, day - _DAY)
        return False

    def has_passed(self, last_day: date | None) -> bool:
        """Whether `last_day`, inclusive, is over; never for an unknown day."""
        return last_day is not None and last_day < date.max and self.has_come(last_day + _DAY)

    def is_within(self, days_before: int, last_day: date | None) -> bool:
        """Whether it is at most `days_before` days until `last_day`, or later."""
        return last_day is not None and self.has_come(last_day - timedelta(days=days_before))

    def latest_minor(self) -> KubernetesMinor | None:
        """The highest Kubernetes minor that is out."""
        return next((minor for minor in self.reference.minors() if self.has_come(minor.released_on)), None)

    def patches(self, minor: Minor) -> Sequence[PatchRelease]:
        """The public patch releases of a minor that are out, lowest number first."""
        patches = reversed(self.reference.patches(minor))
        return [patch for patch in patches if patch.public and self.has_come(patch.released_on)]

    def end_of_life(self, minor: Minor) -> date | None:
        """The last supported day of a minor as it is known: a promise at first, the real end once it has come."""
        known = self.reference.minor(minor)
        if known is None:
            return None
        self.has_passed(known.promised_end_of_life)
        self.has_passed(known.end_of_life)
        return known.end_of_life_as_known(self._today)

    def skew_limit(
        self, subject: str, subject_minor: Minor, reference: str, reference_minor: Minor
    ) -> SkewLimit | None:
        """The limit that applies to two components by the edition of the policy that is in force."""
        for limit in self.reference.skew_limits(subject, reference, reference_minor):
            self.has_come(limit.in_force_from)
            self.has_passed(limit.in_force_until)
        return self.reference.skew_limit(subject, subject_minor, reference, reference_minor, self._today)

    def has_skew_policy(self, subject: str, reference: str, reference_minor: Minor) -> bool:
        """Whether any edition of the policy speaks of the two; if so, silence today means that all is allowed."""
        return bool(self.reference.skew_limits(subject, reference, reference_minor))

    def component_releases(self, slug: str) -> Sequence[ComponentRelease]:
        """The release lines of a component that are out, newest first; a line without a date counts as out."""
        return [
            release
            for release in self.reference.component_releases(slug)
            if release.released_on is None or self.has_come(release.released_on)
        ]
