"""The fleet at a glance: every cluster with its versions, support, distance to upstream, warnings and last change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from tracker.domain.version import Version, parse_version
from tracker.publish.data import facts
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import RECENT, ClusterData, Moment
from tracker.publish.page import Page, fingerprint
from tracker.publish.site_data import SiteData
from tracker.publish.views.entries import Line, Named, line
from tracker.publish.views.links import Links
from tracker.publish.views.standing import Standing, installers, lifetimes, past_moments, standing
from tracker.publish.words import Words

PATH = "index.html"
_LATEST = RECENT
_COMING = 8
_LONG_NAME = 20
"""Letters; a longer name of a cluster takes the room of a column where there is little."""


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster's row of the fleet."""

    href: str
    standing: Standing
    kubernetes_href: str
    """The event that says so; `installers` lead there too."""
    installers: tuple[Named, ...]
    last: Line | None
    warnings_href: str


@dataclass(frozen=True, slots=True)
class MinorBar:
    """How many clusters run a minor version, and whether it is supported (at the first of them)."""

    minor: str
    count: int
    share: int
    """Percentage of the highest bar."""
    status: str
    clusters: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that lies ahead: the end of a version's support, or a recorded event."""

    day: date
    version: str
    """The minor version of Kubernetes whose support ends; empty for an event."""
    line: Line | None
    clusters: tuple[Named, ...]
    """Those that run the version, by name; the one of the event."""


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The same before it is told in a language."""

    day: date
    version: str
    moment: Moment | None
    clusters: tuple[str, ...]


def build(site: SiteData) -> Iterator[Page]:
    """The site's first page."""
    yield Page(
        path=PATH,
        template="pages/overview.html",
        inputs=fingerprint(
            site.title, site.today, [data.fingerprint for data in site.clusters], site.reference.edition
        ),
        view=partial(view, site),
        data=partial(_data, site),
    )


def _data(site: SiteData) -> Mapping[str, object]:
    active = [standing(data, site.reference, site.today) for data in site.clusters if data.cluster.retired is None]
    coming: list[facts.Json] = [
        {
            "day": ahead.day.isoformat(),
            "kubernetes": ahead.version or None,
            "event": facts.moment(ahead.moment, ahead.clusters[0]) if ahead.moment else None,
            "clusters": list(ahead.clusters),
        }
        for ahead in _coming(site, active)
    ]
    return data_of.overview(site, _latest(site), coming)


def view(site: SiteData, words: Words) -> Mapping[str, object]:
    """What the page prints; the clusters that need attention come first."""
    links = Links(PATH)
    rows = sorted((_row(data, site, links, words) for data in site.clusters), key=_urgency)
    active = [row for row in rows if row.standing.cluster.retired is None]
    return {
        "rows": rows,
        "total": len(active),
        "has_long_names": any(len(row.standing.cluster.name) > _LONG_NAME for row in rows),
        "events": sum(data.outline.events for data in site.clusters),
        "first_day": min((data.outline.first for data in site.clusters if data.outline.first), default=""),
        "ended": sum(row.standing.support.status == "ended" for row in active),
        "ending": sum(row.standing.support.status == "ending" for row in active),
        "required": sum(row.standing.counts["required"] for row in active),
        "recommended": sum(row.standing.counts["recommended"] for row in active),
        "undecided": sum(row.standing.counts["undecided"] for row in active),
        "open_incidents": sum(row.standing.open_incidents for row in active),
        "minors": _minors(active, site, links),
        "latest": [line(moment, cluster, links, words) for moment, cluster in _latest(site)],
        "coming": [
            Coming(
                ahead.day,
                ahead.version,
                line(ahead.moment, ahead.clusters[0], links, words) if ahead.moment else None,
                tuple(Named(name, links.cluster(name)) for name in ahead.clusters),
            )
            for ahead in _coming(site, [row.standing for row in active])
        ],
        "today": site.today.isoformat(),
        "reference_day": site.reference.as_of.isoformat(),
    }


def _row(data: ClusterData, site: SiteData, links: Links, words: Words) -> ClusterRow:
    past = past_moments(data, site.today)
    last = line(past[-1], data.cluster.name, links, words) if past else None
    href = links.cluster(data.cluster.name)
    now = standing(data, site.reference, site.today)
    return ClusterRow(href, now, links.to(now.kubernetes_place), installers(now, links), last, f"{href}#warnings")


def _urgency(row: ClusterRow) -> tuple[bool, int, int, int, str]:
    """Retired clusters last; then by what blocks, then by the days of support that are left."""
    now = row.standing
    left = {"ended": -now.support.days, "unknown": 10**6}.get(now.support.status, now.support.days)
    return (now.cluster.retired is not None, -now.open_incidents, -now.counts["required"], left, now.cluster.name)


def _minors(rows: list[ClusterRow], site: SiteData, links: Links) -> tuple[MinorBar, ...]:
    """The minor versions that run, newest first."""
    groups: dict[object, list[Standing]] = {}
    for row in rows:
        version = parse_version(row.standing.kubernetes) if row.standing.kubernetes else None
        if isinstance(version, Version):
            groups.setdefault(version.minor, []).append(row.standing)
    most = max(map(len, groups.values()), default=1)
    upstream = {window.minor: window for window in lifetimes(site.reference, "upstream")}
    ordered = sorted((minor for minor in upstream if minor in groups), reverse=True)
    ordered += [minor for minor in groups if minor not in upstream]  # type: ignore[misc]
    return tuple(
        MinorBar(
            str(minor),
            len(groups[minor]),
            100 * len(groups[minor]) // most,
            groups[minor][0].support.status,
            tuple(Named(now.cluster.name, links.cluster(now.cluster.name)) for now in groups[minor][:200]),
        )
        for minor in ordered
    )


def _coming(site: SiteData, active: Iterable[Standing]) -> list[_Ahead]:
    """Ends of support and recorded events that lie ahead, soonest first; an end is told once for all its clusters."""
    ends: dict[tuple[date, str], list[str]] = {}
    for now in active:
        if now.support.ends_on is not None and now.support.status != "ended":
            ends.setdefault((now.support.ends_on, _minor(now.kubernetes)), []).append(now.cluster.name)
    coming = [_Ahead(day, minor, None, tuple(sorted(clusters))) for (day, minor), clusters in ends.items()]
    for data in site.clusters:
        later = data.outline.recent[len(past_moments(data, site.today)) :]
        coming += [_Ahead(moment.when.day, "", moment, (data.cluster.name,)) for moment in later]
    return sorted(coming, key=lambda each: (each.day, each.clusters[0]))[:_COMING]


def _minor(kubernetes: str) -> str:
    """The minor version of a version, which is all that its support depends on."""
    version = parse_version(kubernetes)
    return str(version.minor) if isinstance(version, Version) else kubernetes


def _latest(site: SiteData) -> list[tuple[Moment, str]]:
    """The newest events of the fleet with the names of their clusters."""
    newest = sorted(
        ((moment, data.cluster.name) for data in site.clusters for moment in past_moments(data, site.today)),
        key=lambda pair: (pair[0].when.sort_at, pair[0].id),
        reverse=True,
    )
    return newest[:_LATEST]
