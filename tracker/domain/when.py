"""When something happened: an instant where one is known, a day where only that is known.

A day-precise moment is that day everywhere and never shifts across zones. For ordering it counts as the end of its day
in its zone, so that within a day the moments with a time come first and the others follow in order of recording.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker.domain.errors import InvalidDataError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Precision(StrEnum):
    """How exactly a moment is known."""

    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class When:
    """A moment as it was told: the local day, the instant if a time was given, and the zone that both are in."""

    day: date
    """The day in `zone`; the first of the month when only the month is known."""
    instant: datetime | None = None
    """UTC, or None when no time was given."""
    precision: Precision = Precision.DAY
    zone: str = "UTC"
    """IANA name."""

    @classmethod
    def on(cls, day: date, zone: str = "UTC") -> Self:
        """A moment of which only the day is known."""
        return cls(day, None, Precision.DAY, zone)

    @classmethod
    def at(cls, instant: datetime, zone: str = "UTC", precision: Precision = Precision.MINUTE) -> Self:
        """A moment with a time; `instant` is an aware datetime in any zone.

        Raises:
            InvalidDataError: The instant is naive, or the zone is unknown.
        """
        if instant.tzinfo is None:
            raise InvalidDataError(f"{instant.isoformat()} has no time zone")
        return cls(instant.astimezone(find_zone(zone)).date(), instant.astimezone(UTC), precision, zone)

    @property
    def sort_at(self) -> int:
        """Microseconds since 1970 in UTC: the instant, or the last microsecond of the day (or month) in its zone."""
        if self.instant is not None:
            return (self.instant - _EPOCH) // _MICROSECOND
        return end_of_day(self.last_day, self.zone)

    @property
    def last_day(self) -> date:
        """The day itself, or the last day of the month when only the month is known."""
        if self.precision is not Precision.MONTH:
            return self.day
        return last_day_of_month(self.day)

    def to_document(self) -> dict[str, Any]:
        """Plain JSON: ``day``, ``zone``, ``precision`` and, where a time is known, ``at`` (RFC 3339, UTC)."""
        document = {"day": self.day.isoformat(), "precision": self.precision.value, "zone": self.zone}
        if self.instant is not None:
            document["at"] = format_instant(self.instant)
        return document

    @staticmethod
    def from_document(document: Mapping[str, Any]) -> "When":
        """The inverse of `to_document`."""
        try:
            day, precision, zone = document["day"], document.get("precision", "day"), document.get("zone", "UTC")
            if "at" in document:
                return _told_instant(day, document["at"], precision, zone)
            return _told_day(day, precision, zone)
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidDataError(f"not a moment: {document!r} ({error})") from error

    def __str__(self) -> str:
        if self.precision is Precision.MONTH:
            return self.day.isoformat()[:7]
        if self.instant is None:
            return self.day.isoformat()
        local = self.instant.astimezone(find_zone(self.zone)).replace(tzinfo=None)
        return local.isoformat(" ", "minutes" if self.precision is Precision.MINUTE else "seconds")


@lru_cache(maxsize=1 << 13, typed=True)
def _told_day(day: str, precision: str, zone: str) -> When:
    """Kept: the events of a fleet share their days."""
    return When(date.fromisoformat(day), None, Precision(precision), zone)


@lru_cache(maxsize=1 << 11, typed=True)
def _told_instant(day: str, at: str, precision: str, zone: str) -> When:
    """Kept for a short while: an incident's first update is its start, and projections read a moment once more."""
    return When(date.fromisoformat(day), parse_instant(at), Precision(precision), zone)


def find_zone(name: str) -> ZoneInfo:
    """The time zone called `name`.

    Raises:
        InvalidDataError: No such zone in the IANA database.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidDataError(f"unknown time zone {name!r}: write an IANA name such as Asia/Seoul or UTC") from error


def last_day_of_month(day: date) -> date:
    """The last day of the month that a day lies in."""
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - timedelta(days=1)


@lru_cache(maxsize=4096)
def end_of_day(day: date, zone: str) -> int:
    """The last microsecond of `day` in `zone`, as microseconds since 1970 in UTC."""
    if day == date.max:
        following = datetime.max.replace(tzinfo=UTC)
    else:
        following = datetime.combine(day + timedelta(days=1), time(), find_zone(zone))
    return (following - _EPOCH) // _MICROSECOND - 1


def instant_from_micros(micros: int) -> datetime:
    """The UTC instant that lies `micros` microseconds after 1970."""
    return _EPOCH + timedelta(microseconds=micros)


def format_instant(instant: datetime) -> str:
    """RFC 3339 in UTC with a Z; microseconds only when there are any."""
    return f"{instant.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


def parse_instant(text: str) -> datetime:
    """Read RFC 3339 with a zone.

    Raises:
        InvalidDataError: Not RFC 3339, or without a zone.
    """
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidDataError(f"{text!r} is not an RFC 3339 instant such as 2017-09-25T05:30:00Z") from error
    if instant.tzinfo is None:
        raise InvalidDataError(f"{text!r} has no time zone: append Z or an offset such as +09:00")
    return instant.astimezone(UTC)
