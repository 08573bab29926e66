"""The digest of a cluster from one pass over its events, with the outline that tells what depends on it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.domain.cluster import Cluster
from tracker.domain.event import Event, EventKind, Subject, SubjectType
from tracker.domain.outcome import EvidenceKind, Finding, Outcome, Severity
from tracker.domain.when import When
from tracker.publish import urls
from tracker.publish.charts.axis import minute
from tracker.publish.data import facts
from tracker.publish.data.text import items_text
from tracker.publish.feeds.changelog import changelog_text
from tracker.publish.gathered import (
    MOST_TOLD,
    NEWEST_WINDOWS,
    RECENT,
    ClusterData,
    IncidentSpot,
    KeptReport,
    Moment,
    Month,
    Outline,
    Step,
    SubjectHistory,
    SubjectOutline,
    TroubleOutline,
)
from tracker.publish.heaps import heaps_of
from tracker.publish.page import fingerprint, mark
from tracker.publish.preludes import preludes
from tracker.publish.views.outcomes import is_accepted, kind_of, newest, window_key
from tracker.publish.views.values import current_value


@dataclass(slots=True)
class _Pass:
    """What is gathered while the events go by, oldest first."""

    moments: list[Moment] = field(default_factory=list)
    steps: dict[Subject, list[Step]] = field(default_factory=dict)
    incidents: list[Event] = field(default_factory=list)
    maintenance: list[tuple[Moment, When | None]] = field(default_factory=list)
    contents: dict[Subject, list[str]] = field(default_factory=dict)
    """Fingerprints of the events that changed a subject."""
    troubles: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By the name of the affected component in lower case: the name as it was written and the fingerprint of the incident."""
    troubling: dict[str, list[Moment]] = field(default_factory=dict)
    """The incidents, by the same name."""
    changing: list[Moment] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """One more event."""
        moment = Moment.of(event)
        self.moments.append(moment)
        if event.changes:
            self.changing.append(moment)
        content = _content(event) if event.changes or event.kind is EventKind.INCIDENT else ""
        for change in event.changes:
            step = Step(event.when, change.action, change.before, change.to, event.id, event.title, event.kind)
            self.steps.setdefault(change.subject, []).append(step)
            self.contents.setdefault(change.subject, []).append(content)
        if event.kind is EventKind.INCIDENT:
            self.incidents.append(event)
            affected = {name.casefold(): name for name in reversed(event.incident.affects)} if event.incident else {}
            for key, name in affected.items():
                self.troubles.setdefault(key, []).append((name, content))
                self.troubling.setdefault(key, []).append(moment)
        elif event.kind is EventKind.MAINTENANCE:
            self.maintenance.append((moment, event.ended))


def digest_cluster(
    cluster: Cluster,
    events: Iterable[Event],
    *,
    fingerprint: str,
    today: date = date.max,
    outcomes: Iterable[Outcome] = (),
    windows: Iterable[Outcome] = (),
    reports: Iterable[KeptReport] = (),
) -> ClusterData:
    """The digest of a cluster from its visible events, which come oldest first."""
    gone_by = _Pass()
    events = tuple(events)
    for event in events:
        gone_by.take(event)
    told, through_time = tuple(outcomes), tuple(windows)
    histories = tuple(SubjectHistory(subject, tuple(gone_by.steps[subject])) for subject in sorted(gone_by.steps))
    moments = tuple(gone_by.moments)
    said = tuple(_about(history.subject, told) for history in histories)
    newest_windows = tuple(newest(through_time, NEWEST_WINDOWS))
    return ClusterData(
        cluster=cluster,
        fingerprint=fingerprint,
        outline=_outline(gone_by, histories, told, said, through_time, tuple(reports), today),
        heaps=heaps_of(moments),
        incident_spots=tuple(map(_incident_spot, gone_by.incidents)),
        incident_texts=tuple(items_text([facts.event(incident, cluster.name)]) for incident in gone_by.incidents),
        preludes=tuple(preludes(gone_by.incidents[-MOST_TOLD:], gone_by.changing)),
        troubles=tuple(map(tuple, gone_by.troubling.values())),
        outcomes_text=items_text(facts.outcomes(told)),
        newest_windows=newest_windows,
        newest_window_keys=tuple(map(window_key, newest_windows)),
        changelog=changelog_text(cluster.name, events),
        event_days=_evidence_days(moments, (*told, *through_time)),
        moments=moments,
        histories=histories,
        incidents=tuple(gone_by.incidents),
        maintenance=tuple(gone_by.maintenance),
        outcomes=told,
        said=said,
        windows=through_time,
        reports=tuple(reports),
    )


