"""Builders of events with defaults: a history in lines such as ``2024-09-02 kubernetes 1.31.0``."""

from collections.abc import Iterable, Sequence
from datetime import date

from tests.support.facts import a_subject
from tracker.domain.event import Action, Change, Event, EventKind, Incident, Subject
from tracker.domain.state import action_for
from tracker.domain.when import When


def an_event(
    number: int,
    day: str,
    *changes: Change,
    kind: EventKind = EventKind.UPGRADE,
    title: str = "",
    ended: str | None = None,
    review: tuple[str, ...] = (),
) -> Event:
    return Event(
        id=f"{number:08x}-0000-7000-8000-000000000000",
        cluster_id="c-prod",
        kind=kind,
        title=title or f"event {number}",
        when=When.on(date.fromisoformat(day)),
        ended=When.on(date.fromisoformat(ended)) if ended else None,
        changes=changes,
        incident=Incident() if kind is EventKind.INCIDENT else None,
        review=review,
    )


def a_history(lines: str) -> tuple[Event, ...]:
    """One event a line: a day, then pairs of subject and value, a comma between them; ``-subject`` removes it."""
    values: dict[Subject, str | None] = {}
    events = []
    for number, line in enumerate(filter(None, map(str.strip, lines.splitlines()))):
        day, _, rest = line.partition(" ")
        changes = list(_changes([part.strip() for part in rest.split(",")], values)) if rest else []
        events.append(an_event(number, day, *changes))
    return tuple(events)


def _changes(parts: Sequence[str], values: dict[Subject, str | None]) -> Iterable[Change]:
    for part in parts:
        name, _, value = part.partition(" ")
        subject = a_subject(name.removeprefix("-"))
        before = values.get(subject)
        if name.startswith("-"):
            values.pop(subject, None)
            yield Change(subject, Action.REMOVED, before)
        else:
            yield Change(subject, action_for(subject, subject in values, before, value or None), before, value or None)
            values[subject] = value or None
