"""Warnings through time: a lane for each rule and subject, a band for each window."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.publish.charts.axis import TimeAxis, minute_of
from tracker.publish.charts.shapes import Span, span

HEIGHT = 20
MIDDLE = 10


@dataclass(frozen=True, slots=True)
class Violation:
    """A window in which a rule found something; days inclusive, without an end while it lasts."""

    lane: str
    """What a lane is for: the text at its side."""
    lane_href: str
    code: str
    kind: str
    """``required``, ``recommended``, ``note`` or ``undecided``."""
    since: date
    until: date | None
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class BandLane:
    """The windows of one rule about one subject."""

    label: str
    href: str
    code: str
    kind: str
    """The worst of its bands."""
    spans: tuple[Span, ...]


_WORST_FIRST = ("required", "recommended", "note", "undecided")


def band_lanes(axis: TimeAxis, violations: Iterable[Violation]) -> tuple[BandLane, ...]:
    """Lanes in order of their worst band, then of their beginning; none for what lies beside the axis."""
    groups: dict[tuple[str, str], list[Violation]] = {}
    for violation in violations:
        groups.setdefault((violation.code, violation.lane), []).append(violation)
    ordered = sorted(groups.values(), key=_order)
    lanes = (_lane(axis, group) for group in ordered)
    return tuple(lane for lane in lanes if lane.spans)


def _order(group: Sequence[Violation]) -> tuple[int, date, str, str]:
    worst = min(_WORST_FIRST.index(violation.kind) for violation in group)
    return (worst, min(violation.since for violation in group), group[0].code, group[0].lane)


def _lane(axis: TimeAxis, group: Sequence[Violation]) -> BandLane:
    spans = (
        span(
            axis,
            minute_of(violation.since),
            minute_of(violation.until) + 1440 if violation.until else axis.present,
            violation.kind,
            MIDDLE,
            violation.title,
            violation.href,
        )
        for violation in group
    )
    worst = min(group, key=lambda violation: _WORST_FIRST.index(violation.kind))
    return BandLane(worst.lane, worst.lane_href, worst.code, worst.kind, tuple(part for part in spans if part))
