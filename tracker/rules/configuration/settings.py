"""Recorded settings beside what Kubernetes uses when nobody sets them."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.event import Subject, SubjectType
from tracker.domain.knowledge.policies import SettingDefault
from tracker.domain.platforms import KUBERNETES
from tracker.domain.version import Minor, Version
from tracker.rules.configuration.durations import seconds
from tracker.rules.facts import ClusterFacts


@dataclass(frozen=True, slots=True)
class Duration:
    """A setting that is a duration: recorded, or the default of the cluster's minor."""

    seconds: float
    default: SettingDefault | None
    """The row, where nothing is recorded."""


def kubernetes_minor(facts: ClusterFacts) -> Minor | None:
    """What the cluster runs."""
    version = facts.version(KUBERNETES)
    return version.minor if isinstance(version, Version) else None


def recorded(facts: ClusterFacts, name: str) -> Iterator[tuple[Subject, str | None]]:
    """Every record of a setting, in any scope and case."""
    for subject, value in facts.of_type(SubjectType.CONFIG):
        if subject.name.lower() == name.lower():
            yield subject, value


def duration(facts: ClusterFacts, name: str, minor: Minor) -> Duration | None:
    """What applies for a duration; None when it is recorded and cannot be read, or there is no default."""
    for _, value in recorded(facts, name):
        told = seconds(value)
        return None if told is None else Duration(told, None)
    default = facts.world.reference.setting_default(name, minor)
    told = seconds(default.value) if default else None
    return None if told is None else Duration(told, default)
