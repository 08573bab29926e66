"""The timeline's first page: what happened when, as a chart and as a list of months, the newest of them opened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import groupby

from tracker.publish import urls
from tracker.publish.charts.axis import TimeAxis, minute
from tracker.publish.charts.strip import MOST_MARKS, Happening, Strip, strip
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import Moment, Month, MonthData, SiteData
from tracker.publish.page import Page, fingerprint
from tracker.publish.views.entries import Line, line
from tracker.publish.views.labels import KINDS
from tracker.publish.views.links import Links
from tracker.publish.views.months import LARGE_MONTH
from tracker.publish.views.standing import axis_over
from tracker.publish.words import Words

PATH = "timeline.html"
_OPEN_MONTHS = 4
_OPEN_LINES = 120


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in the list: with its lines while it is recent, else with a link to its page alone."""

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
    told = sorted(
        ((moment, data.cluster.name) for data in site.clusters for moment in data.moments),
        key=lambda pair: (pair[0].when.sort_at, pair[0].id),
    )
    axis = axis_over(minute(told[0][0].when), minute(told[-1][0].when), site.today) if told else None
    return {
        "events": len(told),
        "clusters": len(site.clusters),
        "years": _years(site, told, links, words),
        "axis": axis,
        "strip": fleet_strip(axis, told, links, words) if axis else None,
        "kinds": {kind.value: words.text(label) for kind, label in KINDS.items()},
    }


def fleet_strip(axis: TimeAxis, told: Sequence[tuple[Moment, str]], links: Links, words: Words) -> Strip:
    """Everything that happened, on one axis."""
    placed = [(at, moment, cluster) for moment, cluster in told if axis.holds(at := minute(moment.when))]
    is_grouped = len(placed) > MOST_MARKS
    month_of = cache(lambda year, month: links.to(urls.month_page(Month(year, month))))
    happenings = [
        Happening(
            at=at,
            end=None,
            kind=moment.kind,
            # A mark of a month says none of this.
            title="" if is_grouped else _told(moment, cluster, words),
            href="" if is_grouped else links.moment(moment),
            month_href=month_of(moment.when.day.year, moment.when.day.month),
        )
        for at, moment, cluster in placed
    ]
    return strip(axis, happenings)


def _told(moment: Moment, cluster: str, words: Words) -> str:
    title = words.choose(moment.title, moment.language, moment.translations).text
    return f"{moment.when} · {title} · {cluster}"


def _years(site: SiteData, told: Sequence[tuple[Moment, str]], links: Links, words: Words) -> tuple[YearRow, ...]:
    by_month: dict[Month, list[tuple[Moment, str]]] = {}
    most = max((data.count for data in site.months), default=1)
    opened = _opened(site.months)
    first = min((month.first_day for month in opened), default=date.max)
    for moment, cluster in reversed(told):
        if moment.when.day >= first:
            by_month.setdefault(Month.of(moment.when.day), []).append((moment, cluster))
    years = groupby(site.months, key=lambda data: data.month.year)
    return tuple(
        YearRow(
            year,
            sum(data.count for data in rows),
            tuple(
                MonthRow(
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
