"""What `add` says an event causes is what replaying the history with and without the event says."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.events import a_history
from tests.support.small_reference import SmallReference, a_component, a_component_release
from tests.support.stores import opened, sqlite_store_at
from tracker.domain.cluster import Cluster
from tracker.domain.event import Event
from tracker.domain.event_document import to_document
from tracker.domain.outcome import Finding
from tracker.services.check import in_question
from tracker.services.findings import findings_caused_by
from tracker.services.judges import Judges
from tracker.services.ports import Write
from tracker.services.replay import replay_cluster

PROD = Cluster("c-prod", "prod", provider="upstream")
REFERENCE = SmallReference(
    known_components=[a_component("cert-manager")],
    lines=[a_component_release("cert-manager", "1.12", ("1.27", "1.29"))],
)
HISTORY = a_history(
    """
    2024-01-01 kubernetes 1.29.0, pool:a 1.28.0, component:cert-manager 1.12.1
    2024-01-05 pool:a 1.25.0
    2024-01-05 pool:a 1.29.0
    2024-02-01 config:nodeMonitorGracePeriod 600s
    2024-02-01 config:nodeMonitorGracePeriod 600s
    2024-05-01 kubernetes 1.30.0
    2024-05-02 -component:gone
    2024-05-03 -component:cert-manager
    2024-05-04 -component:cert-manager
    2024-09-01 kubernetes 1.27.0, pool:a 1.31.1
    2024-09-02 kubernetes 1.32.0
    """
)


def by_replaying(event: Event) -> set[tuple[str, str, str]]:
    day = event.when.last_day
    until_then = [each for each in HISTORY if each.order <= event.order]
    judged = []
    for events in (until_then, [each for each in until_then if each.id != event.id]):
        replayed = replay_cluster(PROD, events, Judges.of(REFERENCE), day)
        outcomes = in_question(replayed, is_throughout=False)
        judged.append({(each.code, each.subject, each.message) for each in outcomes if isinstance(each, Finding)})
    with_it, without_it = judged
    return with_it - without_it


@pytest.mark.parametrize("number", range(len(HISTORY)))
def test_agrees_with_a_replay(tmp_path: Path, number: int) -> None:
    event = HISTORY[number]
    with opened(sqlite_store_at(tmp_path / "tracker.db")) as store:
        with store.unit_of_work(author="t", recorded_at=datetime(2026, 11, 23, tzinfo=UTC)) as work:
            writes = [Write(PROD.id, PROD.id, PROD.to_document())]
            writes += [Write(PROD.id, each.id, to_document(each)) for each in HISTORY]
            list(work.append(writes))
            work.commit()
        found = findings_caused_by(event, store.timeline, PROD, lambda: REFERENCE)
    assert {(each.code, each.subject, each.message) for each in found} == by_replaying(event)
    assert {each.cluster for each in found} <= {"prod"}


def test_the_history_has_events_that_cause_findings() -> None:
    assert len([event for event in HISTORY if by_replaying(event)]) >= 6
