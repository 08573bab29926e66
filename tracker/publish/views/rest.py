"""What a capped list leaves out: how much, and the months in which it stands whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.publish.gathered import Month
from tracker.publish.views.links import Links


@dataclass(frozen=True, slots=True)
class YearOfRest:
    """The months of a year that hold something that a list left out."""

    year: int
    months: tuple[tuple[str, str, int], ...]
    """(number of the month, link to its page, how many), newest first."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Everything that a list left out."""

    count: int
    years: tuple[YearOfRest, ...]
    """Newest first."""


def rest_of(days: Iterable[date], links: Links) -> Rest:
    """The rest of a list, by the days of what was left out."""
    counts = Counter(Month.of(day) for day in days)
    years: dict[int, list[tuple[str, str, int]]] = {}
    for month in sorted(counts, reverse=True):
        entry = (f"{month.month:02}", links.month(month.first_day), counts[month])
        years.setdefault(month.year, []).append(entry)
    return Rest(counts.total(), tuple(YearOfRest(year, tuple(months)) for year, months in years.items()))
