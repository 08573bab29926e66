"""Incidents, each with the changes that preceded it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from tracker.domain.event import EventKind
from tracker.publish.charts.strip import LANES
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import LOOK_BACK_DAYS, MOST_TOLD, ClusterData, Moment
from tracker.publish.page import Page, fingerprint
from tracker.publish.site_data import SiteData
from tracker.publish.views.entries import Entry, Line, duration, entry, line
from tracker.publish.views.labels import KINDS
from tracker.publish.views.links import Links
from tracker.publish.views.rest import rest_of
from tracker.publish.views.timeline import fleet_strip, names_only, only_of
from tracker.publish.words import Words

PATH = "incidents.html"
_MOST_LINES = 100
"""Of the incidents before those that are told in full; still earlier ones are found by their months."""


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
    """Newest first."""
    more: int
    """How many more there were."""


def build(site: SiteData) -> Iterator[Page]:
    """The page of all incidents."""
    inputs = fingerprint(
        site.today,
        only_of(site, only_troubled=True),
        [(data.cluster.name, data.fingerprint) for data in site.clusters if data.outline.incidents],
    )
    yield Page(PATH, "pages/incidents.html", inputs, partial(view, site), partial(data_of.incidents, site))


def view(site: SiteData, words: Words) -> Mapping[str, object]:
    """Incidents newest first, and how long they took."""
    links = Links(PATH)
    listed = MOST_TOLD + _MOST_LINES
    spots = sorted(
        ((spot, data, number) for data in site.clusters for number, spot in enumerate(data.incident_spots)),
        key=lambda found: found[0].order,
        reverse=True,
    )
    earlier = [(data.incidents[number], data) for _, data, number in spots[MOST_TOLD:listed]]
    lengths = sorted(spot.lasted for spot, _, _ in spots if spot.lasted is not None)
    # Incidents among the changes of the clusters that had incidents.
    around = fleet_strip(site, links, words, _CHANGING, only_troubled=True)
    return {
        "total": len(spots),
        "cards": [_card(data, number, links, words) for _, data, number in spots[:MOST_TOLD]],
        "earlier": [line(Moment.of(incident), data.cluster.name, links, words) for incident, data in earlier],
        "rest": rest_of((spot.day for spot, _, _ in spots[listed:]), links),
        "open": sum(data.outline.open_incidents for data in site.clusters),
        "resolved": len(lengths),
        "median": duration(lengths[len(lengths) // 2], words) if lengths else "",
        "look_back": LOOK_BACK_DAYS,
        "axis": around.axis if around else None,
        "strip": around,
        "only": names_only(only_of(site, only_troubled=True)),
        "kinds": {kind.value: words.text(KINDS[kind]) for kind in LANES},
    }


_CHANGING = frozenset({EventKind.INCIDENT, EventKind.UPGRADE, EventKind.CONFIG, EventKind.COMPONENT})


def _card(data: ClusterData, number: int, links: Links, words: Words) -> IncidentCard:
    incident = data.incidents[number]
    # Those that have a prelude are counted from the newest on.
    prelude = data.preludes[number - len(data.incident_spots)]
    causes = {cause: place for cause, _, place in data.outline.causes if place}
    return IncidentCard(
        entry=entry(incident, data.cluster.name, links, words, causes),
        before=tuple(
            Before(line(moment, data.cluster.name, links, words), (incident.when.day - moment.when.day).days)
            for moment in prelude.moments
        ),
        more=prelude.more,
    )
