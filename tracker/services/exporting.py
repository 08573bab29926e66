"""What `export csv` writes: one row for each event, which `import csv` reads back."""

from typing import Any

from tracker.domain.event import Event
from tracker.domain.grammar.changes import statement_of
from tracker.domain.grammar.writing import format_line
from tracker.domain.when import When, find_zone

CSV_COLUMNS = (
    "date",
    "ended",
    "cluster",
    "kind",
    "title",
    "changes",
    "body",
    "tags",
    "links",
    "visibility",
    "severity",
    "affects",
    "language",
    "review",
    "key",
)
"""In this order; the manual says what each holds."""


def csv_row(event: Event, cluster: str) -> dict[str, Any]:
    """An event as plain texts."""
    incident = event.incident
    return {
        "date": moment(event.when),
        "ended": moment(event.ended) if event.ended else "",
        "cluster": cluster,
        "kind": event.kind.value,
        "title": event.title,
        "changes": format_line(statement_of(change) for change in event.changes),
        "body": event.body,
        "tags": " ".join(event.tags),
        "links": " ".join(f"{link.rel}={link.url}" for link in event.links),
        "visibility": event.visibility.value,
        "severity": incident.severity.value if incident else "",
        "affects": ", ".join(incident.affects) if incident else "",
        "language": event.language,
        "review": "; ".join(event.review),
        "key": event.provenance.key or event.id,
    }


def moment(when: When) -> str:
    """A moment that means the same in every zone: a day or month as it is, an instant with its offset."""
    if when.instant is None:
        return str(when)
    return when.instant.astimezone(find_zone(when.zone)).isoformat(timespec="seconds")
