"""The outlines of events are those of the events themselves, on every database."""

from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from bench import events
from tests.support.journal import a_change, a_cluster, an_event, record
from tests.support.stores import opened
from tracker.domain.cluster import Cluster
from tracker.domain.errors import InvalidDataError, StoreError
from tracker.domain.event import Action, EventKind, Incident, SubjectType
from tracker.domain.event_outline import EventOutline, outline_of
from tracker.domain.when import Precision, When
from tracker.services.ports import EventQuery
from tracker.store.opening import connect
from tracker.store.statement import Statement
from tracker.store.store import SqlStore

CLUSTER = a_cluster("seoul", zone="Asia/Seoul")
NOON = datetime(2017, 9, 25, 12, tzinfo=UTC)
MONTH = When(date(2017, 10, 1), None, Precision.MONTH, "Asia/Seoul")


def from_events(store: SqlStore, cluster: Cluster) -> list[EventOutline]:
    query = EventQuery(cluster_ids=(cluster.id,), newest_first=False)
    return [outline_of(event) for event in store.timeline.events(query)]


def test_every_part_is_read(store: SqlStore) -> None:
    change = a_change("nodeMonitorGracePeriod", "90s", kind=SubjectType.CONFIG, scope="kubelet")
    odd = a_change('"quoted", \\ 노드', "값'", Action.ADDED)
    recorded = [
        an_event(CLUSTER, "a note", "2017-09-24"),
        an_event(CLUSTER, "at an instant", When.at(NOON, "Asia/Seoul"), kind=EventKind.CONFIG, changes=(change, odd)),
        an_event(
            CLUSTER, 'DNS "조회" 실패 \\', "2017-09-26", kind=EventKind.INCIDENT, incident=Incident(), ended=MONTH
        ),
        an_event(CLUSTER, "open", "2017-09-27", kind=EventKind.INCIDENT, incident=Incident(), review=("is it one?",)),
        an_event(CLUSTER, "gone", MONTH, changes=(a_change("velero", action=Action.REMOVED), a_change("loki"))),
    ]
    record(store, CLUSTER, *recorded)
    outlines = list(store.timeline.outlines(CLUSTER.id))
    assert outlines == [outline_of(event) for event in recorded] == from_events(store, CLUSTER)
    assert [(each.day, each.last_day, each.ended_on) for each in outlines[2:]] == [
        (date(2017, 9, 26), date(2017, 9, 26), date(2017, 10, 31)),
        (date(2017, 9, 27), date(2017, 9, 27), None),
        (date(2017, 10, 1), date(2017, 10, 31), None),
    ]
    assert [(each.is_incident, each.needs_review) for each in outlines[1:4]] == [
        (False, False),
        (True, False),
        (True, True),
    ]


def test_each_cluster_has_its_own_in_order(store: SqlStore) -> None:
    fleet = list(events.clusters(2))
    for cluster in fleet:
        record(store, cluster, *reversed(list(events.events(cluster, 150))))
    for cluster in fleet:
        outlines = list(store.timeline.outlines(cluster.id))
        assert outlines == from_events(store, cluster)
        assert len(outlines) == 150
    assert list(store.timeline.outlines("unheard of")) == []


def tamper(location: str, sql: str) -> None:
    """Change the database by hand."""
    with closing(connect(location)) as database:
        database.begin()
        database.run(Statement(sql))
        database.commit()


@pytest.fixture
def spoilable(location: str) -> str:
    """A store with two events in it, the second of which changes something and has an end."""
    with opened(location) as store:
        change = a_change("etcd", "3.5.1")
        record(store, CLUSTER, an_event(CLUSTER), an_event(CLUSTER, "second", changes=(change,), ended=MONTH))
    return location


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('"kind":"note"', '"kind":"disaster"'),
        ('"kind":', '"sort":'),
        ('"title":', '"name":'),
        ('"when":', '"then":'),
        ('"day":"2017-09-25"', '"day":"some day"'),
        ('"precision":"month"', '"precision":"age"'),
        ('"action":"set"', '"action":"melted"'),
        ('"name":"etcd"', '"nom":"etcd"'),
        ('"type":"component"', '"type":"thing"'),
    ],
)
def test_what_is_no_event_is_refused_as_when_it_is_read_whole(spoilable: str, written: str, instead: str) -> None:
    tamper(spoilable, f"UPDATE ledger SET document = replace(document, '{written}', '{instead}') WHERE position = 3")
    with opened(spoilable) as store:
        with pytest.raises(InvalidDataError, match="not an event document") as whole:
            from_events(store, CLUSTER)
        with pytest.raises(InvalidDataError) as outline:
            list(store.timeline.outlines(CLUSTER.id))
    assert str(outline.value) == str(whole.value)


def test_a_lost_document_is_reported(spoilable: str) -> None:
    tamper(spoilable, "DELETE FROM ledger WHERE position = 3")
    with opened(spoilable) as store, pytest.raises(StoreError, match="tracker verify"):
        list(store.timeline.outlines(CLUSTER.id))
