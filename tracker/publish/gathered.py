"""What the pages say of one cluster, gathered before anything is written.

A `ClusterData` is a digest: small, picklable, and wholly decided by what its `fingerprint` covers, so that an unchanged
cluster costs nothing. Its `Outline` is at hand in every build, its other parts are read when a page asks for them, so a
page must not be asked what decides it by way of anything but the outline. Whole events are read only while a page that shows
them is rendered (`tracker.publish.site_data.EventSource`); memory thus grows with the outlines, not with the events.

In the public edition every value here, states and outcomes included, is derived from public events alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Event, EventKind, Subject, SubjectType
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.when import When


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
    sentences: Sequence[Mapping[str, Any]] = ()
    """Which texts of the document are sentences (`tracker.domain.sentence_document`); older reports kept none."""


@dataclass(frozen=True, slots=True)
class SubjectOutline:
    """A subject of one cluster, as far as the lists of all clusters say of it."""

    subject: Subject
    is_present: bool
    value: str
    """After the last change; empty when there is none."""
    changes: int
    since: str
    """The earliest moment of a change, as it is written; `last` is the latest."""
    last: str
    mark: int
    """Decided by the events that changed it, whole, and by what the rules say of it today."""
    place: str = ""
    """Permalink from the root of the event that changed it last; only of platforms, whose versions pages about the fleet
    link there."""


@dataclass(frozen=True, slots=True)
class TroubleOutline:
    """A component that incidents of one cluster affected."""

    name: str
    """As the first of them wrote it."""
    incidents: int
    mark: int
    """Decided by the incidents, whole."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What decides whether pages about many clusters have to be made again, and what their lists say of a cluster."""

    subjects: tuple[SubjectOutline, ...]
    """In their order."""
    troubles: tuple[TroubleOutline, ...]
    """One for each name, whatever its case, in order of the first incident."""
    causes: tuple[tuple[str, Month, str], ...]
    """Of each incident that names its cause: the cause, the incident's month, and the cause's permalink from the root
    if it lies in this cluster."""
    reports: tuple[tuple[KeptReport, str], ...]
    """Without their documents, newest first; each with a mark of all that there is to it."""
    years: tuple[int, ...]
    """In which something happened, ascending."""
    events: int
    reach: tuple[int, int] | None
    """The first and the last minute since 1970 at which anything happened. A kept report looks back on what did, perhaps
    years later, so reports alone decide it only where there is nothing else."""
    first: str
    """The first moment as it is written; empty when there is none."""
    last: str
    """The last moment within `reach`, likewise."""
    recent: tuple[Moment, ...]
    """The last `RECENT` moments up to the day of the site and all that lie ahead, oldest first."""
    warnings: tuple[tuple[str, int], ...]
    """How many outcomes of today there are of each severity, ``undecided`` included."""
    accepted: tuple[tuple[str, int], ...]
    """How many of them somebody accepted by a waiver."""
    rules: tuple[tuple[str, int, Severity], ...]
    """Of each rule that found something today: its code, how much, and the worst of it."""
    windows: int
    window_days: tuple[date, date | None] | None
    """The first day on which an outcome through time began or ended, and the last one up to the day of the site."""
    incidents: int
    open_incidents: int


RECENT = 12
NEWEST_WINDOWS = 20


HeapKey = tuple[str, int]
"""A kind of event, and the month on whose page it stands, in months since the year 0."""


WindowKey = tuple[bool, date]
"""Whether an outcome still holds, and since when it did: the larger, the newer."""


@dataclass(frozen=True, slots=True)
class IncidentSpot:
    """An incident among those of all clusters."""

    order: tuple[int, str]
    """`Event.order`."""
    day: date
    lasted: timedelta | None
    """None unless both of its ends have a time."""


@dataclass(frozen=True, slots=True)
class Prelude:
    """What changed in a cluster shortly before an incident."""

    moments: tuple[Moment, ...]
    """Newest first, as far back as `LOOK_BACK_DAYS`; at most `MOST_BEFORE`."""
    more: int
    """How many more there were."""


