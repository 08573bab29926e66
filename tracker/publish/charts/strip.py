"""Everything that happened on one axis: a lane for each kind of event, a mark for each moment."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

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
class Heap:
    """What happened of one kind in one month, where nobody asks what it was."""

    kind: EventKind
    month: tuple[int, int]
    """Year and month in UTC."""
    count: int
    href: str


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
    """The chart of what happened, oldest first; more than `MOST_MARKS` of it by months."""
    shown = [happening for happening in happenings if axis.holds(happening.at)]
    if len(shown) > MOST_MARKS:
        return strip_of_months(axis, _heaps(shown))
    chosen = {kind: [happening for happening in shown if happening.kind is kind] for kind in LANES}
    present = [kind for kind in LANES if chosen[kind]]
    lanes = tuple(_lane(axis, kind, chosen[kind], LANE * index) for index, kind in enumerate(present))
    return Strip(axis, LANE * len(lanes), lanes, is_grouped=False)


def strip_of_months(axis: TimeAxis, heaps: Iterable[Heap]) -> Strip:
    """The chart of what happened, oldest first, with one mark for each kind and month."""
    by_kind: dict[EventKind, list[Heap]] = {}
    for heap in heaps:
        by_kind.setdefault(heap.kind, []).append(heap)
    lanes = []
    for index, kind in enumerate(kind for kind in LANES if kind in by_kind):
        marks = tuple(_mark_of_month(axis, heap, LANE * index + _MIDDLE) for heap in by_kind[kind])
        lanes.append(Lane(kind, LANE * index, marks, (), sum(mark.count for mark in marks)))
    return Strip(axis, LANE * len(lanes), tuple(lanes), is_grouped=True)


def _heaps(happenings: Sequence[Happening]) -> Iterable[Heap]:
    groups: dict[tuple[EventKind, int, int], list[Happening]] = {}
    for happening in happenings:
        day = day_of(happening.at)
        groups.setdefault((happening.kind, day.year, day.month), []).append(happening)
    for (kind, year, month), group in groups.items():
        yield Heap(kind, (year, month), len(group), group[0].month_href)


def _lane(axis: TimeAxis, kind: EventKind, chosen: Sequence[Happening], top: int) -> Lane:
    y = top + _MIDDLE
    spans = (
        span(axis, happening.at, happening.end, "lasting", y, happening.title, happening.href)
        for happening in chosen
        if happening.end is not None
    )
    marks = (_mark(axis, happening, y) for happening in chosen)
    return Lane(kind, top, tuple(marks), tuple(part for part in spans if part), len(chosen))


def _mark(axis: TimeAxis, happening: Happening, y: float) -> Mark:
    return Mark(happening.at, axis.x(happening.at), y, happening.kind.value, happening.title, happening.href)


def _mark_of_month(axis: TimeAxis, heap: Heap, y: float) -> Mark:
    middle = min(max(minute_of(date(*heap.month, 15)), axis.start), axis.end)
    title = "{:04}-{:02}".format(*heap.month)
    return Mark(middle, axis.x(middle), y, heap.kind.value, title, heap.href, count=heap.count)
