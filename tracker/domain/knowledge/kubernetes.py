"""Kubernetes releases: minor versions with their support dates, patch releases, and builds by distributors."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.knowledge.sourced import Claim, Sourced
from tracker.domain.version import Minor, Version


class EndOfLifeBasis(StrEnum):
    """How firmly an end-of-life date is known."""

    POLICY = "policy"
    """Published by upstream as the last day of the support window."""
    DOCUMENTED = "documented"
    """Published by upstream, but off the rhythm of the policy."""
    FINAL_PATCH = "final-patch"
    """Upstream lists the day of the last patch release; before 1.19 there was no promise to hold it against."""
    LAST_TAG = "last-tag"
    """Nothing was published; the day of the last tag stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KubernetesMinor(Sourced):
    """A minor version and its life upstream."""

    minor: Minor
    first_release: Version | None
    """Usually x.y.0; 1.1 began with 1.1.1. None while the minor is only planned."""
    released_on: date | None
    planned_for: date | None
    """The release day in the release team's plan."""
    maintenance_from: date | None
    """First day on which only critical fixes are taken; unknown (None) before 1.18."""
    end_of_life: date | None
    """Last day with upstream support, inclusive."""
    end_of_life_basis: EndOfLifeBasis | None
    promised_end_of_life: date | None = None
    """What upstream had promised before, where the real end moved."""
    other_claims: tuple[Claim, ...] = ()
    """End-of-life dates that other sources publish."""
    final_patch: Version | None = None
    skipped_patches: tuple[Version, ...] = ()
    """Patch numbers that were never released."""
    support_months: int | None = None

    def is_released(self, on: date) -> bool:
        """Whether its first public release was out on a day."""
        return self.released_on is not None and self.released_on <= on

    def has_ended(self, on: date) -> bool:
        """Whether its last supported day had passed on a day; False while no end is known."""
        return self.end_of_life is not None and self.end_of_life < on

    def end_of_life_as_known(self, on: date) -> date | None:
        """The end of life as somebody could know it on a day.

        Up to a promised day the promise counts. A date that only records the day of the last patch release was no
        promise, so it is unknown (None) until it has come.
        """
        if self.promised_end_of_life is not None and on <= self.promised_end_of_life:
            return self.promised_end_of_life
        retrospective = self.end_of_life_basis in (EndOfLifeBasis.FINAL_PATCH, EndOfLifeBasis.LAST_TAG)
        if retrospective and not self.has_ended(on) and self.promised_end_of_life is None:
            return None
        return self.end_of_life


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchRelease(Sourced):
    """One release such as 1.31.4, the first one of a minor included."""

    version: Version
    released_on: date
    """The day of the tag in the tagger's own time zone, as the project's own tables count."""
    planned_on: date | None = None
    """The day in the project's patch schedule, where it differs or confirms."""
    public: bool = True
    """False for a tag that never became a public release (1.1.0)."""
    unlisted_before: int = 0
    """How many patch numbers right before it are in no row, because the source names only the newest one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributorBuild(Sourced):
    """An upstream release rebuilt by a distributor, such as ``v1.3.4+coreos.0``, which kube-aws runs."""

    version: Version
    """With the distributor's suffix."""
    released_on: date
