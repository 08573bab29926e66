"""What rules judge: the facts of a cluster, each sort beside the `World` as it is known on the judged day.

Six sorts, because a replay re-judges only what changed: a recorded event (`EventFacts`), one fact of a state
(`SubjectFacts`), the facts of a state that belong together (`ClusterFacts`), what cannot be judged, an incident, and a silence. None of them
carries an event's identifier: two clusters with the same values are judged once, and whoever runs the rules adds the
events as evidence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.domain import platforms
from tracker.domain.event import Action, Subject, SubjectType
from tracker.domain.version import Minor, OpaqueVersion, Version, parse_version
from tracker.rules.world import World

parsed = lru_cache(maxsize=65_536)(parse_version)
"""`parse_version`, which several rules ask of the same value."""

KUBERNETES = Subject(SubjectType.PLATFORM, platforms.KUBERNETES)


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """One fact of a cluster's state."""

    subject: Subject
    value: str | None
    """None: it is there, its value was never told."""
    provider: str
    kubernetes: Minor | None
    """What the cluster's API servers run, where that is recorded and a version."""
    installer: str
    """The recorded installer with its version, as ``kube-aws 0.9.8``; empty when none is recorded."""
    world: World

    @property
    def version(self) -> Version | OpaqueVersion | None:
        """The value read as a version."""
        return parsed(self.value) if self.value else None


@dataclass(frozen=True, slots=True)
class ClusterFacts:
    """The platforms, node pools and settings of a cluster's state: what is judged side by side."""

    values: Mapping[Subject, str | None]
    """In order of the subjects."""
    provider: str
    world: World

    def value(self, kind: SubjectType, name: str) -> str | None:
        """The value of a subject without a scope."""
        return self.values.get(Subject(kind, name))

    def version(self, platform: str) -> Version | OpaqueVersion | None:
        """The version of a platform without a scope; None when it is not recorded or its version is unknown."""
        value = self.value(SubjectType.PLATFORM, platform)
        return parsed(value) if value else None

    def of_platform(self, name: str) -> Iterator[tuple[Subject, str | None]]:
        """Every record of a platform, whatever its scope."""
        return ((s, v) for s, v in self.values.items() if s.type is SubjectType.PLATFORM and s.name == name)

    def of_type(self, kind: SubjectType) -> Iterator[tuple[Subject, str | None]]:
        """Every record of one type."""
        return ((subject, value) for subject, value in self.values.items() if subject.type is kind)


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A change as it was recorded, beside what the subject was right before."""

    subject: Subject
    action: Action
    to: str | None
    was_there: bool
    previous: str | None
    """The value before; None when it was not there or its value was unknown."""
    was_ever_there: bool
    """Some earlier event had this subject."""

    @property
    def version(self) -> Version | OpaqueVersion | None:
        """The new value read as a version."""
        return parsed(self.to) if self.to else None

    @property
    def previous_version(self) -> Version | OpaqueVersion | None:
        """The value before, read as a version."""
        return parsed(self.previous) if self.previous else None


@dataclass(frozen=True, slots=True)
class EventFacts:
    """The changes of a recorded event, on the day it happened."""

    changes: tuple[RecordedChange, ...]
    world: World


@dataclass(frozen=True, slots=True)
class InventoryFacts:
    """What of a state cannot be judged."""

    without_version: tuple[str, ...]
    """Names of platforms and components whose version was never told."""
    unknown: tuple[str, ...]
    """Names of platforms and components that the reference data does not know."""
    without_end: tuple[str, ...]
    """Operating systems with their versions, where the reference data does not say how long they are supported."""
    lacks_kubernetes: bool
    """Nothing tells the version of the API servers."""
    world: World


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """An incident, while it is open."""

    title: str
    started_on: date
    needs_review: bool
    """An importer guessed that it is an incident, and nobody has looked at it yet."""
    world: World


@dataclass(frozen=True, slots=True)
class SilenceFacts:
    """The days after an event, until the next one."""

    last_event_on: date
    kubernetes: Minor | None
    world: World


@dataclass(frozen=True, slots=True)
class WaiverFacts:
    """A waiver after everything was judged."""

    label: str
    """What it accepts, in a few words: the code and the patterns."""
    owner: str
    expires: date | None
    uses: int
    """How many outcomes it matched, expired or not."""
    is_complete: bool
    """Everything that it could match was judged: all clusters, on the present day."""
    world: World
