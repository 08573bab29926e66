"""Days behind upstream through time: a saw that rises by a day each day and falls with each upgrade."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.version import Minor
from tracker.publish.charts.axis import TimeAxis, day_of, minute_of
from tracker.publish.charts.versions import Lifetime, Run

HEIGHT = 96
_DAY = 1440
_STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Slope:
    """A straight piece of the saw."""

    start: int
    end: int
    x: float
    to_x: float
    y: float
    to_y: float
    days: int
    """How far behind at its end."""

    @property
    def rises(self) -> tuple[str, str]:
        """Its first and last day, for the table behind the chart."""
        return day_of(self.start).isoformat(), day_of(self.end).isoformat()


@dataclass(frozen=True, slots=True)
class BehindChart:
    """Slopes from oldest to newest, and two heights to read them by."""

    axis: TimeAxis
    height: int
    slopes: tuple[Slope, ...]
    grid: tuple[tuple[float, int], ...]
    """(y, days)."""
    most_days: int


def behind_chart(axis: TimeAxis, runs: Sequence[Run], lifetimes: Sequence[Lifetime]) -> BehindChart:
    """The chart of `runs`, oldest first."""
    pieces = [piece for run in runs for piece in _pieces(axis, run, lifetimes)]
    most = max((_days(piece[1] - piece[2]) for piece in pieces), default=0)
    top = max(most, 1)
    slopes = tuple(
        Slope(start, end, axis.x(start), axis.x(end), _y(start - since, top), _y(end - since, top), _days(end - since))
        for start, end, since in pieces
    )
    step = next((step for step in _STEPS if top / step <= 4), _STEPS[-1])
    grid = tuple((_y(days * _DAY, top), days) for days in range(step, top + 1, step))
    return BehindChart(axis, HEIGHT, slopes, grid, most)


def superseded_on(minor: Minor, lifetimes: Sequence[Lifetime]) -> int | None:
    """The minute at which the first newer minor version came out; None while there is none."""
    return min((minute_of(life.released_on) for life in lifetimes if life.minor > minor), default=None)


def _pieces(axis: TimeAxis, run: Run, lifetimes: Sequence[Lifetime]) -> Iterator[tuple[int, int, int]]:
    """(start, end, superseded since) of the part of a run on the axis in which a newer minor version was out."""
    since = superseded_on(run.minor, lifetimes)
    if since is None:
        return
    start, end = max(run.start, since, axis.start), min(run.end, axis.end)
    if start < end:
        yield start, end, since


def _days(minutes: int) -> int:
    return minutes // _DAY


def _y(minutes: float, top: int) -> float:
    """Zero days lie at the bottom."""
    return round(HEIGHT - 6 - (HEIGHT - 18) * minutes / (top * _DAY), 2)
