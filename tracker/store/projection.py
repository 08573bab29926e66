"""What the projections keep of a revision: the rows that are made from it, on every way into the store."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from tracker.domain.errors import InvalidDataError, StoreError
from tracker.domain.ledger import Revision, canonical_json
from tracker.domain.search_terms import index_terms
from tracker.domain.when import When


class EventContent(NamedTuple):
    """What an event's document says to the projections, wherever in the ledger it will stand."""

    sort_at: int
    changes: list[tuple[str, str, str, str, str | None]]
    """Type, name and scope of the subject, action and new value; in the order of the document."""
    terms: str
    """What search finds it by (`tracker.domain.search_terms`)."""
    source_key: str
    """The key under which an import finds this event again; empty when it has none."""


class Draft(NamedTuple):
    """A document that is ready to be written: everything that can be worked out before its place is known."""

    text: str
    """Canonical JSON."""
    event: EventContent | None
    """None: it is a cluster's profile or a tombstone."""
    other: Mapping[str, Any] | None
    """The document itself where it is no event's."""


def draft(document: Mapping[str, Any]) -> Draft:
    """Work out what writing a document takes; touches no database, so that another process may do it.

    Raises:
        InvalidDataError: It is an event's and lacks what every event has, or cannot be written as JSON.
    """
    try:
        text = canonical_json(document)
    except (TypeError, ValueError) as error:
        raise InvalidDataError(f"cannot be written down: {error}") from error
    if is_event(document):
        return Draft(text, event_content(document), None)
    return Draft(text, None, document)


@dataclass(frozen=True, slots=True)
class EventRows:
    """The rows of one event."""

    cluster_id: str
    event_id: str
    position: int
    """Where in the cluster's ledger the revision stands that the event reads as."""
    sort_at: int
    changes: list[tuple[str, str, str, str, int, str, int, str, str | None]]
    """Rows of ``changes``, in the order of its columns."""
    terms: str


def event_rows(cluster_id: str, event_id: str, position: int, document: Mapping[str, Any]) -> EventRows:
    """The rows of an event's document.

    Raises:
        InvalidDataError: The document lacks what every event has.
    """
    try:
        return placed(cluster_id, event_id, position, event_content(document))
    except InvalidDataError as error:
        raise InvalidDataError(f"event {event_id}: {error}") from error


def placed(cluster_id: str, event_id: str, position: int, event: EventContent) -> EventRows:
    """The rows of an event whose place is known."""
    sort_at = event.sort_at
    changes = [
        (cluster_id, kind, name, scope, sort_at, event_id, ordinal, action, value)
        for ordinal, (kind, name, scope, action, value) in enumerate(event.changes)
    ]
    return EventRows(cluster_id, event_id, position, sort_at, changes, event.terms)


def event_content(document: Mapping[str, Any]) -> EventContent:
    """What an event's document says to the projections.

    Raises:
        InvalidDataError: The document lacks what every event has.
    """
    try:
        changes = [
            (change["type"], change["name"], change.get("scope", ""), change["action"], change.get("to"))
            for change in document.get("changes", ())
        ]
        return EventContent(_sort_at(document["when"]), changes, index_terms(document), source_key(document))
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidDataError(f"not an event document ({error!r})") from error


def is_event(document: Mapping[str, Any]) -> bool:
    """Whether a document is an event (and not a cluster's profile or a tombstone)."""
    return document.get("type") == "event"


def source_key(document: Mapping[str, Any]) -> str:
    """The key under which an import finds this event again; empty when it has none."""
    key: str = document.get("provenance", {}).get("key", "")
    return key


def rank(revision: Revision) -> tuple[int, str, str]:
    """Of several revisions of one entity the one with the highest rank is what it reads as (decision 1)."""
    return (revision.number, revision.recorded_at, revision.hash)


def content(document: str | None) -> dict[str, Any]:
    """The data of a canonical document.

    Raises:
        StoreError: There is none: a row points to a revision that the ledger does not have.
    """
    if document is None:
        raise StoreError("the ledger lacks a revision that is listed: 'tracker verify' says which")
    data: dict[str, Any] = json.loads(document)
    return data


def _sort_at(when: Mapping[str, Any]) -> int:
    """`When.sort_at` of a moment's document; imports meet the same moments again and again."""
    return _sort_at_of(when["day"], when.get("at"), when.get("precision", "day"), when.get("zone", "UTC"))


@lru_cache(maxsize=1 << 14)
def _sort_at_of(day: str, at: str | None, precision: str, zone: str) -> int:
    document = {"day": day, "precision": precision, "zone": zone}
    return When.from_document(document | {"at": at} if at else document).sort_at
