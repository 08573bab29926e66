"""What a statement changes depends on what was there."""

import pytest

from tracker.domain.event import Action, Change, EventKind, Subject, SubjectType
from tracker.domain.grammar.changes import derive_changes, describe_change, kind_of
from tracker.domain.grammar.reading import read_line

KUBERNETES = Subject(SubjectType.PLATFORM, "kubernetes")
KAFKA = Subject(SubjectType.COMPONENT, "Kafka")
GRACE = Subject(SubjectType.CONFIG, "nodeMonitorGracePeriod")
BEFORE = {KUBERNETES: "v1.6.3", KAFKA: "0.10.1", GRACE: "90s"}


@pytest.mark.parametrize(
    ("line", "change", "remark"),
    [
        ("kubernetes v1.7.4", Change(KUBERNETES, Action.UPGRADED, "v1.6.3", "v1.7.4"), ""),
        ("kubernetes v1.5.1", Change(KUBERNETES, Action.DOWNGRADED, "v1.6.3", "v1.5.1"), ""),
        ("kubernetes v1.6.3", Change(KUBERNETES, Action.SET, "v1.6.3", "v1.6.3"), "kubernetes was at v1.6.3 already"),
        (
            "kubernetes 1.5.1 -> 1.7.4",
            Change(KUBERNETES, Action.UPGRADED, "v1.6.3", "1.7.4"),
            "says that kubernetes came",
        ),
        ("Kafka retired", Change(KAFKA, Action.REMOVED, "0.10.1"), ""),
        (
            "Kafka 재도입",
            Change(KAFKA, Action.ADDED, "0.10.1", "0.10.1"),
            "Kafka is recorded as running already, at 0.10.1",
        ),
        ('nodeMonitorGracePeriod: "240s"', Change(GRACE, Action.SET, "90s", "240s"), ""),
        ('nodeMonitorGracePeriod: "90s"', Change(GRACE, Action.SET, "90s", "90s"), "was at 90s already"),
        (
            "Labelgun retired",
            Change(Subject(SubjectType.COMPONENT, "Labelgun"), Action.REMOVED),
            "Labelgun is not recorded as running",
        ),
        ("coredns 1.11.3", Change(Subject(SubjectType.COMPONENT, "coredns"), Action.ADDED, None, "1.11.3"), ""),
    ],
)
def test_derives(line: str, change: Change, remark: str) -> None:
    (derived,) = derive_changes(read_line(line).statements, BEFORE)
    assert derived.change == change
    assert remark in derived.remark
    assert bool(remark) == bool(derived.remark)


def test_a_later_statement_of_a_line_sees_the_earlier_one() -> None:
    derived = derive_changes(read_line("kubernetes v1.7.4, kubernetes v1.8.0").statements, BEFORE)
    assert derived[1].change == Change(KUBERNETES, Action.UPGRADED, "v1.7.4", "v1.8.0")


def test_the_spelling_that_was_recorded_first_stays() -> None:
    (derived,) = derive_changes(read_line("kafka retired").statements, BEFORE, lambda _subject: KAFKA)
    assert derived.change.subject == KAFKA


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("kubernetes 1.7.4, Kafka added, a=1", EventKind.UPGRADE),
        ("pool workers 1.7.4", EventKind.UPGRADE),
        ("Kafka added, maxPods=1", EventKind.COMPONENT),
        ("maxPods=1", EventKind.CONFIG),
        ("just words here", EventKind.NOTE),
    ],
)
def test_the_weightiest_change_gives_the_kind(line: str, kind: EventKind) -> None:
    assert kind_of(each.change for each in derive_changes(read_line(line).statements, {})) is kind


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("kubernetes v1.7.4", "kubernetes upgraded from v1.6.3 to v1.7.4"),
        ("kubernetes v1.6.3", "kubernetes stays at v1.6.3"),
        ("Kafka retired", "Kafka removed (was 0.10.1)"),
        ("coredns 1.11.3", "coredns 1.11.3 added"),
        ("nodeMonitorGracePeriod=240s", "nodeMonitorGracePeriod set from 90s to 240s"),
        ("maxPods=110", "maxPods set to 110"),
        ("pool workers v1.6.3", "node pool workers v1.6.3 added"),
    ],
)
def test_says_what_was_understood(line: str, text: str) -> None:
    (derived,) = derive_changes(read_line(line).statements, BEFORE)
    assert describe_change(derived.change) == text
