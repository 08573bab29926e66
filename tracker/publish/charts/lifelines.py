"""Lifelines: when a component was there, with its versions, its troubles and its retirement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.domain.event import Action
from tracker.publish.charts.axis import TimeAxis
from tracker.publish.charts.labels import Anchor, anchors_end, fitting
from tracker.publish.charts.shapes import Mark, Span, span

HEIGHT = 22
MIDDLE = 11
_AWAY = 9
"""CSS pixels between the middle of a mark and its label."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of a component, or trouble with it."""

    at: int
    action: Action | None
    """None for trouble: an incident."""
    value: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Lifeline:
    """One component's lane."""

    name: str
    href: str
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    is_present: bool
    first: int


_KINDS = {
    Action.ADDED: "added",
    Action.UPGRADED: "upgraded",
    Action.DOWNGRADED: "downgraded",
    Action.SET: "again",
    Action.REMOVED: "removed",
    None: "trouble",
}


def lifeline(axis: TimeAxis, name: str, href: str, turns: Sequence[Turn]) -> Lifeline:
    """The lane of a component from its turns, oldest first."""
    spans: list[Span | None] = []
    since: int | None = None
    for turn in turns:
        if turn.action is Action.REMOVED and since is not None:
            spans.append(span(axis, since, turn.at, "life", MIDDLE))
            since = None
        elif turn.action is not Action.REMOVED and turn.action is not None and since is None:
            since = turn.at
    if since is not None:
        spans.append(span(axis, since, axis.present, "life", MIDDLE))
    changes = [turn.at for turn in turns if turn.action is not None]
    return Lifeline(
        name=name,
        href=href,
        spans=tuple(part for part in spans if part),
        marks=_marks(axis, turns),
        is_present=since is not None,
        first=min(changes, default=turns[0].at),
    )


def _kinds(turns: Sequence[Turn]) -> list[str]:
    """What each turn is drawn as; what is added while it is there comes again."""
    kinds, is_present = [], False
    for turn in turns:
        is_again = turn.action is Action.ADDED and is_present
        kinds.append("again" if is_again else _KINDS[turn.action])
        if turn.action is not None:
            is_present = turn.action is not Action.REMOVED
    return kinds


def _marks(axis: TimeAxis, turns: Sequence[Turn]) -> tuple[Mark, ...]:
    marks = [
        Mark(turn.at, axis.x(turn.at), MIDDLE, kind, turn.title, turn.href, turn.value)
        for turn, kind in zip(turns, _kinds(turns), strict=True)
        if axis.holds(turn.at)
    ]
    labelled = [index for index, mark in enumerate(marks) if mark.label]
    places = [(marks[index].x, marks[index].label, Anchor.of(anchors_end(marks[index].x))) for index in labelled]
    drawn = [mark.x for mark in marks]
    fits = dict(zip(labelled, fitting(places, marks=drawn, away=_AWAY), strict=True))
    return tuple(
        replace(mark, fits=fits[index], ends_here=anchors_end(mark.x)) if index in fits else mark
        for index, mark in enumerate(marks)
    )
