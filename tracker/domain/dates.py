"""Dates as people type them: ``2017-09-25``, ``2017-09-25 14:30``, RFC 3339, ``2017-09``, ``yesterday``, ``3 days ago``, ``7d``.

The present is an argument. Nothing is guessed: ``09/10/17`` is refused, not read in one of three orders.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from tracker.domain.errors import InvalidDataError
from tracker.domain.when import Precision, When, find_zone

_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?|(\d{4})년 ?(\d{1,2})월 ?(\d{1,2})일")
_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})|(\d{4})년 ?(\d{1,2})월")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_AGO = re.compile(
    r"(?:(\d{1,5})|an?) ?([a-z]+) ago|(\d{1,5}) ?(mo|[hmdwy])|(\d{1,5}) ?(분|시간|일|주일?|개월|달|년) ?전"
)
_OFFSET = re.compile(r"(?:[zZ]|[+-]\d{2}:?\d{2})$")
_DAYS = {"today": 0, "오늘": 0, "yesterday": 1, "어제": 1, "그제": 2, "그저께": 2, "tomorrow": -1, "내일": -1}
_UNITS = (
    (("minute", "minutes", "min", "m", "분"), "minutes"),
    (("hour", "hours", "h", "시간"), "hours"),
    (("day", "days", "d", "일"), "days"),
    (("week", "weeks", "w", "주", "주일"), "weeks"),
    (("month", "months", "mo", "개월", "달"), "months"),
    (("year", "years", "y", "년"), "years"),
)
_ADVICE = "write it like 2017-09-25, '2017-09-25 14:30', 2017-09, yesterday, '3 days ago' or 7d"


def parse_when(text: str, *, now: datetime, zone: str) -> When:
    """The moment that `text` names, seen at `now` (UTC) by somebody in `zone`.

    Raises:
        InvalidDataError: It names no moment, or one that does not exist; the message says how to write one.
    """
    words = " ".join(text.split()).lower()
    if not words:
        raise InvalidDataError(f"a date is missing: {_ADVICE}")
    try:
        when = _absolute(words, zone) or _relative(words, now, zone) or _with_time(words, now, zone)
    except (ValueError, OverflowError) as error:
        raise InvalidDataError(f"{text!r} is not a date that exists: {error}") from error
    if when is None:
        raise InvalidDataError(f"{text!r} is not a date: {_ADVICE}")
    return when


def first_micros(when: When) -> int:
    """The first microsecond of a moment, as microseconds since 1970: the beginning of the day or month, or the instant."""
    if when.instant is not None:
        return when.sort_at
    return (
        When.on(when.day - timedelta(days=1), when.zone).sort_at + 1
        if when.day > date.min
        else When.on(date.min).sort_at
    )


def last_micros(when: When) -> int:
    """The last microsecond of a moment: the end of the day or month, of the minute, of the second."""
    lasts = {Precision.MINUTE: 60_000_000, Precision.SECOND: 1_000_000}
    return when.sort_at + lasts.get(when.precision, 1) - 1


def _absolute(words: str, zone: str) -> When | None:
    """A whole day or month, or RFC 3339."""
    day = _DAY.fullmatch(words)
    if day:
        return When.on(_date(day), zone)
    month = _MONTH.fullmatch(words)
    if month:
        year, number = (int(part) for part in month.groups() if part)
        return When(date(year, number, 1), None, Precision.MONTH, zone)
    if _DAY.match(words) and _OFFSET.search(words) and ":" in words:
        instant = datetime.fromisoformat(words.upper().replace(" ", "T", 1))
        return When.at(instant, zone, _precision_of(words))
    return None


def _relative(words: str, now: datetime, zone: str) -> When | None:
    """``now``, ``yesterday``, ``3 days ago``, ``7d``."""
    local = now.astimezone(find_zone(zone))
    if words in ("now", "지금"):
        return When.at(now, zone)
    if words in _DAYS:
        return When.on(local.date() - timedelta(days=_DAYS[words]), zone)
    match = _AGO.fullmatch(words)
    if match is None:
        return None
    number = int(match[1] or match[3] or match[5] or 1)
    unit = next((unit for names, unit in _UNITS if (match[2] or match[4] or match[6]) in names), None)
    if unit in ("minutes", "hours"):
        return When.at((now - timedelta(**{unit: number})).replace(second=0, microsecond=0), zone)
    if unit in ("days", "weeks"):
        return When.on(local.date() - timedelta(**{unit: number}), zone)
    return When.on(_months_before(local.date(), number * (12 if unit == "years" else 1)), zone) if unit else None


def _with_time(words: str, now: datetime, zone: str) -> When | None:
    """A day with a time of that zone, or a time of today."""
    head, _, tail = words.replace("t", " ", 1).rpartition(" ") if _DAY.match(words) else words.rpartition(" ")
    match = _TIME.fullmatch(tail)
    if match is None:
        return None
    base = (_absolute(head, zone) or _relative(head, now, zone)) if head else _relative("today", now, zone)
    if base is None or base.instant is not None or base.precision is not Precision.DAY:
        return None
    clock = time(int(match[1]), int(match[2]), int(match[3] or 0), tzinfo=find_zone(zone))
    local = datetime.combine(base.day, clock)
    if local.astimezone(UTC).astimezone(find_zone(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError(f"the clocks of {zone} skipped {tail} on {base.day}")
    return When.at(local, zone, Precision.SECOND if match[3] else Precision.MINUTE)


def _precision_of(words: str) -> Precision:
    return Precision.SECOND if re.search(r"\d{2}:\d{2}:\d{2}", words) else Precision.MINUTE


def _date(match: re.Match[str]) -> date:
    year, month, day = (int(part) for part in match.groups() if part)
    return date(year, month, day)


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day."""
    count = day.year * 12 + day.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
