"""The timeline's first page: what happened when, as a chart and as a list of months, the newest of them opened."""

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from urllib.parse import urlencode

from tracker.domain.event import EventKind
from tracker.publish import urls
from tracker.publish.charts.axis import TimeAxis, minute
from tracker.publish.charts.periods import Stretch
from tracker.publish.charts.strip import MOST_MARKS, Happening, Strip, strip, strip_of_months
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import ClusterData, Moment, Month
from tracker.publish.heaps import month_heaps
from tracker.publish.page import Page, fingerprint
from tracker.publish.site_data import LARGE_MONTH, MonthData, SiteData
from tracker.publish.views.entries import Line, line
from tracker.publish.views.labels import KINDS
from tracker.publish.views.links import Links
from tracker.publish.views.standing import axis_over
from tracker.publish.words import Words

PATH = "timeline.html"
_OPEN_MONTHS = 4
_OPEN_LINES = 120
_MOST_NAMED = 8
"""A link names so many clusters; with more, it leads to the months of all."""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in the list: with its lines while it is recent, else with a link to its page alone."""

    anchor: str
    label: str
    href: str
    count: int
    share: int
    """Percentage of the busiest month."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year with its months, newest first."""

    year: int
    count: int
    months: tuple[MonthRow, ...]


def build(site: SiteData) -> Iterator[Page]:
    """The timeline's first page."""
    yield Page(
        PATH,
        "pages/timeline.html",
        fingerprint(
            site.today,
            [(str(row.month), row.fingerprint) for row in site.months],
            [data.cluster.name for data in site.clusters],
        ),
        partial(overview, site),
        partial(data_of.timeline, site),
    )


def overview(site: SiteData, words: Words) -> Mapping[str, object]:
    """What the timeline's first page prints."""
    links = Links(PATH)
    drawn = fleet_strip(site, links, words)
    return {
        "events": sum(data.outline.events for data in site.clusters),
        "clusters": len(site.clusters),
        "years": _years(site, links, words),
        "axis": drawn.axis if drawn else None,
        "strip": drawn,
        "only": "",
        "kinds": {kind.value: words.text(label) for kind, label in KINDS.items()},
    }


def fleet_strip(
    site: SiteData,
    links: Links,
    words: Words,
    kinds: Container[EventKind] = frozenset(EventKind),
    *,
    only_troubled: bool = False,
) -> Strip | None:
    """Everything of some kinds that happened in the fleet, on one axis; None when nothing did.

    Args:
        site: The site's data.
        links: From the page of the chart.
        words: The language of the interface.
        kinds: The kinds.
        only_troubled: Whether to draw only clusters that ever had an incident.
    """
    heaps = month_heaps(site.heaps, kinds, only_troubled=only_troubled)
    if not heaps:
        return None
    clusters = _drawn(site, only_troubled=only_troubled)
    only = only_of(site, only_troubled=only_troubled)
    reaches = [data.outline.reach for data in clusters if data.outline.reach]
    axis = axis_over(min(first for first, _ in reaches), max(last for _, last in reaches), site.today)
    if sum(heaps.values()) <= MOST_MARKS:
        told = [(moment, data.cluster.name) for data in clusters for moment in data.moments if moment.kind in kinds]
        return moments_strip(axis, sorted(told, key=_in_time), links, words, only)
    return strip_of_months(axis, heaps, partial(_stretch, links, only))


def _drawn(site: SiteData, *, only_troubled: bool) -> list[ClusterData]:
    return [data for data in site.clusters if data.outline.incidents or not only_troubled]


def _in_time(told: tuple[Moment, str]) -> tuple[int, str]:
    return told[0].when.sort_at, told[0].id


