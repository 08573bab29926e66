"""Upgrade-readiness reports that were kept in the store as events."""

import json
from collections.abc import Iterable

from tracker.domain.event import Event, EventKind
from tracker.publish.gathered import KeptReport


def kept_reports(events: Iterable[Event]) -> tuple[KeptReport, ...]:
    """The reports among the events of a cluster, which come oldest first; the newest report first."""
    found = [_kept(event) for event in events if event.kind is EventKind.PLAN and event.detail("document")]
    return tuple(reversed(found))


def _kept(event: Event) -> KeptReport:
    return KeptReport(
        id=event.id,
        when=event.when,
        target=event.detail("target"),
        verdict=event.detail("verdict"),
        document=json.loads(event.detail("document")),
        sentences=json.loads(event.detail("sentences") or "[]"),
    )