def _outline(
    gone_by: _Pass,
    histories: Sequence[SubjectHistory],
    outcomes: Sequence[Outcome],
    said: Sequence[Sequence[Outcome]],
    windows: Sequence[Outcome],
    reports: Sequence[KeptReport],
    today: date,
) -> Outline:
    moments = gone_by.moments
    kept = {report.id for report in reports}
    happened = [moment for moment in moments if moment.id not in kept] or moments
    minutes = [minute(moment.when) for moment in happened]
    past = sum(moment.when.day <= today for moment in moments)
    findings: dict[str, list[Severity]] = {}
    for outcome in outcomes:
        if isinstance(outcome, Finding):
            findings.setdefault(outcome.code, []).append(outcome.severity)
    return Outline(
        subjects=tuple(
            _subject(history, gone_by.contents[history.subject], told)
            for history, told in zip(histories, said, strict=True)
        ),
        troubles=tuple(
            TroubleOutline(found[0][0], len(found), mark(*(each for _, each in found)))
            for found in gone_by.troubles.values()
        ),
        causes=_causes(gone_by),
        reports=tuple((replace(report, document={}, sentences=()), fingerprint(report)) for report in reports),
        years=tuple(sorted({moment.when.day.year for moment in moments})),
        events=len(moments),
        reach=(min(minutes), max(minutes)) if minutes else None,
        first=str(moments[0].when) if moments else "",
        last=str(happened[-1].when) if happened else "",
        recent=tuple(moments[max(0, past - RECENT) :]),
        warnings=tuple(sorted(Counter(map(kind_of, outcomes)).items())),
        accepted=tuple(sorted(Counter(map(kind_of, filter(is_accepted, outcomes))).items())),
        rules=tuple((code, len(found), max(found)) for code, found in findings.items()),
        windows=len(windows),
        window_days=_window_days(windows, today),
        incidents=len(gone_by.incidents),
        open_incidents=sum(incident.is_open for incident in gone_by.incidents),
    )


def _about(subject: Subject, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    if subject.type is not SubjectType.CONFIG:
        return ()
    name = subject.name.casefold()
    return tuple(outcome for outcome in outcomes if outcome.subject.casefold() == name)


def _subject(history: SubjectHistory, contents: Sequence[str], said: Sequence[Outcome]) -> SubjectOutline:
    moments = [str(step.when) for step in history.steps]
    return SubjectOutline(
        history.subject,
        history.is_present,
        current_value(history),
        len(history.steps),
        min(moments),
        max(moments),
        mark(*contents, list(said)),
        urls.event(history.steps[-1].when.day, history.steps[-1].event_id)
        if history.subject.type is SubjectType.PLATFORM
        else "",
    )


def _causes(gone_by: _Pass) -> tuple[tuple[str, Month, str], ...]:
    wanted = [
        (incident.incident.cause, Month.of(incident.when.day))
        for incident in gone_by.incidents
        if incident.incident and incident.incident.cause
    ]
    causes = {cause for cause, _ in wanted}
    places = {moment.id: urls.event(moment.when.day, moment.id) for moment in gone_by.moments if moment.id in causes}
    return tuple((cause, month, places.get(cause, "")) for cause, month in wanted)


def _window_days(windows: Sequence[Outcome], today: date) -> tuple[date, date | None] | None:
    days = [day for window in windows for day in (window.since, window.until) if day]
    return (min(days), max((day for day in days if day <= today), default=None)) if days else None


def _incident_spot(incident: Event) -> IncidentSpot:
    ends = (incident.when.instant, incident.ended.instant if incident.ended else None)
    lasted = ends[1] - ends[0] if ends[0] and ends[1] else None
    return IncidentSpot(incident.order, incident.when.day, lasted)


def _evidence_days(moments: Sequence[Moment], outcomes: Iterable[Outcome]) -> Mapping[str, date]:
    named = {piece.locator for outcome in outcomes for piece in outcome.evidence if piece.kind is EvidenceKind.EVENT}
    return {moment.id: moment.when.day for moment in moments if moment.id in named}


def _content(event: Event) -> str:
    """Decided by everything that the page or the feed of a component says of an event."""
    changes = ((change.subject, change.action.value, change.before, change.to) for change in event.changes)
    return fingerprint(
        event.id,
        event.kind.value,
        event.title,
        _exactly(event.when),
        event.body,
        event.language,
        event.translations,
        [(subject.type.value, subject.name, subject.scope, *others) for subject, *others in changes],
        [(link.rel, link.url) for link in event.links],
        event.tags,
    )


def _exactly(when: When) -> str:
    return f"{when.day} {when.instant} {when.precision.value} {when.zone}"
