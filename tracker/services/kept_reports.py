"""Keeps a readiness report in the store, as an event that the site shows and that later reports compare with."""

from collections.abc import Mapping
from typing import Any

from tracker.domain.cluster import Cluster
from tracker.domain.event import Event, EventKind, Provenance, Visibility
from tracker.domain.ledger import canonical_json
from tracker.domain.secrets import without_secrets
from tracker.domain.sentence import Sentence
from tracker.domain.sentence_document import sentences_in
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

    What looks like a secret in a manifest's text is left out: a ledger never forgets. The document is kept in English, and
    beside it the sentences that it holds, so that the site can tell them in another language.
    """
    target, verdict, kept = document["target"], document["verdict"], _clean(document)
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
            ("document", canonical_json(kept)),
            ("sentences", canonical_json(sentences_in(kept))),
            ("target", target),
            ("verdict", verdict),
        ),
    )
    record(work, event)
    return event


def _clean(value: Any) -> Any:
    if isinstance(value, Sentence):
        cleaned, text = value.with_values(without_secrets), without_secrets(value)
        # A secret may lie across words and values: then nobody can say any more which were the values.
        return cleaned if cleaned == text else text
    if isinstance(value, str):
        return without_secrets(value)
    if isinstance(value, Mapping):
        return {key: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value
