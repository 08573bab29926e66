"""What charts are made of: spans and marks that know their times, so that the zoom script can move them."""

from dataclasses import dataclass

from tracker.publish.charts.axis import TimeAxis, day_of
from tracker.publish.charts.labels import NEVER


@dataclass(frozen=True, slots=True)
class Span:
    """A horizontal stretch of time."""

    start: int
    """Minutes since 1970."""
    end: int
    x: float
    width: float
    """Both percentages of the plot's width."""
    kind: str
    """What the style sheet draws: ``supported``, ``ended``, ``required`` …"""
    y: float = 0
    title: str = ""
    href: str = ""

    @property
    def right(self) -> float:
        """The percentage at which it ends."""
        return round(self.x + self.width, 3)

    @property
    def days(self) -> tuple[str, str]:
        """Its first and last day, for the table behind the chart."""
        return day_of(self.start).isoformat(), day_of(self.end).isoformat()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at a moment."""

    at: int
    """Minutes since 1970."""
    x: float
    y: float
    kind: str
    title: str
    href: str = ""
    label: str = ""
    fits: int = NEVER
    """From which width of the plot the label is shown (`tracker.publish.charts.labels`)."""
    ends_here: bool = False
    """Whether the label is written to the left of the point."""
    count: int = 1
    """How many moments are drawn as one."""

    @property
    def size(self) -> int:
        """Width and height in CSS pixels: the more moments, the larger, by their logarithm."""
        return 12 if self.count == 1 else min(24, 9 + 2 * self.count.bit_length())


@dataclass(frozen=True, slots=True)
class Riser:
    """A vertical step between two heights at a moment."""

    at: int
    x: float
    y: float
    to_y: float


def span(axis: TimeAxis, start: int, end: int, kind: str, y: float = 0, title: str = "", href: str = "") -> Span | None:
    """The part of a stretch of time that lies on the axis; None when nothing of it does."""
    if end <= axis.start or start >= axis.end or end <= start:
        return None
    left, right = axis.x(start), axis.x(end)
    return Span(max(start, axis.start), min(end, axis.end), left, round(right - left, 3), kind, y, title, href)
