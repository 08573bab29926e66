"""Dates as people type them."""

from datetime import UTC, datetime

import pytest

from tracker.domain.dates import first_micros, last_micros, parse_when
from tracker.domain.errors import InvalidDataError
from tracker.domain.when import Precision, When, instant_from_micros

NOW = datetime(2026, 3, 31, 15, 30, 20, tzinfo=UTC)
"""Half past midnight of 1 April in Seoul."""


def _parse(text: str, zone: str = "Asia/Seoul") -> When:
    return parse_when(text, now=NOW, zone=zone)


@pytest.mark.parametrize(
    ("text", "shown", "precision"),
    [
        ("2017-09-25", "2017-09-25", Precision.DAY),
        (" 2017-9-5 ", "2017-09-05", Precision.DAY),
        ("2017.09.25", "2017-09-25", Precision.DAY),
        ("2017/09/25", "2017-09-25", Precision.DAY),
        ("2017년 9월 25일", "2017-09-25", Precision.DAY),
        ("2017-09", "2017-09", Precision.MONTH),
        ("2017년 9월", "2017-09", Precision.MONTH),
        ("2017-09-25 14:30", "2017-09-25 14:30", Precision.MINUTE),
        ("2017-09-25T14:30", "2017-09-25 14:30", Precision.MINUTE),
        ("2017-09-25 14:30:05", "2017-09-25 14:30:05", Precision.SECOND),
        ("2017-09-25T05:30:00Z", "2017-09-25 14:30:00", Precision.SECOND),
        ("2017-09-25T05:30Z", "2017-09-25 14:30", Precision.MINUTE),
        ("2017-09-25 07:30:00+02:00", "2017-09-25 14:30:00", Precision.SECOND),
        ("now", "2026-04-01 00:30", Precision.MINUTE),
        ("today", "2026-04-01", Precision.DAY),
        ("오늘", "2026-04-01", Precision.DAY),
        ("Yesterday", "2026-03-31", Precision.DAY),
        ("어제", "2026-03-31", Precision.DAY),
        ("tomorrow", "2026-04-02", Precision.DAY),
        ("yesterday 14:30", "2026-03-31 14:30", Precision.MINUTE),
        ("14:30", "2026-04-01 14:30", Precision.MINUTE),
        ("3 days ago", "2026-03-29", Precision.DAY),
        ("a week ago", "2026-03-25", Precision.DAY),
        ("7d", "2026-03-25", Precision.DAY),
        ("2w", "2026-03-18", Precision.DAY),
        ("3일 전", "2026-03-29", Precision.DAY),
        ("2주 전", "2026-03-18", Precision.DAY),
        ("2 hours ago", "2026-03-31 22:30", Precision.MINUTE),
        ("90m", "2026-03-31 23:00", Precision.MINUTE),
        ("1mo", "2026-03-01", Precision.DAY),
        ("2 months ago", "2026-02-01", Precision.DAY),
        ("1y", "2025-04-01", Precision.DAY),
    ],
)
def test_reads(text: str, shown: str, precision: Precision) -> None:
    when = _parse(text)
    assert (str(when), when.precision, when.zone) == (shown, precision, "Asia/Seoul")


def test_a_month_ago_of_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert str(_parse("1 month ago", "UTC")) == "2026-02-28"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "09/10/17",
        "2017",
        "2017-13-01",
        "2017-02-30",
        "2017-02-30 10:00",
        "2017-09-25 25:00",
        "3 fortnights ago",
        "99999y",
        "2017-09 14:30",
        "2017-09-25T05:30:00+99:00",
    ],
)
def test_refuses_what_is_no_date_and_says_how_to_write_one(text: str) -> None:
    with pytest.raises(InvalidDataError, match="date"):
        _parse(text)


def test_refuses_a_time_that_the_clocks_skipped() -> None:
    with pytest.raises(InvalidDataError, match="skipped"):
        _parse("2017-03-26 02:30", "Europe/Berlin")


def test_a_day_begins_and_ends_in_its_zone() -> None:
    day = _parse("2017-09-25")
    assert instant_from_micros(first_micros(day)) == datetime(2017, 9, 24, 15, tzinfo=UTC)
    assert instant_from_micros(last_micros(day) + 1) == datetime(2017, 9, 25, 15, tzinfo=UTC)


def test_a_month_lasts_until_its_last_day_and_a_minute_until_its_last_microsecond() -> None:
    month = _parse("2017-09", "UTC")
    assert instant_from_micros(first_micros(month)) == datetime(2017, 9, 1, tzinfo=UTC)
    assert instant_from_micros(last_micros(month) + 1) == datetime(2017, 10, 1, tzinfo=UTC)
    minute = _parse("2017-09-25 14:30", "UTC")
    assert last_micros(minute) - first_micros(minute) == 59_999_999