def moments_strip(
    axis: TimeAxis, told: Sequence[tuple[Moment, str]], links: Links, words: Words, only: Sequence[str] = ()
) -> Strip:
    """Moments with the names of their clusters, oldest first, on an axis; `only` names those clusters, if not all."""
    placed = [(at, moment, cluster) for moment, cluster in told if axis.holds(at := minute(moment.when))]
    is_grouped = len(placed) > MOST_MARKS
    happenings = [
        Happening(
            at=at,
            end=None,
            kind=moment.kind,
            # A mark of a month says none of this.
            title="" if is_grouped else _told(moment, cluster, words),
            href="" if is_grouped else links.moment(moment),
            month=(moment.when.day.year, moment.when.day.month),
        )
        for at, moment, cluster in placed
    ]
    return strip(axis, happenings, partial(_stretch, links, only))


def _stretch(links: Links, only: Sequence[str], stretch: Stretch) -> str:
    """The page of a month; of more months a search, and where nobody searches the place of the newest in the timeline."""
    if stretch.first == stretch.last:
        return links.to(urls.month_page(Month(*stretch.first)))
    place = f"#{urls.month_anchor(Month(*stretch.newest))}"
    if len(only) > _MOST_NAMED:
        return links.to(PATH) + place
    year, month = stretch.last
    following = Month(year + month // 12, month % 12 + 1)
    days = f"after:{Month(*stretch.first)}-01 before:{following}-01"
    asked = [("q", days), ("kind", stretch.kind.value), *(("cluster", name) for name in only)]
    return f"{links.to(PATH)}?{urlencode(asked)}{place}"


def only_of(site: SiteData, *, only_troubled: bool) -> tuple[str, ...]:
    """The names of the clusters that `fleet_strip` draws; none if those are all."""
    drawn = _drawn(site, only_troubled=only_troubled)
    return () if len(drawn) == len(site.clusters) else tuple(data.cluster.name for data in drawn)


def names_only(only: Sequence[str]) -> str:
    """The same names for the script that draws events in place of months; empty for all clusters."""
    return json.dumps(only, ensure_ascii=False) if only else ""


def _told(moment: Moment, cluster: str, words: Words) -> str:
    title = words.choose(moment.title, moment.language, moment.translations).text
    return f"{moment.when} · {title} · {cluster}"


def _years(site: SiteData, links: Links, words: Words) -> tuple[YearRow, ...]:
    most = max((data.count for data in site.months), default=1)
    opened = _opened(site.months)
    by_month = _since(site, min((month.first_day for month in opened), default=date.max))
    years = groupby(site.months, key=lambda data: data.month.year)
    return tuple(
        YearRow(
            year,
            sum(data.count for data in rows),
            tuple(
                MonthRow(
                    urls.month_anchor(data.month),
                    words.month(data.month),
                    links.to(urls.month_page(data.month)),
                    data.count,
                    100 * data.count // most,
                    tuple(line(moment, cluster, links, words) for moment, cluster in by_month.get(data.month, ()))
                    if data.month in opened
                    else (),
                )
                for data in rows
            ),
        )
        for year, rows in ((year, list(group)) for year, group in years)
    )


def _since(site: SiteData, first: date) -> dict[Month, list[tuple[Moment, str]]]:
    """The moments from a day on with the names of their clusters, by month, newest first."""
    told = [
        (moment, data.cluster.name)
        for data in site.clusters
        for moment in _late_moments(data, first)
        if moment.when.day >= first
    ]
    by_month: dict[Month, list[tuple[Moment, str]]] = {}
    for moment, cluster in sorted(told, key=_in_time, reverse=True):
        by_month.setdefault(Month.of(moment.when.day), []).append((moment, cluster))
    return by_month


def _late_moments(data: ClusterData, first: date) -> Sequence[Moment]:
    """At least the moments of a cluster from a day on; all of them are read only if the newest do not reach so far."""
    recent = data.outline.recent
    if not any(moment.when.day >= first for moment in recent):
        return ()
    # In two zones a later day may come first.
    reaches = len(recent) == data.outline.events or (first - recent[0].when.day).days > 2
    return recent if reaches else data.moments


def _opened(months: Sequence[MonthData]) -> set[Month]:
    """The newest months, as long as their lines stay within a page."""
    opened: set[Month] = set()
    total = 0
    for data in months:
        total += data.count
        if opened and total > _OPEN_LINES:
            break
        if data.count <= LARGE_MONTH:
            opened.add(data.month)
    return opened
