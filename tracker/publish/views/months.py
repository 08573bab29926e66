"""The pages of months, with whole events; every event's permalink leads to the page of its month, however large.

A large month's page has a line for each event, with the anchor that permalinks name; the whole events stand on the
pages of its days. A month that grows large thus breaks no link.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.domain.event import Event
from tracker.publish import urls
from tracker.publish.data import pages as data_of
from tracker.publish.days import DAY_PART, events_of_part, parts_of
from tracker.publish.gathered import Moment, Month
from tracker.publish.page import Page, fingerprint
from tracker.publish.site_data import LARGE_MONTH, DayData, MonthData, SiteData
from tracker.publish.views.entries import Entry, Line, entry, line
from tracker.publish.views.links import Links
from tracker.publish.words import Words

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its events, newest first."""

    day: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DayLines:
    """A day of a large month: for each event its anchor, the link to the whole event, and its line."""

    day: str
    lines: tuple[tuple[str, str, Line], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What all month pages need to know of the site."""

    site: SiteData
    names: Mapping[str, str]
    """Clusters by identifier."""
    causes: Mapping[Month, Mapping[str, str]]
    """By month: permalinks of the events that its incidents name as their cause, by identifier."""
    inputs: str
    """A fingerprint of the names."""


def build(site: SiteData) -> Iterator[Page]:
    """The pages of all months, and of the days of large ones."""
    shelf = _shelf(site)
    for index, data in enumerate(site.months):
        newer = site.months[index - 1].month if index else None
        older = site.months[index + 1].month if index + 1 < len(site.months) else None
        common = fingerprint(shelf.inputs, sorted(shelf.causes.get(data.month, {}).items()))
        inputs = fingerprint(data.fingerprint, newer, older, common)
        path = urls.month_page(data.month)
        if data.count <= LARGE_MONTH:
            view = partial(_whole_month, shelf, data.month, newer, older)
            yield Page(path, "pages/month.html", inputs, view, partial(data_of.month, site, data))
        else:
            view = partial(_large_month, shelf, data, newer, older)
            yield Page(path, "pages/large_month.html", inputs, view, partial(data_of.month, site, data))
            yield from _days(shelf, data, common)


def _shelf(site: SiteData) -> Shelf:
    # Several incidents may have one cause, in a month each.
    wanted: dict[tuple[str, Month], None] = {}
    places: dict[str, str] = {}
    for data in site.clusters:
        for cause, month, place in data.outline.causes:
            wanted[cause, month] = None
            if place:
                places[cause] = place
    elsewhere = list(dict.fromkeys(cause for cause, _ in wanted if cause not in places))
    places |= {event.id: urls.event(event.when.day, event.id) for event in site.events.by_id(elsewhere)}
    causes: dict[Month, dict[str, str]] = {}
    for cause, month in wanted:
        if cause in places:
            causes.setdefault(month, {})[cause] = places[cause]
    names = {data.cluster.id: data.cluster.name for data in site.clusters}
    return Shelf(site, names, causes, fingerprint(sorted(names.items())))


def _days(shelf: Shelf, data: MonthData, common: str) -> Iterator[Page]:
    for day in reversed(data.days):
        for part in parts_of(day):
            yield Page(
                urls.day_page(day.day, part),
                "pages/month.html",
                fingerprint(day.fingerprint, day.count, part, common),
                partial(_day_part, shelf, day, part),
                partial(data_of.day, shelf.site, day, part),
                beside=urls.month_page(data.month),
            )


def _whole_month(
    shelf: Shelf, month: Month, newer: Month | None, older: Month | None, words: Words
) -> Mapping[str, object]:
    """A month with its events in full."""
    path = urls.month_page(month)
    events = list(shelf.site.events.of_month(month))
    return _frame(path, newer, older, words) | {
        "title": words.month(month),
        "count": len(events),
        "days": _grouped(shelf, month, events, Links(path), words),
    }


def _day_part(shelf: Shelf, day: DayData, part: int, words: Words) -> Mapping[str, object]:
    """A part of a day of a large month."""
    path = urls.day_page(day.day, part)
    month = Month.of(day.day)
    events = events_of_part(shelf.site.events, day, part)
    return _frame(path, month, None, words) | {
        "title": day.day.isoformat(),
        "count": len(events),
        "days": _grouped(shelf, month, events, Links(path), words),
    }


def _large_month(
    shelf: Shelf, data: MonthData, newer: Month | None, older: Month | None, words: Words
) -> Mapping[str, object]:
    """A month with a line for each event."""
    path = urls.month_page(data.month)
    links = Links(path)
    events = list(shelf.site.events.of_month(data.month))
    pages = _page_of(events)
    days = [
        DayLines(
            day,
            tuple(
                (
                    urls.event_anchor(event.id),
                    links.to(f"{pages[event.id]}#{urls.event_anchor(event.id)}"),
                    line(Moment.of(event), shelf.names[event.cluster_id], links, words),
                )
                for event in group
            ),
        )
        for day, group in groupby(events, key=lambda event: event.when.day.isoformat())
    ]
    return _frame(path, newer, older, words) | {"title": words.month(data.month), "count": len(events), "days": days}


def _page_of(events: Sequence[Event]) -> dict[str, str]:
    """The page on which each event of a large month stands in full; events come newest first."""
    pages: dict[str, str] = {}
    seen: Counter[date] = Counter()
    for event in events:
        pages[event.id] = urls.day_page(event.when.day, seen[event.when.day] // DAY_PART + 1)
        seen[event.when.day] += 1
    return pages


def _grouped(shelf: Shelf, month: Month, events: Sequence[Event], links: Links, words: Words) -> list[Day]:
    causes = shelf.causes.get(month, {})
    return [
        Day(day, tuple(entry(event, shelf.names[event.cluster_id], links, words, causes) for event in group))
        for day, group in groupby(events, key=lambda event: event.when.day.isoformat())
    ]


def _frame(path: str, newer: Month | None, older: Month | None, words: Words) -> dict[str, object]:
    links = Links(path)
    return {
        "timeline": links.to("timeline.html"),
        "newer": (words.month(newer), links.to(urls.month_page(newer))) if newer else None,
        "older": (words.month(older), links.to(urls.month_page(older))) if older else None,
    }