LOOK_BACK_DAYS = 30
MOST_BEFORE = 6
MOST_TOLD = 60
"""Incidents that the page of all incidents tells in full; earlier ones have a line each, which leads to the event."""


class ClusterQuestions:
    """What can be asked of a cluster for which one item of a list is enough."""

    __slots__ = ()
    outline: Outline
    histories: Sequence[SubjectHistory]
    said: Sequence[tuple[Outcome, ...]]
    troubles: Sequence[tuple[Moment, ...]]

    def history(self, subject: Subject) -> SubjectHistory | None:
        """The changes of exactly this subject."""
        subjects = [each.subject for each in self.outline.subjects]
        return self.histories[subjects.index(subject)] if subject in subjects else None

    def histories_of(self, kind: SubjectType, name: str) -> list[SubjectHistory]:
        """The changes of the subjects that have this name, whatever its case, in one scope after the other."""
        subjects = [each.subject for each in self.outline.subjects]
        return [
            self.histories[number]
            for number, subject in enumerate(subjects)
            if subject.type is kind and subject.name.casefold() == name.casefold()
        ]

    def said_of(self, config_key: str) -> tuple[Outcome, ...]:
        """What the rules say today of a config key."""
        name = config_key.casefold()
        subjects = [each.subject for each in self.outline.subjects]
        # They say it of the name, so in every scope the same.
        numbers = (
            number
            for number, subject in enumerate(subjects)
            if subject.type is SubjectType.CONFIG and subject.name.casefold() == name
        )
        return next((self.said[number] for number in numbers), ())

    def troubles_with(self, component: str) -> tuple[Moment, ...]:
        """The incidents that affected a component, oldest first."""
        names = [each.name.casefold() for each in self.outline.troubles]
        name = component.casefold()
        return self.troubles[names.index(name)] if name in names else ()


@dataclass(frozen=True, slots=True)
class ClusterData(ClusterQuestions):
    """The digest of one cluster.

    Of the lists in `ITEMWISE` an item can be had without reading the others.
    """

    cluster: Cluster
    fingerprint: str
    """Decided by the cluster's visible events, the reference edition, the day and the edition of the site."""
    outline: Outline
    heaps: tuple[tuple[HeapKey, int], ...]
    """How often each key is met."""
    incident_spots: tuple[IncidentSpot, ...]
    """Oldest first, in the order of `incidents`."""
    incident_texts: Sequence[str]
    """The incidents as the JSON files have them."""
    preludes: Sequence[Prelude]
    """Of the newest `MOST_TOLD` incidents."""
    troubles: Sequence[tuple[Moment, ...]]
    """The incidents that affected each component of `Outline.troubles`, oldest first."""
    outcomes_text: str
    """`outcomes` as items of a list in JSON."""
    newest_windows: Sequence[Outcome]
    """The newest of `windows`, at most `NEWEST_WINDOWS`."""
    newest_window_keys: tuple[WindowKey, ...]
    """How new each of them is."""
    changelog: str
    """In the form of Keep a Changelog."""
    event_days: Mapping[str, date]
    """The days of the events that the evidence of its outcomes names, by identifier."""
    moments: tuple[Moment, ...]
    """The timeline, oldest first."""
    histories: Sequence[SubjectHistory]
    """In order of the subjects, which `Outline.subjects` has too."""
    incidents: Sequence[Event]
    """Oldest first."""
    maintenance: tuple[tuple[Moment, When | None], ...]
    """Events of kind maintenance, oldest first, and when each ended."""
    outcomes: tuple[Outcome, ...]
    """What the rules say today."""
    said: Sequence[tuple[Outcome, ...]]
    """Of each of `Outline.subjects` that is a config key: those of the outcomes that are about it."""
    windows: tuple[Outcome, ...]
    """What they said through time: each with `since` and, if it is over, `until`."""
    reports: tuple[KeptReport, ...] = ()
    """Newest first."""


ITEMWISE = frozenset({"histories", "incidents", "incident_texts", "newest_windows", "preludes", "said", "troubles"})


DIGESTS = "digests"
"""Where the cache keeps `ClusterData`, by fingerprint."""
