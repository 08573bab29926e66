"""What a site is made from: its clusters, its months, and where whole events are read.

In the public edition every value here, states and outcomes included, is derived from public events alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from tracker.domain.event import Event
from tracker.domain.knowledge.reference import KubernetesReleases, ProviderWindows
from tracker.domain.outcome import Severity
from tracker.publish.gathered import ClusterData, HeapKey, Month


class Edition(StrEnum):
    """Whom a site is for."""

    PUBLIC = "public"
    INTERNAL = "internal"


LARGE_MONTH = 200
"""With more events than this the events of a month stand on the pages of its days."""


@dataclass(frozen=True, slots=True)
class MonthData:
    """What the timeline has in one month, over all clusters."""

    month: Month
    count: int
    fingerprint: str
    """Decided by the content of the month's events, and of the causes of its incidents."""
    days: tuple["DayData", ...] = ()
    """Newest first; only of months with more than `LARGE_MONTH`."""


@dataclass(frozen=True, slots=True)
class DayData:
    """What the timeline has on one day of a large month, over all clusters."""

    day: date
    count: int
    fingerprint: str
    """Changes whenever an event of the day does."""


FleetHeaps = Counter[tuple[bool, HeapKey]]
"""How often each key is met, in clusters that never had an incident and in those that had one (True)."""


class EventSource(Protocol):
    """Reads whole events that this edition may show."""

    def of_cluster(self, cluster_id: str) -> Iterable[Event]:
        """The events of a cluster, oldest first."""
        ...

    def of_month(self, month: Month) -> Iterable[Event]:
        """The events of a month in all clusters, newest first."""
        ...

    def of_day(self, day: date) -> Iterable[Event]:
        """The events of a day in all clusters, newest first."""
        ...

    def newest(self, count: int) -> Sequence[Event]:
        """The newest events of all clusters, newest first; at most so many."""
        ...

    def by_id(self, identifiers: Sequence[str]) -> Sequence[Event]:
        """These events, in the order of the identifiers; those that the edition does not show are left out."""
        ...


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What the site says about a rule."""

    code: str
    title: str
    severity: Severity
    source: str
    """URL of the policy."""
    manual: str
    """The rule's page of the manual, as Markdown."""
    translations: tuple[tuple[str, str], ...] = ()
    """The same page in other languages, by their BCP 47 tags."""


class World(KubernetesReleases, ProviderWindows, Protocol):
    """What the pages ask of the reference data (`tracker.domain.knowledge.reference.Reference` answers it)."""

    @property
    def edition(self) -> str:
        """The edition's id."""
        ...

    @property
    def as_of(self) -> date:
        """The day as of which the releases of Kubernetes are known; news of other products do not move it."""
        ...


@dataclass(frozen=True, slots=True)
class SiteData:
    """Everything that a site is built from."""

    title: str
    edition: Edition
    today: date
    clusters: tuple[ClusterData, ...]
    """In order of their names."""
    months: tuple[MonthData, ...]
    """Newest first; only months with events."""
    heaps: FleetHeaps
    events: EventSource
    reference: World
    rules: tuple[RuleNote, ...] = ()
    base_url: str = ""
    """Where the site will be served, with a trailing slash; empty when nobody said. Feeds and the sitemap need it."""
    version: str = ""
    """Of the program."""
