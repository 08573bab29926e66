"""Upgrade-readiness reports that were kept in the store as events."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from tracker.domain.cluster import Cluster
from tracker.domain.event import Event, EventKind
from tracker.domain.sentence_document import read_sentences, sentences_in, with_sentences, with_texts
from tracker.publish.gathered import KeptReport
from tracker.publish.public_reports import public_report
from tracker.publish.redact import redaction_for
from tracker.publish.site_data import Edition


def kept_reports(events: Sequence[Event], cluster: Cluster, edition: Edition) -> tuple[KeptReport, ...]:
    """The reports among the events of a cluster, which come oldest first; the newest report first.

    Args:
        events: As the edition shows them, all of the cluster's.
        cluster: As the edition shows it.
        edition: For whom.
    """
    redact = redaction_for(edition)

    def edited(document: Any) -> Any:
        # Text by text: in the JSON of a document a secret looks different, and what replaces it may break the JSON.
        cleaned = with_texts(document, redact)
        return cleaned if edition is Edition.INTERNAL else public_report(cleaned, cluster, events)

    found = [_kept(event, edited) for event in events if event.kind is EventKind.PLAN and event.detail("document")]
    return tuple(reversed(found))


def _kept(event: Event, edited: Callable[[Any], Any]) -> KeptReport:
    sentences = read_sentences(json.loads(event.detail("sentences") or "[]"))
    document = edited(with_sentences(json.loads(event.detail("document")), sentences))
    return KeptReport(
        id=event.id,
        when=event.when,
        target=event.detail("target"),
        verdict=event.detail("verdict"),
        document=document,
        sentences=sentences_in(document),
    )
