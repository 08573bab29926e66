"""Keeps a readiness report in the store, as an event that the site shows and that later reports compare with."""

from collections.abc import Mapping
from typing import Any

from tracker.domain.cluster import Cluster
from tracker.domain.event import Event, EventKind, Provenance, Visibility
from tracker.domain.ledger import canonical_json
from tracker.domain.secrets import without_secrets
from tracker.domain.when import When
from tracker.services.ports import UnitOfWork
from tracker.services.recording import record


def keep_report(
    work: UnitOfWork,
    cluster: Cluster,
    document: Mapping[str, Any],
    *,
    event_id: str,
    when: When,
    visibility: Visibility = Visibility.INTERNAL,
) -> Event:
    """Record a report (the document of `tracker.reports.readiness`); it lasts once the unit of work is committed.

    What looks like a secret in a manifest's text is left out: a ledger never forgets.
    """
    target, verdict = document["target"], document["verdict"]
    event = Event(
        id=event_id,
        cluster_id=cluster.id,
        kind=EventKind.PLAN,
        title=f"Upgrade readiness for Kubernetes {target}: {verdict}",
        when=when,
        language="en",
        tags=("readiness",),
        visibility=visibility,
        provenance=Provenance("cli"),
        details=(
            ("document", canonical_json(_clean(document))),
            ("target", target),
            ("verdict", verdict),
        ),
    )
    record(work, event)
    return event


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return without_secrets(value)
    if isinstance(value, Mapping):
        return {key: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value
