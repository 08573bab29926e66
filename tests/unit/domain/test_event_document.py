"""An event survives its document with everything in it, and the document leaves out what is empty."""

from datetime import UTC, date, datetime

import pytest

from tracker.domain.errors import InvalidDataError
from tracker.domain.event import (
    Action,
    Change,
    Event,
    EventKind,
    Incident,
    IncidentSeverity,
    IncidentUpdate,
    Link,
    Provenance,
    Subject,
    SubjectType,
    Visibility,
)
from tracker.domain.event_document import from_document, to_document
from tracker.domain.when import When

BARE = Event("e", "c", EventKind.NOTE, "RBAC", When.on(date(2017, 6, 28)))
FULL = Event(
    id="e",
    cluster_id="c",
    kind=EventKind.INCIDENT,
    title="kube-dns dies",
    when=When.at(datetime(2017, 6, 20, 1, 2, tzinfo=UTC), "Asia/Seoul"),
    ended=When.on(date(2017, 6, 21), "Asia/Seoul"),
    body="**patched**",
    language="en",
    translations=(("ko", "kube-dns가 죽는다"),),
    changes=(Change(Subject(SubjectType.CONFIG, "replicas", "kube-dns"), Action.SET, "1", "2"),),
    links=(Link("issue", "https://example.org/93"),),
    tags=("dns",),
    visibility=Visibility.PUBLIC,
    incident=Incident(
        IncidentSeverity.MAJOR, ("kube-dns",), "cause", "fix", (IncidentUpdate(When.on(date(2017, 6, 20)), "seen"),)
    ),
    provenance=Provenance("journal", "journal.md", "line 40", "k"),
    review=("looks like an incident",),
    details=(("step", "3"),),
)


@pytest.mark.parametrize("event", [BARE, FULL], ids=["bare", "full"])
def test_survives_its_document(event: Event) -> None:
    assert from_document("e", "c", to_document(event)) == event


def test_leaves_out_what_is_empty() -> None:
    assert to_document(BARE).keys() == {"type", "kind", "title", "when", "provenance", "visibility"}


@pytest.mark.parametrize("broken", [{}, {"kind": "party"}, {"kind": "note", "title": "x", "when": 3}])
def test_refuses_what_is_no_event(broken: dict[str, object]) -> None:
    with pytest.raises(InvalidDataError, match="not an event document"):
        from_document("e", "c", broken)
