"""Spans of days, both ends inclusive."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The days from `starts_on` to `ends_on`, both inclusive; without an end it is open."""

    starts_on: date
    ends_on: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def days(self, today: date) -> int:
        """How many days it lasts; an open window is counted up to and including `today`."""
        return max(0, ((self.ends_on or today) - self.starts_on).days + 1)

    def overlaps(self, other: "Window") -> bool:
        """Whether the two share a day."""
        starts_before_other_ends = other.ends_on is None or self.starts_on <= other.ends_on
        ends_after_other_starts = self.ends_on is None or other.starts_on <= self.ends_on
        return starts_before_other_ends and ends_after_other_starts
