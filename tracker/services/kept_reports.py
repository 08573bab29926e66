"""Keeps a readiness report in the store, as an event that the site shows and that later reports compare with."""

from collections.abc import Mapping
from typing import Any

from tracker.domain.cluster import Cluster
from tracker.domain.event import Event, EventKind, Provenance, Visibility
from tracker.domain.ledger import canonical_json
from tracker.domain.secrets import without_secrets
from tracker.domain.sentence_document import sentences_in, with_texts
from tracker.domain.when import When
from tracker.services.ports import UnitOfWork
from tracker.services.recording import record

IN_JSON = frozenset({"document", "sentences"})
"""The details of a kept report that are JSON: nobody shows or edits their text, only what it says."""


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
    target, verdict, kept = document["target"], document["verdict"], with_texts(document, without_secrets)
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
