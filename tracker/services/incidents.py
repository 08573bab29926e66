"""Incidents: opened when something breaks, told on while it lasts, resolved with a cause and a fix."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tracker.domain.errors import ConflictError, InvalidDataError
from tracker.domain.event import (
    Event,
    EventKind,
    Incident,
    IncidentSeverity,
    IncidentUpdate,
    Link,
    Provenance,
    Visibility,
)
from tracker.domain.grammar.markup import take_markup
from tracker.domain.language import detect_language
from tracker.domain.when import When
from tracker.services.ports import Store, Timeline
from tracker.services.recording import record, refuse_unfit


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of an incident when it is opened."""

    title: str
    when: When
    severity: IncidentSeverity = IncidentSeverity.UNKNOWN
    affects: tuple[str, ...] = ()
    body: str = ""
    tags: tuple[str, ...] = ()
    visibility: Visibility = Visibility.INTERNAL


def opened(report: Report, *, event_id: str, cluster_id: str) -> Event:
    """The event of a new incident.

    Raises:
        InvalidDataError: It has no title, or holds a secret.
    """
    marked = take_markup(report.title)
    title = marked.fill(marked.text)
    if not title:
        raise InvalidDataError("an incident needs a few words: what is broken?")
    refuse_unfit(title, report.body, *report.affects)
    links: tuple[Link, ...] = marked.links
    return Event(
        id=event_id,
        cluster_id=cluster_id,
        kind=EventKind.INCIDENT,
        title=title,
        when=report.when,
        body=report.body,
        language=detect_language(title),
        links=links,
        tags=tuple(dict.fromkeys((*marked.tags, *report.tags))),
        visibility=report.visibility,
        incident=Incident(severity=report.severity, affects=report.affects),
        provenance=Provenance("cli"),
    )


def updated(
    event: Event, text: str, when: When, *, severity: IncidentSeverity | None = None, affects: Sequence[str] = ()
) -> Event:
    """The incident with one more update.

    Raises:
        InvalidDataError: The event is no incident, the text is empty, or the update lies before the beginning.
    """
    incident = _incident(event)
    if not text.strip() and severity is None and not affects:
        raise InvalidDataError("an update needs a few words: what is known now, or what was done?")
    refuse_unfit(text, *affects)
    _require_after(event, when)
    updates = (*incident.updates, IncidentUpdate(when, text.strip())) if text.strip() else incident.updates
    changed = replace(
        incident,
        severity=severity or incident.severity,
        affects=tuple(dict.fromkeys((*incident.affects, *affects))),
        updates=tuple(sorted(updates, key=lambda update: update.when.sort_at)),
    )
    return replace(event, incident=changed)


def resolved(event: Event, when: When, *, cause: str = "", fix: str = "") -> Event:
    """The incident with its end.

    Args:
        event: The open incident.
        when: When it was over.
        cause: The identifier of the event that caused it.
        fix: What ended it.

    Raises:
        ConflictError: It is over already.
    """
    incident = _incident(event)
    if event.ended is not None:
        raise ConflictError(f"the incident was resolved on {event.ended} already; amend it to change that")
    refuse_unfit(fix)
    _require_after(event, when)
    return replace(
        event, ended=when, incident=replace(incident, cause=cause or incident.cause, fix=fix or incident.fix)
    )


def time_to_resolve(event: Event) -> timedelta | None:
    """How long an incident lasted; None while it is open, or where only its days are known."""
    if event.ended is None or event.ended.instant is None or event.when.instant is None:
        return None
    return event.ended.instant - event.when.instant


def find_incident(timeline: Timeline, reference: str) -> Event:
    """The incident that a reference means; raises when it means none, or another event."""
    event = timeline.event(reference)
    _incident(event)
    return event


def revise(store: Store, event: Event, *, author: str, now: datetime, reason: str = "") -> None:
    """Append the new revision of an event, unless somebody else has revised it meanwhile."""
    number = len(store.timeline.revisions(event.id))
    with store.unit_of_work(author=author, recorded_at=now) as work:
        record(work, event, reason=reason, expected_number=number)
        work.commit()


def _incident(event: Event) -> Incident:
    if event.kind is not EventKind.INCIDENT:
        raise InvalidDataError(f"event {event.id} is no incident but of kind {event.kind}: {event.title}")
    return event.incident or Incident()


def _require_after(event: Event, when: When) -> None:
    if when.last_day < event.when.day or (when.instant and event.when.instant and when.instant < event.when.instant):
        raise InvalidDataError(f"{when} lies before the beginning of the incident, {event.when}")
