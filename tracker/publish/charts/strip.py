"""Everything that happened on one axis: a lane for each kind of event, a mark for each moment."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.domain.event import EventKind
from tracker.publish.charts.axis import TimeAxis, day_of, minute_of
from tracker.publish.charts.shapes import Mark, Span, span

LANE = 24
_MIDDLE = 12
MOST_MARKS = 600
"""With more moments than this on the axis, those of one month are drawn as one."""

LANES = (
    EventKind.INCIDENT,
    EventKind.UPGRADE,
    EventKind.CONFIG,
    EventKind.COMPONENT,
    EventKind.MAINTENANCE,
    EventKind.PLAN,
    EventKind.NOTE,
)
"""From top to bottom."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, at a minute or until another."""

    at: int
    end: int | None
    kind: EventKind
    title: str
    href: str
    month_href: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The marks of one kind."""

    kind: EventKind
    y: int
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...]
    """Things that lasted."""
    count: int

    @property
    def years(self) -> tuple[tuple[int, int], ...]:
        """How many moments each year had, oldest first, for the table behind the chart."""
        counts = Counter[int]()
        for mark in self.marks:
            counts[day_of(mark.at).year] += mark.count
        return tuple(sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class Strip:
    """The lanes that hold anything, top to bottom."""

    axis: TimeAxis
    height: int
    lanes: tuple[Lane, ...]
    is_grouped: bool
    """Whether moments of one month are drawn as one."""


def strip(axis: TimeAxis, happenings: Sequence[Happening]) -> Strip:
    """The chart of what happened, oldest first."""
    shown = [happening for happening in happenings if axis.holds(happening.at)]
    is_grouped = len(shown) > MOST_MARKS
    lanes: list[Lane] = []
    for kind in LANES:
        chosen = [happening for happening in shown if happening.kind is kind]
        if chosen:
            lanes.append(_lane(axis, kind, chosen, LANE * len(lanes), grouped=is_grouped))
    return Strip(axis, LANE * len(lanes), tuple(lanes), is_grouped)


def _lane(axis: TimeAxis, kind: EventKind, chosen: Sequence[Happening], top: int, *, grouped: bool) -> Lane:
    y = top + _MIDDLE
    spans = (
        span(axis, happening.at, happening.end, "lasting", y, happening.title, happening.href)
        for happening in chosen
        if happening.end is not None
    )
    marks = _by_month(axis, kind, chosen, y) if grouped else (_mark(axis, happening, y) for happening in chosen)
    return Lane(kind, top, tuple(marks), tuple(part for part in spans if part), len(chosen))


def _mark(axis: TimeAxis, happening: Happening, y: float) -> Mark:
    return Mark(happening.at, axis.x(happening.at), y, happening.kind.value, happening.title, happening.href)


def _by_month(axis: TimeAxis, kind: EventKind, chosen: Iterable[Happening], y: float) -> Iterable[Mark]:
    months: dict[tuple[int, int], list[Happening]] = {}
    for happening in chosen:
        day = day_of(happening.at)
        months.setdefault((day.year, day.month), []).append(happening)
    for (year, month), group in months.items():
        middle = min(max(minute_of(day_of(group[0].at).replace(day=15)), axis.start), axis.end)
        title = f"{year:04}-{month:02}"
        yield Mark(middle, axis.x(middle), y, kind.value, title, group[0].month_href, count=len(group))
