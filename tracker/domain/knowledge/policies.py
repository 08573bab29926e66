"""The project's rules: version skew by period, upgrade steps, length of support, defaults of settings."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.knowledge.sourced import Sourced
from tracker.domain.version import Minor


@dataclass(frozen=True, slots=True, kw_only=True)
class SkewLimit(Sourced):
    """How far one component may be from another, for a range of versions and a period of the policy.

    Bounds are inclusive; None leaves that side open.
    """

    id: str
    subject: str
    reference: str
    reference_from: Minor | None
    reference_to: Minor | None
    subject_from: Minor | None
    subject_to: Minor | None
    max_behind: int
    """Minor versions that the subject may trail the reference."""
    max_ahead: int
    """Minor versions that the subject may lead the reference."""
    in_force_from: date | None
    """First day of the edition of the policy that says so; None: as long as the versions exist."""
    in_force_until: date | None
    """Last day of that edition."""
    formal: bool
    """False for rules from a design document, older than the policy page."""

    def covers(self, subject: Minor, reference: Minor, on: date) -> bool:
        """Whether this limit is the one for two versions on a day."""
        return (
            _within(reference, self.reference_from, self.reference_to)
            and _within(subject, self.subject_from, self.subject_to)
            and (self.in_force_from is None or self.in_force_from <= on)
            and (self.in_force_until is None or on <= self.in_force_until)
        )

    def allows(self, subject: Minor, reference: Minor) -> bool:
        """Whether the subject is near enough to the reference."""
        return -self.max_ahead <= subject.behind(reference) <= self.max_behind


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeRule(Sourced):
    """What the project says about the way from one version to the next."""

    id: str
    subject: str
    """``kube-apiserver``, ``kubelet``, ``etcd`` …; ``cluster`` for the order of components."""
    applies_from: Minor | None
    max_step: int | None
    """Minor versions in one step."""
    text: str
    binding: bool
    """False for advice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPolicy(Sourced):
    """How long upstream supports a minor version."""

    id: str
    applies_from: Minor | None
    applies_to: Minor | None
    months: int
    maintenance_months: int
    concurrent_minors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingDefault(Sourced):
    """The value that Kubernetes itself uses for a setting, by minor version."""

    name: str
    """In camel case, as installers and configuration files write it: ``nodeMonitorGracePeriod``."""
    component: str
    flag: str
    value: str
    applies_from: Minor | None
    applies_to: Minor | None

    def covers(self, minor: Minor) -> bool:
        """Whether this is the default of a minor version."""
        return _within(minor, self.applies_from, self.applies_to)


def _within(minor: Minor, first: Minor | None, last: Minor | None) -> bool:
    return (first is None or first <= minor) and (last is None or minor <= last)
