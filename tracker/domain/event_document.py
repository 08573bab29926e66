"""Events as plain JSON documents and back: what the ledger keeps. What is empty is left out."""

from collections.abc import Mapping
from typing import Any

from tracker.domain.errors import InvalidDataError
from tracker.domain.event import (
    Change,
    Event,
    EventKind,
    Incident,
    IncidentSeverity,
    IncidentUpdate,
    Link,
    Provenance,
    Visibility,
)
from tracker.domain.when import When

_KINDS = {kind.value: kind for kind in EventKind}
"""A look-up costs a fifth of a call of the enumeration, and an import makes a million."""


def to_document(event: Event) -> dict[str, Any]:
    """The document of an event; its identifier and cluster belong to the revision that carries it."""
    provenance = event.provenance
    document: dict[str, Any] = {
        "type": "event",
        "kind": event.kind.value,
        "title": event.title,
        "when": event.when.to_document(),
        "provenance": _filled(
            source=provenance.source, origin=provenance.origin, place=provenance.place, key=provenance.key
        ),
        "visibility": event.visibility.value,
    }
    # One by one: nine of ten are empty, and an import writes a million of these.
    if event.ended:
        document["ended"] = event.ended.to_document()
    if event.body:
        document["body"] = event.body
    if event.language:
        document["language"] = event.language
    if event.translations:
        document["translations"] = dict(event.translations)
    if event.changes:
        document["changes"] = [change.to_document() for change in event.changes]
    if event.links:
        document["links"] = [{"rel": link.rel, "url": link.url} for link in event.links]
    if event.tags:
        document["tags"] = list(event.tags)
    if event.incident:
        document["incident"] = _incident_document(event.incident)
    if event.review:
        document["review"] = list(event.review)
    if event.details:
        document["details"] = dict(event.details)
    return document


def from_document(event_id: str, cluster_id: str, document: Mapping[str, Any]) -> Event:
    """The event that a document describes.

    Raises:
        InvalidDataError: The document lacks something or has something of the wrong type.
    """
    try:
        return Event(
            id=event_id,
            cluster_id=cluster_id,
            kind=_KINDS.get(document["kind"]) or EventKind(document["kind"]),
            title=document["title"],
            when=When.from_document(document["when"]),
            ended=When.from_document(document["ended"]) if "ended" in document else None,
            body=document.get("body", ""),
            language=document.get("language", ""),
            translations=_pairs(document, "translations") if "translations" in document else (),
            changes=tuple(Change.from_document(change) for change in document.get("changes", ())),
            links=tuple(Link(link["rel"], link["url"]) for link in document.get("links", ())),
            tags=tuple(document.get("tags", ())),
            visibility=Visibility(document["visibility"]) if "visibility" in document else Visibility.INTERNAL,
            incident=_incident(document["incident"]) if "incident" in document else None,
            provenance=Provenance(**document["provenance"]),
            review=tuple(document.get("review", ())),
            details=_pairs(document, "details") if "details" in document else (),
        )
    except (KeyError, TypeError, ValueError, AttributeError, InvalidDataError) as error:
        raise InvalidDataError(f"event {event_id}: not an event document ({error!r})") from error


def _incident_document(incident: Incident) -> dict[str, Any]:
    return {"severity": incident.severity.value} | _filled(
        affects=list(incident.affects),
        cause=incident.cause,
        fix=incident.fix,
        updates=[{"when": update.when.to_document(), "text": update.text} for update in incident.updates],
    )


def _incident(document: Mapping[str, Any]) -> Incident:
    return Incident(
        severity=IncidentSeverity(document.get("severity", "unknown")),
        affects=tuple(document.get("affects", ())),
        cause=document.get("cause", ""),
        fix=document.get("fix", ""),
        updates=tuple(
            IncidentUpdate(When.from_document(update["when"]), update["text"]) for update in document.get("updates", ())
        ),
    )


def _pairs(document: Mapping[str, Any], name: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(document[name].items()))


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
