"""What changed in a cluster in the days before each of its incidents."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tracker.domain.event import Event
from tracker.publish.gathered import LOOK_BACK_DAYS, MOST_BEFORE, Moment, Prelude

_ZONES_APART = timedelta(days=2)
"""A day that is later in its zone than another day in another zone is so by less than this."""


def preludes(incidents: Sequence[Event], changing: Sequence[Moment]) -> Iterator[Prelude]:
    """What came before each incident.

    Args:
        incidents: Any of them.
        changing: The moments of the events that changed something, oldest first.
    """
    numbers = sorted(range(len(changing)), key=lambda number: changing[number].when.day)
    days = [changing[number].when.day for number in numbers]
    for incident in incidents:
        first = bisect_left(days, _before(incident.when.day, timedelta(days=LOOK_BACK_DAYS)))
        end = bisect_right(days, _after(incident.when.day, _ZONES_APART))
        found = [
            changing[number]
            for number in sorted(numbers[first:end], reverse=True)
            if changing[number].id != incident.id and _may_precede(changing[number], incident)
        ]
        yield Prelude(tuple(found[:MOST_BEFORE]), max(0, len(found) - MOST_BEFORE))


def _may_precede(moment: Moment, incident: Event) -> bool:
    """On a day without times the order of recording says nothing about what came first, so the whole day counts."""
    if moment.when.instant is not None and incident.when.instant is not None:
        return moment.when.instant <= incident.when.instant
    return moment.when.day <= incident.when.day


def _before(day: date, length: timedelta) -> date:
    return day - length if day - date.min >= length else date.min


def _after(day: date, length: timedelta) -> date:
    return day + length if date.max - day >= length else date.max
