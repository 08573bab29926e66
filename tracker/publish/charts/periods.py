"""Marks that stand for months, or for as many months together as leave each mark a place of its own.

A drawing fits every width, so it holds the marks of several lengths, and each width of the plot shows one of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tracker.domain.event import EventKind
from tracker.publish.charts.axis import TimeAxis, minute_of
from tracker.publish.charts.labels import WIDTHS
from tracker.publish.charts.shapes import Mark

LENGTHS = (1, 3, 6, 12, 24, 60, 120)
"""How many months a mark may stand for: what years and quarters are made of."""
_MIDDLE_OF_A_MONTH = 15

YearMonth = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What happened of one kind in some months, as a mark leads to it."""

    kind: EventKind
    first: YearMonth
    last: YearMonth
    """Inclusive; `first` for what happened in one month alone."""
    newest: YearMonth
    """The last month of these in which anything happened."""


Link = Callable[[Stretch], str]


@dataclass(frozen=True, slots=True)
class Tier:
    """The marks of a lane that stand for stretches of one length."""

    months: int
    widths: str
    """At which widths of the plot they are shown before anybody zooms, for the style sheet: ``at-0 at-1``."""
    marks: tuple[Mark, ...]


Counts = Mapping[YearMonth, int]


def tiers(axis: TimeAxis, lanes: Sequence[tuple[EventKind, float, Counts]], link: Link) -> list[tuple[Tier, ...]]:
    """For each lane its marks of every length that is shown at some width, the shortest first.

    Args:
        axis: What the marks lie on.
        lanes: Kind, height of the marks, and how much happened in each month.
        link: Where a mark leads.
    """
    drawn = {length: [_marks(axis, length, *lane, link) for lane in lanes] for length in LENGTHS}
    shown = [_length_for(width, drawn) for width in WIDTHS]
    return [
        tuple(Tier(length, _widths(shown, length), drawn[length][index]) for length in LENGTHS if length in shown)
        for index in range(len(lanes))
    ]


def _length_for(width: int, drawn: Mapping[int, Sequence[Sequence[Mark]]]) -> int:
    fits = (length for length, lanes in drawn.items() if all(_are_apart(marks, width) for marks in lanes))
    return next(fits, LENGTHS[-1])


def _are_apart(marks: Sequence[Mark], width: int) -> bool:
    """Whether no mark, of those in order of time, touches the next one."""
    return all((after.x - mark.x) / 100 * width >= (mark.size + after.size) / 2 for mark, after in pairwise(marks))


def _widths(shown: Sequence[int], length: int) -> str:
    return " ".join(f"at-{size}" for size, chosen in enumerate(shown) if chosen == length)


def _marks(axis: TimeAxis, length: int, kind: EventKind, y: float, counts: Counts, link: Link) -> tuple[Mark, ...]:
    periods: dict[int, list[YearMonth]] = {}
    for year, month in sorted(counts):
        periods.setdefault((year * 12 + month - 1) // length, []).append((year, month))
    return tuple(
        _mark(axis, length, period, kind, y, months, sum(counts[month] for month in months), link)
        for period, months in periods.items()
    )


def _mark(
    axis: TimeAxis,
    length: int,
    period: int,
    kind: EventKind,
    y: float,
    months: Sequence[YearMonth],
    count: int,
    link: Link,
) -> Mark:
    first, last = _month(period * length), _month((period + 1) * length - 1)
    if len(months) == 1:
        stretch = Stretch(kind, months[0], months[0], months[0])
    else:
        stretch = Stretch(kind, first, last, months[-1])
    at = _middle(axis, period, length)
    return Mark(at, axis.x(at), y, kind.value, _title(stretch.first, stretch.last), link(stretch), count=count)


def _middle(axis: TimeAxis, period: int, length: int) -> int:
    """The middle of that part of a period which lies on the axis."""
    start = minute_of(date(*_month(period * length), 1))
    if length == 1:
        middle = minute_of(date(*_month(period), _MIDDLE_OF_A_MONTH))
    else:
        end = minute_of(date(*_month((period + 1) * length), 1))
        middle = (max(start, axis.start) + min(end, axis.end)) // 2
    return min(max(middle, axis.start), axis.end)


def _month(index: int) -> YearMonth:
    return index // 12, index % 12 + 1


def _title(first: YearMonth, last: YearMonth) -> str:
    """``2017-09``, ``2017-07 – 2017-09``, ``2017``, ``2016 – 2017``."""
    if first == last:
        return "{:04}-{:02}".format(*first)
    if (first[1], last[1]) == (1, 12):
        return f"{first[0]:04}" if first[0] == last[0] else f"{first[0]:04} – {last[0]:04}"
    return "{:04}-{:02} – {:04}-{:02}".format(*first, *last)
