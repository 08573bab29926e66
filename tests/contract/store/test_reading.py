"""What the timeline answers, for every filter and in both directions."""

from datetime import UTC, datetime
from itertools import islice

import pytest

from tests.support.journal import a_change, a_cluster, an_event, record
from tracker.domain.event import Action, EventKind, Incident, Subject, SubjectType
from tracker.domain.when import Precision, When
from tracker.services.ports import EventQuery
from tracker.store.store import SqlStore


def titles(store: SqlStore, query: EventQuery) -> list[str]:
    return [event.title for event in store.timeline.events(query)]


def test_events_come_in_order_of_time_then_of_recording(store: SqlStore) -> None:
    cluster = a_cluster()
    noon = datetime(2017, 9, 25, 12, tzinfo=UTC)
    events = [
        an_event(cluster, "day, recorded first"),
        an_event(cluster, "day, recorded second"),
        an_event(cluster, "noon", When.at(noon)),
        an_event(cluster, "just after noon", When.at(noon.replace(microsecond=7), precision=Precision.SECOND)),
        an_event(cluster, "the day before", "2017-09-24"),
        an_event(cluster, "some time that month", When(noon.date(), None, Precision.MONTH)),
    ]
    record(store, cluster, *reversed(events))
    expected = [
        "the day before", "noon", "just after noon", "day, recorded first", "day, recorded second",
        "some time that month",
    ]  # fmt: skip
    assert titles(store, EventQuery(newest_first=False)) == expected
    assert titles(store, EventQuery()) == expected[::-1]


def test_a_search_keeps_that_order_within_a_second(store: SqlStore) -> None:
    cluster = a_cluster()
    first, second, third = (an_event(cluster, f"etcd {number}") for number in range(3))
    record(store, cluster, second)
    record(store, third)
    record(store, first)
    for kind in (EventQuery(kinds=(EventKind.NOTE,)), EventQuery()):
        assert titles(store, kind) == ["etcd 2", "etcd 1", "etcd 0"]
    assert titles(store, EventQuery(kinds=(EventKind.NOTE,), newest_first=False, limit=2)) == ["etcd 0", "etcd 1"]


@pytest.fixture
def journal(store: SqlStore) -> SqlStore:
    tokyo, seoul, osaka = a_cluster("tokyo"), a_cluster("seoul"), a_cluster("osaka")
    velero = a_change("Velero", "1.0", Action.ADDED)
    key = a_change("nodeMonitorGracePeriod", "90s", kind=SubjectType.CONFIG)
    record(
        store,
        tokyo,
        seoul,
        osaka,
        an_event(tokyo, "one", "2017-09-25", kind=EventKind.COMPONENT, changes=(velero,), tags=("Backup",)),
        an_event(seoul, "two", "2017-09-26", kind=EventKind.CONFIG, changes=(key,), review=("which zone?",)),
        an_event(osaka, "three", "2017-09-27", kind=EventKind.INCIDENT, incident=Incident(affects=("velero",))),
        an_event(tokyo, "four", "2017-09-28", tags=("backup", "장애 복구")),
    )
    return store


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (EventQuery(), "four three two one"),
        (EventQuery(newest_first=False, limit=2), "one two"),
        (EventQuery(limit=0), ""),
        (EventQuery(kinds=(EventKind.CONFIG, EventKind.INCIDENT)), "three two"),
        (EventQuery(subjects=("velero",)), "three one"),
        (EventQuery(subjects=("VELERO", "nodemonitorgraceperiod")), "three two one"),
        (EventQuery(tags=("backup",)), "four one"),
        (EventQuery(tags=("장애 복구",)), "four"),
        (EventQuery(tags=("장애",)), ""),
        (EventQuery(needs_review=True), "two"),
        (EventQuery(subjects=("velero",), kinds=(EventKind.COMPONENT,)), "one"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_filters_all_have_to_hold(journal: SqlStore, query: EventQuery, expected: str) -> None:
    assert " ".join(titles(journal, query)) == expected


def test_filters_by_clusters_and_time(journal: SqlStore) -> None:
    clusters = {cluster.name: cluster.id for cluster in journal.timeline.clusters()}
    two = tuple(clusters[name] for name in ("tokyo", "osaka"))
    by_title = {event.title: event.when.sort_at for event in journal.timeline.events(EventQuery())}
    assert titles(journal, EventQuery(cluster_ids=two)) == ["four", "three", "one"]
    assert titles(journal, EventQuery(cluster_ids=two, limit=2, newest_first=False)) == ["one", "three"]
    assert titles(journal, EventQuery(cluster_ids=two, tags=("backup",))) == ["four", "one"]
    assert titles(journal, EventQuery(cluster_ids=(clusters["seoul"],))) == ["two"]
    assert titles(journal, EventQuery(cluster_ids=("unknown",))) == []
    since, until = by_title["two"], by_title["three"]
    assert titles(journal, EventQuery(since=since, until=until)) == ["three", "two"]
    assert titles(journal, EventQuery(since=since, until=until, subjects=("velero",))) == ["three"]


def test_history_tells_every_change_of_a_subject(store: SqlStore) -> None:
    cluster = a_cluster()
    first = an_event(cluster, "a", "2017-01-01", changes=(a_change("Velero", "1"), a_change("velero", "x", scope="ns")))
    second = an_event(cluster, "b", "2016-01-01", changes=(a_change("other"), a_change("velero", "0")))
    record(store, cluster, first, second)
    told = [(entry.event.title, entry.change.to) for entry in store.timeline.history(cluster.id, "VELERO")]
    assert told == [("b", "0"), ("a", "1"), ("a", "x")]
    scoped = [entry.change.to for entry in store.timeline.history(cluster.id, "velero", scope="ns")]
    assert scoped == ["x"]


def test_subjects_come_in_order_and_by_type(journal: SqlStore) -> None:
    key = Subject(SubjectType.CONFIG, "nodeMonitorGracePeriod")
    velero = Subject(SubjectType.COMPONENT, "Velero")
    assert journal.timeline.subjects() == (velero, key)
    assert journal.timeline.subjects(kind=SubjectType.CONFIG) == (key,)
    tokyo = journal.timeline.cluster("tokyo")
    assert journal.timeline.subjects([tokyo.id]) == (velero,)


def test_a_long_timeline_is_streamed(store: SqlStore) -> None:
    cluster = a_cluster()
    record(store, cluster, *(an_event(cluster, str(number)) for number in range(3_000)))
    stream = store.timeline.events(EventQuery(newest_first=False))
    assert [event.title for event in islice(stream, 3)] == ["0", "1", "2"]
    assert sum(1 for _ in stream) == 2_997
