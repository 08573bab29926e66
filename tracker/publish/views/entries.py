"""Events as they stand on a page: whole, with everything that is known, or in a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup

from tracker.domain.event import Action, Change, Event, Incident, Link, SubjectType, Visibility
from tracker.domain.when import When, format_instant
from tracker.publish import urls
from tracker.publish.gathered import Moment
from tracker.publish.sanitise import body_html, safe_url
from tracker.publish.views.labels import INCIDENT_SEVERITIES, KINDS, action_label
from tracker.publish.views.links import Links
from tracker.publish.views.values import shown
from tracker.publish.words import Spoken, Words


@dataclass(frozen=True, slots=True)
class Time:
    """A moment for the eye and for machines."""

    day: str
    clock: str
    """Hours and minutes; empty when only the day is known."""
    zone: str
    iso: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: ``kubernetes 1.6.2 → 1.6.3``."""

    name: str
    href: str
    action: Action
    action_label: str
    before: str
    to: str
    scope: str
    is_config: bool


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link to elsewhere; without `href` when a page may not link there."""

    rel: str
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name with the page about it, if there is one."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class UpdateLine:
    """A step of an incident."""

    time: Time
    text: str


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """What an incident's entry says beyond its title."""

    severity: str
    severity_label: str
    affects: tuple[Named, ...]
    is_open: bool
    lasted: str
    """``1 h 30 min``, or days; empty while it is open or when the ends are not known well enough."""
    cause: str
    """Link to the event that caused it, or empty."""
    fix: str
    updates: tuple[UpdateLine, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole event."""

    id: str
    anchor: str
    permalink: str
    time: Time
    ended: Time | None
    kind: str
    kind_label: str
    cluster: Named
    title: Spoken
    original: Spoken | None
    """The title as it was written, where a translation may stand in its place."""
    changes: tuple[ChangeLine, ...]
    body: Markup
    language: str
    links: tuple[LinkLine, ...]
    tags: tuple[str, ...]
    incident: IncidentLine | None
    review: tuple[str, ...]
    provenance: str
    is_internal: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An event in a line."""

    href: str
    time: Time
    kind: str
    kind_label: str
    title: Spoken
    cluster: Named


@lru_cache(maxsize=8192)
def time_of(when: When) -> Time:
    """A moment as day and time in its own zone; kept, because several pages show the same ones."""
    if when.instant is None:
        return Time(str(when), "", when.zone, str(when))
    day, _, clock = str(when).partition(" ")
    return Time(day, clock, when.zone, format_instant(when.instant))


def line(moment: Moment, cluster: str, links: Links, words: Words) -> Line:
    """A moment of a cluster in a line."""
    return Line(
        href=links.moment(moment),
        time=time_of(moment.when),
        kind=moment.kind.value,
        kind_label=words.text(KINDS[moment.kind]),
        title=words.choose(moment.title, moment.language, moment.translations),
        cluster=Named(cluster, links.cluster(cluster)),
    )


def entry(event: Event, cluster: str, links: Links, words: Words, causes: Mapping[str, str]) -> Entry:
    """A whole event of a cluster.

    Args:
        event: The event.
        cluster: The cluster's name.
        links: From the page that it stands on.
        words: The language of the interface.
        causes: Permalinks, from the root, of the events that incidents name as their cause, by identifier.
    """
    title = words.choose(event.title, event.language, event.translations)
    original = Spoken(event.title, event.language) if event.translations else None
    return Entry(
        id=event.id,
        anchor=urls.event_anchor(event.id),
        permalink=links.event(event.when.day, event.id),
        time=time_of(event.when),
        ended=time_of(event.ended) if event.ended else None,
        kind=event.kind.value,
        kind_label=words.text(KINDS[event.kind]),
        cluster=Named(cluster, links.cluster(cluster)),
        title=title,
        original=original,
        changes=tuple(change_line(change, links, words) for change in event.changes),
        body=body_html(event.body),
        language=event.language,
        links=tuple(_link(link) for link in event.links),
        tags=event.tags,
        incident=_incident(event, event.incident, links, words, causes) if event.incident else None,
        review=event.review,
        provenance=" · ".join(
            part for part in (event.provenance.source, event.provenance.origin, event.provenance.place) if part
        ),
        is_internal=event.visibility is Visibility.INTERNAL,
    )


def change_line(change: Change, links: Links, words: Words) -> ChangeLine:
    """A change with the link to its subject's page."""
    return ChangeLine(
        name=change.subject.name,
        href=links.subject(change.subject),
        action=change.action,
        action_label=action_label(change.action, change.subject.type, words),
        before=shown(change.before, change.subject.type),
        to=shown(change.to, change.subject.type),
        scope=change.subject.scope,
        is_config=change.subject.type is SubjectType.CONFIG,
    )


def _link(link: Link) -> LinkLine:
    href = safe_url(link.url) or ""
    parts = urlsplit(href)
    text = f"{parts.netloc}{parts.path}".rstrip("/") if parts.netloc else link.url
    return LinkLine(link.rel, href, text)


def _incident(event: Event, incident: Incident, links: Links, words: Words, causes: Mapping[str, str]) -> IncidentLine:
    cause = causes.get(incident.cause, "")
    return IncidentLine(
        severity=incident.severity.value,
        severity_label=words.text(INCIDENT_SEVERITIES[incident.severity]),
        affects=tuple(Named(name, links.to(urls.component(name))) for name in incident.affects),
        is_open=event.ended is None,
        lasted=lasted(event, words),
        cause=links.to(cause) if cause else "",
        fix=incident.fix,
        updates=tuple(UpdateLine(time_of(update.when), update.text) for update in incident.updates),
    )


def lasted(event: Event, words: Words) -> str:
    """How long an event took: minutes where both ends have a time, else days."""
    if event.ended is None:
        return ""
    if event.when.instant is None or event.ended.instant is None:
        days = (event.ended.last_day - event.when.day).days
        return words.plural("%(count)s day", "%(count)s days", days) if days else words.text("within a day")
    return duration(event.ended.instant - event.when.instant, words)


def duration(length: timedelta, words: Words) -> str:
    """A length of time in the two largest units that matter."""
    minutes = int(length.total_seconds()) // 60
    if minutes < 60:
        return words.text("%(minutes)s min", minutes=minutes)
    if minutes < 48 * 60:
        return words.text("%(hours)s h %(minutes)s min", hours=minutes // 60, minutes=minutes % 60)
    return words.plural("%(count)s day", "%(count)s days", minutes // 1440)
