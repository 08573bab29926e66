"""The outline of an event: what the rules on recorded clusters look at, and nothing else.

Checking a fleet reads every event there is. Most of an event is of no use for that (its text, its links, where it came
from), and to make it is a good part of the time. An outline is made from a few parts of the document, and the
parts are alike: the clusters of a fleet share their days and the releases that they take.
"""

import json
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.event import Change, Event, EventKind
from tracker.domain.when import When

_Days = tuple[date, date]
"""The day as it was told, and the last day that it may have been."""


class EventOutline(NamedTuple):
    """What a replay reads of an event."""

    id: str
    title: str
    is_incident: bool
    day: date
    """As it was told: the first of the month when only the month is known."""
    last_day: date
    """`When.last_day`."""
    ended_on: date | None
    """The last day of its end."""
    needs_review: bool
    """An importer was unsure of something, and nobody has looked at it yet."""
    changes: tuple[Change, ...]


def outline_of(event: Event) -> EventOutline:
    """The outline of an event that was read in full."""
    return EventOutline(
        event.id,
        event.title,
        event.kind is EventKind.INCIDENT,
        event.when.day,
        event.when.last_day,
        event.ended.last_day if event.ended else None,
        bool(event.review),
        event.changes,
    )


def read_outline(
    event_id: str,
    kind: str,
    title: str | None,
    day: str,
    precision: str | None,
    end_day: str | None,
    end_precision: str | None,
    changes: str | None,
    review: str | None,
) -> EventOutline:
    """The outline of an event by parts of its document (see `tracker.domain.event_document`).

    Args:
        event_id: The event's identifier.
        kind: As in the document; so is the title.
        title: What the event is called.
        day: Of when it happened, with its precision.
        precision: None: the day is known.
        end_day: The same of its end; None: there is none.
        end_precision: As for the day.
        changes: JSON, as in the document; so is the review.
        review: JSON.

    Raises:
        KeyError: There is no title, or a change lacks something.
        TypeError: A part is of the wrong type.
        ValueError: A part is malformed.
        InvalidDataError: A moment is none, or a change contradicts itself.
    """
    if title is None:
        raise KeyError("title")
    told_day, last_day = _days(day, precision)
    return EventOutline(
        event_id,
        title,
        _is_incident(kind),
        told_day,
        last_day,
        _days(end_day, end_precision)[1] if end_day is not None else None,
        review is not None and review != "[]",
        _changes(changes) if changes is not None else (),
    )


@lru_cache(maxsize=64)
def _is_incident(kind: str) -> bool:
    return EventKind(kind) is EventKind.INCIDENT


@lru_cache(maxsize=1 << 14)
def _days(day: str, precision: str | None) -> _Days:
    # The zone and the time say nothing about the day.
    when = When.from_document({"day": day, "precision": precision} if precision else {"day": day})
    return when.day, when.last_day


@lru_cache(maxsize=1 << 15)
def _changes(text: str) -> tuple[Change, ...]:
    return tuple(Change.from_document(change) for change in json.loads(text))
