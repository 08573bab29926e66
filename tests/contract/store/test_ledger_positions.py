"""A reader that has seen the ledger up to a head can go on from there."""

import pytest

from tests.support.journal import a_cluster, an_event, record
from tests.support.stores import opened
from tracker.domain.errors import NotFoundError
from tracker.services.ports import EventQuery, Head
from tracker.store.store import SqlStore


def test_gives_what_came_after_a_head(store: SqlStore) -> None:
    cluster, other = a_cluster("a"), a_cluster("b")
    record(store, cluster, other, an_event(cluster))
    seen, _ = store.heads()
    assert (seen.cluster_id, seen.position) == (cluster.id, 2)
    later = [an_event(cluster), an_event(cluster)]
    record(store, *later, an_event(other))
    assert [revision.entity_id for revision in store.ledger_after(seen)] == [event.id for event in later]
    assert [head.position for head in store.heads()] == [4, 2]
    assert list(store.ledger_after(store.heads()[0])) == []


def test_another_ledger_is_noticed(store: SqlStore) -> None:
    cluster = a_cluster()
    record(store, cluster)
    for foreign in (Head(cluster.id, 1, "f" * 64), Head(cluster.id, 2, store.heads()[0].hash)):
        with pytest.raises(NotFoundError, match="another store"):
            store.ledger_after(foreign)


def test_a_read_transaction_shows_one_instant(store: SqlStore, location: str) -> None:
    cluster = a_cluster()
    record(store, cluster, an_event(cluster))
    with opened(location) as writer, store.reading():
        before = store.heads()
        record(writer, an_event(cluster))
        assert store.heads() == before
        assert len(list(store.timeline.events(EventQuery()))) == 1
    assert store.heads() != before


def test_writing_goes_on_inside_a_read_transaction(store: SqlStore) -> None:
    cluster = a_cluster()
    record(store, cluster)
    with store.reading():
        record(store, an_event(cluster))
        assert list(store.timeline.events(EventQuery())) == []
    assert len(list(store.timeline.events(EventQuery()))) == 1
