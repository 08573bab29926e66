"""What is recorded as plain JSON values: the rows that commands print, and that `import jsonl` reads back."""

from typing import TYPE_CHECKING, Any

from tracker.domain.cluster import Cluster
from tracker.domain.event import Change, Event
from tracker.domain.event_document import to_document
from tracker.domain.grammar.changes import describe_change
from tracker.domain.ledger import Revision
from tracker.domain.state import Fact

if TYPE_CHECKING:
    # What only records needs no rules.
    from tracker.domain.outcome import Finding


def event_row(event: Event, cluster: str) -> dict[str, Any]:
    """An event with everything that is known of it; `date` is its moment as people write it."""
    document = to_document(event)
    del document["type"]
    return {
        "id": event.id,
        "cluster": cluster,
        "date": str(event.when),
        "kind": document.pop("kind"),
        "title": document.pop("title"),
        "summary": summary(event),
        **document,
    }


def summary(event: Event) -> str:
    """The title, what changed where the title does not tell, and the tags that it does not name."""
    told = event.title.casefold()
    untold = [describe_change(change) for change in event.changes if not _is_told(change, told)]
    tags = [f" #{tag}" for tag in event.tags if tag.casefold() not in told]
    changes = f" ({'; '.join(untold)})" if untold else ""
    return f"{event.title}{changes}{''.join(tags)}"


def _is_told(change: Change, title: str) -> bool:
    value = (change.to or "").removeprefix("v").casefold()
    return change.subject.name.casefold() in title and value in title


def cluster_row(cluster: Cluster) -> dict[str, Any]:
    """A cluster's profile."""
    return {
        "id": cluster.id,
        "name": cluster.name,
        "environment": cluster.environment,
        "provider": cluster.provider,
        "zone": cluster.zone,
        "description": cluster.description,
        "retired": str(cluster.retired) if cluster.retired else None,
    }


def fact_row(fact: Fact) -> dict[str, Any]:
    """One fact of a state."""
    return {
        "type": fact.subject.type.value,
        "name": str(fact.subject),
        "value": fact.value,
        "since": str(fact.since),
        "event": fact.event_id,
    }


def change_row(change: Change) -> dict[str, Any]:
    """One change, with the words for it."""
    return {
        "type": change.subject.type.value,
        "name": str(change.subject),
        "action": change.action.value,
        "from": change.before,
        "to": change.to,
        "text": describe_change(change),
    }


def revision_row(revision: Revision) -> dict[str, Any]:
    """One revision, with its document as data."""
    return {
        "number": revision.number,
        "recorded_at": revision.recorded_at,
        "author": revision.author,
        "reason": revision.reason,
        "hash": revision.hash,
        "document": revision.content(),
    }


def finding_row(finding: "Finding") -> dict[str, Any]:
    """A finding in short, beside the event that caused it."""
    return {
        "code": finding.code,
        "severity": finding.severity.label,
        "subject": finding.subject,
        "message": finding.message,
        "advice": finding.advice,
    }
