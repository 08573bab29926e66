"""Version steps over support windows: a line that climbs from row to row of minor versions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from tracker.domain.version import Minor
from tracker.publish.charts.axis import TimeAxis, minute_of
from tracker.publish.charts.labels import NEVER, Anchor, anchors_end, fitting
from tracker.publish.charts.shapes import Mark, Riser, Span, span

ROW = 30
"""Height of a minor version's row in CSS pixels."""
_LINE = 19
"""Where in its row the cluster's line runs; the labels of patch releases stand above it."""


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a minor version is supported: days, the last ones inclusive; None where nobody knows."""

    minor: Minor
    released_on: date
    maintenance_from: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Run:
    """A version that ran from one moment until another, in minutes since 1970."""

    version: str
    minor: Minor
    start: int
    end: int
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A minor version's row."""

    label: str
    y: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class VersionChart:
    """Everything to draw; empty `rows` mean that there is nothing to draw."""

    axis: TimeAxis
    height: int
    rows: tuple[Row, ...]
    line: tuple[Span, ...]
    """The cluster's line; kind ``run`` while its version was supported, else ``overdue``."""
    risers: tuple[Riser, ...]
    marks: tuple[Mark, ...]


def version_chart(axis: TimeAxis, runs: Sequence[Run], lifetimes: Sequence[Lifetime]) -> VersionChart:
    """The chart of `runs`, oldest first; `lifetimes` may hold any minors, those near the runs are drawn."""
    minors = _shown(axis, runs, lifetimes)
    tops = {minor: ROW * (len(minors) - 1 - index) for index, minor in enumerate(minors)}
    by_minor = {lifetime.minor: lifetime for lifetime in lifetimes}
    rows = tuple(
        Row(str(minor), tops[minor], _windows(axis, by_minor.get(minor), tops[minor])) for minor in reversed(minors)
    )
    risers = _risers(axis, runs, tops)
    return VersionChart(
        axis=axis,
        height=ROW * len(minors),
        rows=rows,
        line=tuple(part for run in runs for part in _line(axis, run, by_minor.get(run.minor), tops[run.minor])),
        risers=risers,
        marks=_marks(axis, runs, tops, risers),
    )


def _shown(axis: TimeAxis, runs: Sequence[Run], lifetimes: Sequence[Lifetime]) -> list[Minor]:
    """The minors that ran, those between them, and the ones that upstream brought out meanwhile (two at most)."""
    if not runs:
        return []
    lowest, highest = min(run.minor for run in runs), max(run.minor for run in runs)
    between = {lifetime.minor for lifetime in lifetimes if lowest <= lifetime.minor <= highest}
    newer = sorted(
        lifetime.minor
        for lifetime in lifetimes
        if lifetime.minor > highest and minute_of(lifetime.released_on) < axis.end
    )
    return sorted(between | {run.minor for run in runs} | set(newer[:2]))


def _windows(axis: TimeAxis, lifetime: Lifetime | None, top: int) -> tuple[Span, ...]:
    """Supported, in maintenance, ended: the bands behind the line."""
    if lifetime is None:
        return ()
    end = minute_of(lifetime.ends_on) + 1440 if lifetime.ends_on else axis.end
    maintenance = minute_of(lifetime.maintenance_from) if lifetime.maintenance_from else end
    start = minute_of(lifetime.released_on)
    parts = (
        span(axis, start, min(maintenance, end), "supported", top),
        span(axis, maintenance, end, "maintenance", top),
        span(axis, end, axis.end, "ended", top) if lifetime.ends_on else None,
    )
    return tuple(part for part in parts if part)


def _line(axis: TimeAxis, run: Run, lifetime: Lifetime | None, top: int) -> list[Span]:
    end = minute_of(lifetime.ends_on) + 1440 if lifetime and lifetime.ends_on else run.end
    cut = min(max(end, run.start), run.end)
    parts = (
        span(axis, run.start, cut, "run", top + _LINE, run.title, run.href),
        span(axis, cut, run.end, "overdue", top + _LINE, run.title, run.href),
    )
    return [part for part in parts if part]


def _risers(axis: TimeAxis, runs: Sequence[Run], tops: dict[Minor, int]) -> tuple[Riser, ...]:
    return tuple(
        Riser(run.start, axis.x(run.start), tops[before.minor] + _LINE, tops[run.minor] + _LINE)
        for before, run in pairwise(runs)
        if before.minor != run.minor and axis.holds(run.start)
    )


def _labelled(row: Sequence[Mark], climbs: Sequence[float]) -> list[Mark]:
    """The marks of a row with the sides of their labels: to the right, or to the left where only that has room."""
    walls = [*climbs, *(mark.x for mark in row)]
    sides = [anchors_end(mark.x) for mark in row]
    fits = fitting([(mark.x, mark.label, Anchor.of(side)) for mark, side in zip(row, sides, strict=True)], walls)
    turned = [side or fit == NEVER for side, fit in zip(sides, fits, strict=True)]
    better = fitting([(mark.x, mark.label, Anchor.of(side)) for mark, side in zip(row, turned, strict=True)], walls)
    if sum(better) < sum(fits):
        sides, fits = turned, better
    return [replace(mark, fits=fit, ends_here=side) for mark, fit, side in zip(row, fits, sides, strict=True)]


def _marks(axis: TimeAxis, runs: Sequence[Run], tops: dict[Minor, int], risers: Sequence[Riser]) -> tuple[Mark, ...]:
    """A point where each run begins; labels are thinned row by row and keep off the risers and the other points."""
    marks = [
        Mark(run.start, axis.x(run.start), tops[run.minor] + _LINE, "step", run.title, run.href, run.version)
        for run in runs
        if axis.holds(run.start)
    ]
    result: list[Mark] = []
    for top in sorted({mark.y for mark in marks}):
        row = [mark for mark in marks if mark.y == top]
        climbs = [riser.x for riser in risers if top in (riser.y, riser.to_y)]
        result += _labelled(row, climbs)
    return tuple(sorted(result, key=lambda mark: mark.at))
