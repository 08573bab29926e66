"""How the days of a large month are cut into pages, each of which has a JSON file beside it."""

from collections.abc import Sequence
from itertools import islice

from tracker.domain.event import Event
from tracker.publish.gathered import Month
from tracker.publish.site_data import DayData, EventSource

DAY_PART = 200
"""Events on a page."""


def parts_of(day: DayData) -> range:
    """The numbers of a day's pages, from 1."""
    return range(1, -(-day.count // DAY_PART) + 1)


def events_of_part(source: EventSource, day: DayData, part: int) -> Sequence[Event]:
    """The events on one of those pages, newest first.

    They are taken from the whole month: the page of the month is made by the same process and has read it.
    """
    whole_day = (event for event in source.of_month(Month.of(day.day)) if event.when.day == day.day)
    return list(islice(whole_day, (part - 1) * DAY_PART, part * DAY_PART))
