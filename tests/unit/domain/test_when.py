"""A day is that day everywhere; an instant is one instant."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tracker.domain.errors import InvalidDataError
from tracker.domain.when import Precision, When, end_of_day, instant_from_micros, parse_instant

SEOUL = "Asia/Seoul"


def test_a_day_sorts_as_the_end_of_that_day_in_its_zone() -> None:
    moment = When.on(date(2017, 9, 25), SEOUL)
    assert instant_from_micros(moment.sort_at + 1) == datetime(2017, 9, 25, 15, tzinfo=UTC)


def test_moments_with_a_time_come_before_the_bare_day() -> None:
    late = When.at(datetime(2017, 9, 25, 23, 59, tzinfo=timezone(timedelta(hours=9))), SEOUL)
    assert late.sort_at < When.on(date(2017, 9, 25), SEOUL).sort_at


def test_an_instant_belongs_to_the_local_day() -> None:
    assert When.at(datetime(2017, 9, 24, 20, tzinfo=UTC), SEOUL).day == date(2017, 9, 25)


def test_a_month_sorts_as_its_last_day() -> None:
    month = When(date(2017, 2, 1), None, Precision.MONTH)
    assert month.sort_at == When.on(date(2017, 2, 28)).sort_at
    assert str(month) == "2017-02"


@pytest.mark.parametrize(
    "moment",
    [
        When.on(date(2016, 8, 11), SEOUL),
        When.at(datetime(2016, 8, 11, 5, 30, tzinfo=UTC), SEOUL),
        When(date(2016, 8, 1), None, Precision.MONTH),
    ],
    ids=str,
)
def test_survives_its_document(moment: When) -> None:
    assert When.from_document(moment.to_document()) == moment


def test_is_printed_in_its_own_zone_and_precision() -> None:
    assert str(When.at(datetime(2016, 8, 11, 5, 30, tzinfo=UTC), SEOUL)) == "2016-08-11 14:30"


def test_years_have_four_digits() -> None:
    assert str(When(date(1, 1, 1), None, Precision.MONTH)) == "0001-01"
    assert str(When.at(datetime(1, 1, 1, 0, 10, tzinfo=UTC), SEOUL)) == "0001-01-01 08:37"


def test_the_last_month_of_the_calendar_has_a_last_day() -> None:
    assert When(date(9999, 12, 1), None, Precision.MONTH).last_day == date.max


@pytest.mark.parametrize("text", ["2017-09-25T14:30", "yesterday", ""])
def test_refuses_an_instant_without_a_zone(text: str) -> None:
    with pytest.raises(InvalidDataError):
        parse_instant(text)


def test_refuses_an_unknown_zone() -> None:
    with pytest.raises(InvalidDataError, match="Asia/Seoul"):
        end_of_day(date(2017, 1, 1), "Asia/Soul")


def test_refuses_a_naive_instant() -> None:
    with pytest.raises(InvalidDataError, match="no time zone"):
        When.at(datetime(2017, 1, 1))  # noqa: DTZ001  the naive instant is the point


def test_the_day_the_clocks_change_ends_at_the_right_instant() -> None:
    """Berlin's 29 October 2017 has 25 hours."""
    start, end = end_of_day(date(2017, 10, 28), "Europe/Berlin"), end_of_day(date(2017, 10, 29), "Europe/Berlin")
    assert end - start == 25 * 3600 * 1_000_000
