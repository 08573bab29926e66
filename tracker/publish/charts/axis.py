"""The time axis: from minutes since 1970 to percentages of a plot's width, and the ticks between."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tracker.domain.when import Precision, When
from tracker.publish.charts.labels import Anchor, fitting

_MINUTES_A_DAY = 1440
_MICROSECONDS_A_MINUTE = 60_000_000
_HALF_A_DAY = 720
_MOST_TICKS, _MOST_DAYS = 14, 8
"""Of months or years, and of days, whose labels are longer."""
_FEWEST_MONTHS = 3
"""With fewer months than this on the axis, days have ticks."""
_TICK_MONTHS = (1, 3, 6, 12, 24, 60, 120, 600)
_TICK_DAYS = (1, 2, 7, 14)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis."""

    at: int
    """Minutes since 1970."""
    x: float
    label: str
    """ISO 8601, as short as the distance to the next tick allows."""
    is_major: bool
    """Whether a year begins here."""
    fits: int
    """From which width of the plot the label is shown (`tracker.publish.charts.labels`)."""
    anchor: Anchor
    """How the label stands on the tick without leaving the plot."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """A span of time in minutes since 1970, both ends inclusive; the end is later than the start."""

    start: int
    end: int
    today: int | None = None
    """The last minute of the day of the site, if that lies on the axis: what is still going on is drawn up to here."""

    @property
    def present(self) -> int:
        """Where things that go on end."""
        return self.end if self.today is None else self.today

    def x(self, minute: int) -> float:
        """The percentage at which a minute lies, cut off at the ends."""
        share = (minute - self.start) / (self.end - self.start)
        return round(100 * min(1.0, max(0.0, share)), 3)

    def holds(self, minute: int) -> bool:
        """Whether a minute lies on the axis."""
        return self.start <= minute <= self.end

    @property
    def first_day(self) -> date:
        """The day on which the axis starts, in UTC."""
        return day_of(self.start)

    @property
    def last_day(self) -> date:
        """The last day on the axis, in UTC."""
        return day_of(self.end - 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Ticks at beginnings of years, quarters, months, weeks or days, whichever are dense enough and not too many."""
        return _ticks(self)

    def make_ticks(self) -> tuple[Tick, ...]:
        """The ticks, made anew; `ticks` remembers them, because all charts of a page ask for the same."""
        days, letters = self._tick_days()
        places = [max(minute_of(day), self.start) for day in days]
        labels = [day.isoformat()[:letters] for day in days]
        fits = fitting([(self.x(at), label, _anchor(self.x(at))) for at, label in zip(places, labels, strict=True)])
        return tuple(
            Tick(at, self.x(at), label, (day.month, day.day) == (1, 1), fit, _anchor(self.x(at)))
            for day, at, label, fit in zip(days, places, labels, fits, strict=True)
        )

    def _tick_days(self) -> tuple[list[date], int]:
        """The days on which ticks stand, and how many letters of them are told: a year is no month, a month no day."""
        choices = ((list(_month_starts(self.first_day, self.last_day, months)), months) for months in _TICK_MONTHS)
        beyond = ([self.first_day], _TICK_MONTHS[-1])
        days, months = next((choice for choice in choices if len(choice[0]) <= _MOST_TICKS), beyond)
        if months >= 12:
            return days, len("2017")
        if len(days) >= _FEWEST_MONTHS:
            return days, len("2017-01")
        return _days(self.first_day, self.last_day), len("2017-01-01")


@lru_cache(maxsize=256)
def _ticks(axis: TimeAxis) -> tuple[Tick, ...]:
    return axis.make_ticks()


def minute_of(day: date) -> int:
    """The first minute of a day in UTC."""
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * _MINUTES_A_DAY


def day_of(minute: int) -> date:
    """The day in UTC that holds a minute; the first or the last day of the calendar for what lies beyond it."""
    ordinal = date(1970, 1, 1).toordinal() + minute // _MINUTES_A_DAY
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def minute(when: When) -> int:
    """Where a moment is drawn: at its instant, or in the middle of its day when only that is known."""
    if when.instant is None and when.precision is not Precision.MONTH:
        return minute_of(when.day) + _HALF_A_DAY
    if when.instant is None:
        return minute_of(when.day)
    return when.sort_at // _MICROSECONDS_A_MINUTE


def _anchor(x: float) -> Anchor:
    if x < 4:
        return Anchor.START
    return Anchor.END if x > 96 else Anchor.MIDDLE


def _days(first: date, last: date) -> list[date]:
    """Days between two, both inclusive: every one, or every so many counted from the first."""
    count = (last - first).days + 1
    step = next((step for step in _TICK_DAYS if count / step <= _MOST_DAYS), _TICK_DAYS[-1])
    return [first + timedelta(days=number) for number in range(0, count, step)]


def _month_starts(first: date, last: date, every: int) -> Iterator[date]:
    """The firsts of months between two days, `every` so many months counted from January 1970."""
    index = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // every) * every
    for each in range(index, last.year * 12 + last.month, every):
        yield date(each // 12, each % 12 + 1, 1)
