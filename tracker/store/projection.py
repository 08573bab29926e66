"""What the projections keep of a revision: the rows that are made from it, on every way into the store."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tracker.domain.errors import InvalidDataError, StoreError
from tracker.domain.ledger import Revision
from tracker.domain.search_terms import index_terms
from tracker.domain.when import When


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
    """What search finds it by (`tracker.domain.search_terms`)."""


def event_rows(cluster_id: str, event_id: str, position: int, document: Mapping[str, Any]) -> EventRows:
    """The rows of an event's document.

    Raises:
        InvalidDataError: The document lacks what every event has.
    """
    try:
        sort_at = _sort_at(document["when"])
        changes = [
            (
                cluster_id,
                change["type"],
                change["name"],
                change.get("scope", ""),
                sort_at,
                event_id,
                ordinal,
                change["action"],
                change.get("to"),
            )
            for ordinal, change in enumerate(document.get("changes", ()))
        ]
        return EventRows(cluster_id, event_id, position, sort_at, changes, index_terms(document))
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidDataError(f"event {event_id}: not an event document ({error!r})") from error


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
