"""What the pages are made from, gathered before anything is written.

A `ClusterData` is a digest: small, picklable, and wholly decided by what its `fingerprint` covers, so that an unchanged
cluster costs nothing. Whole events are read through an `EventSource` only while a page that shows them is rendered;
memory thus grows with the digests, not with the events.

In the public edition every value here, states and outcomes included, is derived from public events alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Event, EventKind, Subject
from tracker.domain.knowledge.reference import KubernetesReleases, ProviderWindows
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.when import When


class Edition(StrEnum):
    """Whom a site is for."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, in the zone of the event that lies in it."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that a day lies in."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


LARGE_MONTH = 200
"""With more events than this the events of a month stand on the pages of its days."""


@dataclass(frozen=True, slots=True)
class MonthData:
    """What the timeline has in one month, over all clusters."""

    month: Month
    count: int
    fingerprint: str
    """Decided by the content of the month's events, and of the causes of its incidents."""
    days: tuple[tuple[date, int], ...] = ()
    """How many events each day has, newest first; only of months with more than `LARGE_MONTH`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one subject, with as much of its event as a chart or a link needs."""

    when: When
    action: Action
    before: str | None
    to: str | None
    event_id: str
    title: str
    kind: EventKind


@dataclass(frozen=True, slots=True)
class SubjectHistory:
    """Every change of one subject in one cluster, oldest first; never empty."""

    subject: Subject
    steps: tuple[Step, ...]

    @property
    def is_present(self) -> bool:
        """Whether the subject is there after the last change."""
        return self.steps[-1].action is not Action.REMOVED


@dataclass(frozen=True, slots=True)
class Moment:
    """An event in a line: enough to list it, to draw it and to link to it."""

    id: str
    when: When
    kind: EventKind
    title: str
    language: str
    translations: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, event: Event) -> "Moment":
        """The line of an event."""
        return cls(event.id, event.when, event.kind, event.title, event.language, event.translations)


@dataclass(frozen=True, slots=True)
class KeptReport:
    """An upgrade-readiness report that was kept in the store."""

    id: str
    """The identifier of the event that keeps it."""
    when: When
    target: str
    """The minor version that the report is about."""
    verdict: str
    """``ready``, ``ready with advice``, ``not ready`` or ``unknown``."""
    document: Mapping[str, Any]
    """The report in its published JSON form."""


@dataclass(frozen=True, slots=True)
class ClusterData:
    """The digest of one cluster."""

    cluster: Cluster
    fingerprint: str
    """Decided by the cluster's visible events, the reference edition, the day and the edition of the site."""
    moments: tuple[Moment, ...]
    """The timeline, oldest first."""
    histories: tuple[SubjectHistory, ...]
    """In order of the subjects."""
    incidents: tuple[Event, ...]
    """Oldest first."""
    maintenance: tuple[Event, ...]
    """Events of kind maintenance, oldest first."""
    outcomes: tuple[Outcome, ...]
    """What the rules say today."""
    windows: tuple[Outcome, ...]
    """What they said through time: each with `since` and, if it is over, `until`."""
    reports: tuple[KeptReport, ...] = ()
    """Newest first."""

    def history(self, subject: Subject) -> SubjectHistory | None:
        """The changes of exactly this subject."""
        return next((history for history in self.histories if history.subject == subject), None)


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
    events: EventSource
    reference: World
    rules: tuple[RuleNote, ...] = ()
    base_url: str = ""
    """Where the site will be served, with a trailing slash; empty when nobody said. Feeds and the sitemap need it."""
    version: str = ""
    """Of the program."""


def digest_cluster(
    cluster: Cluster,
    events: Iterable[Event],
    *,
    fingerprint: str,
    outcomes: Iterable[Outcome] = (),
    windows: Iterable[Outcome] = (),
    reports: Iterable[KeptReport] = (),
) -> ClusterData:
    """The digest of a cluster from one pass over its visible events, which come oldest first."""
    moments: list[Moment] = []
    steps: dict[Subject, list[Step]] = {}
    by_kind: dict[EventKind, list[Event]] = {EventKind.INCIDENT: [], EventKind.MAINTENANCE: []}
    for event in events:
        moments.append(Moment.of(event))
        if event.kind in by_kind:
            by_kind[event.kind].append(event)
        for change in event.changes:
            step = Step(event.when, change.action, change.before, change.to, event.id, event.title, event.kind)
            steps.setdefault(change.subject, []).append(step)
    return ClusterData(
        cluster=cluster,
        fingerprint=fingerprint,
        moments=tuple(moments),
        histories=tuple(SubjectHistory(subject, tuple(steps[subject])) for subject in sorted(steps)),
        incidents=tuple(by_kind[EventKind.INCIDENT]),
        maintenance=tuple(by_kind[EventKind.MAINTENANCE]),
        outcomes=tuple(outcomes),
        windows=tuple(windows),
        reports=tuple(reports),
    )
