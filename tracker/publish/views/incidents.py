"""Incidents, each with the changes that preceded it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from tracker.domain.event import Event, EventKind
from tracker.publish import urls
from tracker.publish.charts.strip import LANES
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import ClusterData, IncidentSpot, Moment, SiteData
from tracker.publish.page import Page, fingerprint
from tracker.publish.views.entries import Entry, Line, duration, entry, line
from tracker.publish.views.labels import KINDS
from tracker.publish.views.links import Links
from tracker.publish.views.rest import rest_of
from tracker.publish.views.timeline import fleet_strip
from tracker.publish.words import Words

PATH = "incidents.html"
_LOOK_BACK_DAYS = 30
_MOST_BEFORE = 6
_MOST_CARDS = 60
"""Incidents in full; earlier ones have a line each, which leads to the event."""
_MOST_LINES = 100
"""The ones before those are found by their months."""


@dataclass(frozen=True, slots=True)
class Before:
    """Something that changed shortly before an incident."""

    line: Line
    days: int
    """How many days before; 0 on the same day."""


@dataclass(frozen=True, slots=True)
class IncidentCard:
    """An incident and what came before."""

    entry: Entry
    before: tuple[Before, ...]
    """Newest first, as far back as `look_back` days."""
    more: int
    """How many more there were."""


def build(site: SiteData) -> Iterator[Page]:
    """The page of all incidents."""
    inputs = fingerprint(
        site.today, [(data.cluster.name, data.fingerprint) for data in site.clusters if data.outline.incidents]
    )
    yield Page(PATH, "pages/incidents.html", inputs, partial(view, site), partial(data_of.incidents, site))


def view(site: SiteData, words: Words) -> Mapping[str, object]:
    """Incidents newest first, and how long they took."""
    links = Links(PATH)
    listed = _MOST_CARDS + _MOST_LINES
    spots = sorted(
        ((spot, data) for data in site.clusters for spot in data.incident_spots),
        key=lambda pair: pair[0].order,
        reverse=True,
    )
    found = [(_incident(data, spot), data) for spot, data in spots[:listed]]
    lengths = sorted(spot.lasted for spot, _ in spots if spot.lasted is not None)
    clusters = [data for data in site.clusters if data.outline.incidents]
    # Incidents among the changes of the clusters that had incidents.
    around = fleet_strip(clusters, site.today, links, words, _CHANGING) if clusters else None
    return {
        "total": len(spots),
        "cards": [_card(incident, data, links, words) for incident, data in found[:_MOST_CARDS]],
        "earlier": [
            line(Moment.of(incident), data.cluster.name, links, words) for incident, data in found[_MOST_CARDS:]
        ],
        "rest": rest_of((spot.day for spot, _ in spots[listed:]), links),
        "open": sum(data.outline.open_incidents for data in site.clusters),
        "resolved": len(lengths),
        "median": duration(lengths[len(lengths) // 2], words) if lengths else "",
        "look_back": _LOOK_BACK_DAYS,
        "axis": around.axis if around else None,
        "strip": around,
        "kinds": {kind.value: words.text(KINDS[kind]) for kind in LANES},
    }


_CHANGING = frozenset({EventKind.INCIDENT, EventKind.UPGRADE, EventKind.CONFIG, EventKind.COMPONENT})


def _incident(data: ClusterData, spot: IncidentSpot) -> Event:
    return next(incident for incident in data.incidents if incident.id == spot.order[1])


def _card(incident: Event, data: ClusterData, links: Links, words: Words) -> IncidentCard:
    causes = {
        moment.id: urls.event(moment.when.day, moment.id)
        for moment in data.moments
        if incident.incident and moment.id == incident.incident.cause
    }
    before = _before(incident, data)
    return IncidentCard(
        entry=entry(incident, data.cluster.name, links, words, causes),
        before=tuple(
            Before(line(moment, data.cluster.name, links, words), (incident.when.day - moment.when.day).days)
            for moment in before[:_MOST_BEFORE]
        ),
        more=max(0, len(before) - _MOST_BEFORE),
    )


def _before(incident: Event, data: ClusterData) -> list[Moment]:
    """The events with changes in the days before an incident, newest first.

    On a day without times the order of recording says nothing about what came first, so the whole day counts.
    """
    changing = {step.event_id for history in data.histories for step in history.steps}
    looks_back = timedelta(days=_LOOK_BACK_DAYS)
    return [
        moment
        for moment in reversed(data.moments)
        if moment.id in changing
        and moment.id != incident.id
        and incident.when.day - moment.when.day <= looks_back
        and _may_precede(moment, incident)
    ]


def _may_precede(moment: Moment, incident: Event) -> bool:
    if moment.when.instant is not None and incident.when.instant is not None:
        return moment.when.instant <= incident.when.instant
    return moment.when.day <= incident.when.day
