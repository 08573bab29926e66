"""The time axis: places, ticks, and moments known to the day or to the minute."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.domain.when import Precision, When
from tracker.publish.charts.axis import TimeAxis, day_of, minute, minute_of


def over(first: date, last: date) -> TimeAxis:
    """The axis over whole days."""
    return TimeAxis(minute_of(first), minute_of(last + timedelta(days=1)))


def test_the_ends_lie_at_zero_and_a_hundred_percent() -> None:
    axis = over(date(2017, 1, 1), date(2017, 12, 31))
    assert axis.x(axis.start) == 0
    assert axis.x(axis.end) == 100
    assert axis.x(axis.start - 1) == 0, "what lies outside is cut off"


@pytest.mark.parametrize(
    ("first", "last", "step"),
    [
        (date(2017, 1, 10), date(2017, 6, 20), "every month"),
        (date(2016, 4, 1), date(2017, 12, 31), "every quarter"),
        (date(2010, 1, 1), date(2026, 1, 1), "every two years"),
        (date(1970, 1, 1), date(2199, 1, 1), "every fifty years"),
        (date(1, 2, 1), date(60, 1, 1), "every five years"),
        (date(9999, 2, 1), date(9999, 12, 30), "every month"),
    ],
)
def test_ticks_are_few_and_begin_months(first: date, last: date, step: str) -> None:
    ticks = over(first, last).ticks()
    assert 1 <= len(ticks) <= 14, step
    assert all(day_of(tick.at).day == 1 for tick in ticks)
    assert [tick.x for tick in ticks] == sorted({tick.x for tick in ticks})


def test_an_axis_may_reach_beyond_the_calendar() -> None:
    """A chart leaves some room on both sides of its marks, and the year 1 is easily typed."""
    axis = TimeAxis(minute_of(date.min) - 100_000, minute_of(date.max) + 100_000)
    assert (axis.first_day, axis.last_day) == (date.min, date.max)
    assert all(len(tick.label) == len("2017") for tick in axis.ticks())


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2017, 3, 10), date(2017, 3, 12), ["2017-03-10", "2017-03-11", "2017-03-12"]),
        (date(2017, 6, 20), date(2017, 7, 14), [f"2017-{day}" for day in ("06-20", "06-27", "07-04", "07-11")]),
        (date(2017, 1, 10), date(2017, 4, 20), ["2017-02", "2017-03", "2017-04"]),
        (date(2014, 1, 1), date(2016, 6, 1), ["2014-01", "2014-04", "2014-07"]),
        (date(2010, 1, 1), date(2026, 1, 1), ["2010", "2012", "2014"]),
    ],
    ids=["days", "weeks", "months", "quarters", "years"],
)
def test_labels_are_as_fine_as_the_ticks(first: date, last: date, labels: list[str]) -> None:
    assert [tick.label for tick in over(first, last).ticks()][: len(labels)] == labels


def test_januaries_stand_out() -> None:
    ticks = over(date(2016, 4, 1), date(2017, 12, 31)).ticks()
    assert [tick.label for tick in ticks if tick.is_major] == ["2017-01"]


def test_a_day_is_drawn_in_its_middle_and_an_instant_at_itself() -> None:
    noon = minute_of(date(2017, 9, 25)) + 720
    assert minute(When.on(date(2017, 9, 25), "Asia/Seoul")) == noon
    assert minute(When.at(datetime(2017, 9, 25, 12, tzinfo=UTC))) == noon
    assert minute(When(date(2017, 9, 1), precision=Precision.MONTH)) == minute_of(date(2017, 9, 1))
