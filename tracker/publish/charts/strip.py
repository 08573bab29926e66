"""Everything that happened on one axis: a lane for each kind of event, a mark for each moment."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.event import EventKind
from tracker.domain.when import last_day_of_month
from tracker.publish.charts.axis import TimeAxis, minute_of
from tracker.publish.charts.periods import Link, Tier, YearMonth, tiers
from tracker.publish.charts.shapes import Mark, Span, span

LANE = 24
_MIDDLE = 12
_A_DAY = 1440
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
    month: YearMonth
    """The month on whose page it stands."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The marks of one kind."""

    kind: EventKind
    y: int
    marks: tuple[Mark, ...]
    """Of moments; empty where those are too many."""
    tiers: tuple[Tier, ...]
    """The marks of months or of longer stretches; empty where each moment has its own."""
    spans: tuple[Span, ...]
    """Things that lasted."""
    years: tuple[tuple[int, int], ...]
    """How many moments each year had, oldest first, for the table behind the chart."""

    @property
    def count(self) -> int:
        """How many moments there are."""
        return sum(count for _, count in self.years)


@dataclass(frozen=True, slots=True)
class Strip:
    """The lanes that hold anything, top to bottom."""

    axis: TimeAxis
    height: int
    lanes: tuple[Lane, ...]
    is_grouped: bool
    """Whether moments of one month are drawn as one."""


def strip(axis: TimeAxis, happenings: Sequence[Happening], link: Link) -> Strip:
    """The chart of what happened, oldest first; more than `MOST_MARKS` of it by months, which lead to where `link` says."""
    shown = [happening for happening in happenings if axis.holds(happening.at)]
    if len(shown) > MOST_MARKS:
        return strip_of_months(axis, Counter((happening.kind, happening.month) for happening in shown), link)
    chosen = {kind: [happening for happening in shown if happening.kind is kind] for kind in LANES}
    present = [kind for kind in LANES if chosen[kind]]
    lanes = tuple(_lane(axis, kind, chosen[kind], LANE * index) for index, kind in enumerate(present))
    return Strip(axis, LANE * len(lanes), lanes, is_grouped=False)


def strip_of_months(axis: TimeAxis, counts: Mapping[tuple[EventKind, YearMonth], int], link: Link) -> Strip:
    """The chart of what happened, with one mark for each kind and month, or for more months where those would meet."""
    by_kind: dict[EventKind, dict[YearMonth, int]] = {}
    for (kind, month), count in counts.items():
        if _is_on(axis, month):
            by_kind.setdefault(kind, {})[month] = count
    present = [(kind, LANE * index) for index, kind in enumerate(kind for kind in LANES if kind in by_kind)]
    drawn = tiers(axis, [(kind, top + _MIDDLE, by_kind[kind]) for kind, top in present], link)
    lanes = tuple(
        Lane(kind, top, (), of_lane, (), _by_year(by_kind[kind]))
        for (kind, top), of_lane in zip(present, drawn, strict=True)
    )
    return Strip(axis, LANE * len(lanes), lanes, is_grouped=True)


def _lane(axis: TimeAxis, kind: EventKind, chosen: Sequence[Happening], top: int) -> Lane:
    y = top + _MIDDLE
    spans = (
        span(axis, happening.at, happening.end, "lasting", y, happening.title, happening.href)
        for happening in chosen
        if happening.end is not None
    )
    marks = tuple(_mark(axis, happening, y) for happening in chosen)
    months = Counter(happening.month for happening in chosen)
    return Lane(kind, top, marks, (), tuple(part for part in spans if part), _by_year(months))


def _is_on(axis: TimeAxis, month: YearMonth) -> bool:
    """Whether any of a month may lie on the axis: in the zone of an event it begins up to a day before it does in UTC."""
    first = date(*month, 1)
    return minute_of(first) - _A_DAY <= axis.end and minute_of(last_day_of_month(first)) + 2 * _A_DAY >= axis.start


def _by_year(months: Mapping[YearMonth, int]) -> tuple[tuple[int, int], ...]:
    counts = Counter[int]()
    for (year, _), count in months.items():
        counts[year] += count
    return tuple(sorted(counts.items()))


def _mark(axis: TimeAxis, happening: Happening, y: float) -> Mark:
    return Mark(happening.at, axis.x(happening.at), y, happening.kind.value, happening.title, happening.href)
