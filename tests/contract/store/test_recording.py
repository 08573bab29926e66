"""What is appended is there after a commit, all of it, in order, and chained."""

import json
from datetime import UTC, datetime

import pytest

from tests.support.journal import RECORDED_AT, a_change, a_cluster, an_event, record, retracting, writing
from tests.support.stores import opened
from tracker.domain.errors import ConflictError, InvalidDataError, NotFoundError
from tracker.domain.ledger import GENESIS, is_intact
from tracker.services.ports import EventQuery, Write
from tracker.store.store import SqlStore


def test_gives_back_what_was_recorded(store: SqlStore) -> None:
    cluster = a_cluster(environment="production", zone="Asia/Seoul")
    event = an_event(cluster, "자동백업을 도입 🚀", changes=(a_change("velero", "1.0"),), tags=("backup",))
    record(store, cluster, event)
    assert store.timeline.clusters() == (cluster,)
    assert list(store.timeline.events(EventQuery())) == [event]
    assert store.timeline.event(event.id) == event


def test_nothing_is_there_without_a_commit(store: SqlStore) -> None:
    cluster = a_cluster()
    with store.unit_of_work(author="me", recorded_at=RECORDED_AT) as work:
        list(work.append(writing(cluster, an_event(cluster))))
        assert len(list(work.timeline.events(EventQuery()))) == 1
    assert store.timeline.clusters() == ()
    assert list(store.ledger()) == []


def test_an_error_takes_everything_back(store: SqlStore) -> None:
    cluster = a_cluster()
    unwritable = Write(cluster.id, "01900000-0000-7000-8000-ffffffffffff", {"type": "event", "title": "no date"})
    with pytest.raises(InvalidDataError, match="not an event document"):
        record(store, cluster, an_event(cluster), unwritable)
    assert list(store.ledger()) == []
    assert store.verify().problems == ()


def test_text_that_no_encoding_can_hold_is_refused(store: SqlStore) -> None:
    cluster = a_cluster()
    with pytest.raises(InvalidDataError, match="cannot be written down"):
        record(store, cluster, an_event(cluster, "half of a pair: \ud83d"))


def test_revisions_form_one_chain_for_each_cluster(store: SqlStore) -> None:
    first, second = a_cluster("a"), a_cluster("b")
    events = [an_event(first), an_event(second), an_event(first)]
    record(store, first, second, *events)
    ledger = list(store.ledger())
    assert [revision.entity_id for revision in ledger] == [
        first.id, events[0].id, events[2].id, second.id, events[1].id,
    ]  # fmt: skip
    assert all(is_intact(revision) for revision in ledger)
    previous = [revision.previous_hash for revision in ledger]
    assert previous == [GENESIS, ledger[0].hash, ledger[1].hash, GENESIS, ledger[3].hash]


def test_says_who_recorded_when_and_why(store: SqlStore) -> None:
    cluster = a_cluster()
    when = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
    with store.unit_of_work(author="민수", recorded_at=when) as work:
        list(work.append([Write(cluster.id, cluster.id, cluster.to_document(), "first of all")]))
        work.commit()
    (revision,) = store.timeline.revisions(cluster.id)
    assert (revision.author, revision.reason, revision.number) == ("민수", "first of all", 1)
    assert revision.recorded_at == "2026-01-02T03:04:05.000678Z"
    assert json.loads(revision.document)["name"] == "production"


class TestAmending:
    def test_the_newest_revision_is_what_an_event_reads_as(self, store: SqlStore) -> None:
        cluster = a_cluster()
        event = an_event(cluster, "velero 1.0", changes=(a_change("velero", "1.0"), a_change("etcd", "3")))
        moved = an_event(cluster, "velero 1.1", "2018-01-01", id=event.id, changes=(a_change("velero", "1.1"),))
        record(store, cluster, event)
        record(store, moved)
        assert list(store.timeline.events(EventQuery())) == [moved]
        assert [revision.number for revision in store.timeline.revisions(event.id)] == [1, 2]
        assert [str(subject) for subject in store.timeline.subjects()] == ["velero"]
        assert list(store.timeline.state(cluster.id).values.values()) == ["1.1"]

    def test_several_revisions_of_one_event_in_one_batch(self, store: SqlStore) -> None:
        cluster = a_cluster()
        event = an_event(cluster, "one")
        amended = an_event(cluster, "two", id=event.id)
        other = an_event(cluster, "other")
        record(store, cluster, event, amended, other, retracting(other))
        assert [each.title for each in store.timeline.events(EventQuery())] == ["two"]
        assert store.verify().problems == ()

    def test_refuses_a_change_to_an_outdated_revision(self, store: SqlStore) -> None:
        cluster = a_cluster()
        event = an_event(cluster)
        record(store, cluster, event)
        (write,) = writing(event)
        record(store, Write(write.cluster_id, write.entity_id, write.document, expected_number=1))
        with pytest.raises(ConflictError, match="revision 2 is recorded"):
            record(store, Write(write.cluster_id, write.entity_id, write.document, expected_number=1))

    def test_a_retracted_event_is_in_the_ledger_and_nowhere_else(self, store: SqlStore) -> None:
        cluster = a_cluster()
        event = an_event(cluster, "velero", changes=(a_change("velero"),))
        record(store, cluster, event)
        record(store, retracting(event, "it was staging"))
        assert list(store.timeline.events(EventQuery())) == []
        assert list(store.timeline.events(EventQuery(subjects=("velero",)))) == []
        assert store.timeline.state(cluster.id).values == {}
        assert store.timeline.subjects() == ()
        assert [revision.reason for revision in store.timeline.revisions(event.id)] == ["", "it was staging"]
        with pytest.raises(NotFoundError, match="retracted"):
            store.timeline.event(event.id)

    def test_a_retracted_event_is_found_with_its_tombstone(self, store: SqlStore) -> None:
        cluster, elsewhere = a_cluster(), a_cluster("elsewhere")
        first, second, kept = (an_event(cluster, title) for title in ("first", "second", "kept"))
        record(store, cluster, elsewhere, first, second, kept)
        record(store, retracting(second, "typo"), retracting(first), author="minji")
        for reference in (second.id, second.id.upper(), second.id[-8:]):
            found = store.timeline.retracted_event(reference)
            assert (found.event, found.tombstone.reason, found.tombstone.author) == (second, "typo", "minji")
        assert [found.event for found in store.timeline.retracted_events([cluster.id])] == [second, first]
        assert store.timeline.retracted_events([elsewhere.id]) == ()
        for reference in (kept.id, cluster.id):
            with pytest.raises(NotFoundError, match="no retracted event"):
                store.timeline.retracted_event(reference)
        with pytest.raises(ConflictError, match="several events"):
            store.timeline.retracted_event(first.id[:12])

    def test_a_retracted_event_can_come_back(self, store: SqlStore) -> None:
        cluster = a_cluster()
        event = an_event(cluster)
        record(store, cluster, event, retracting(event))
        record(store, event)
        assert list(store.timeline.events(EventQuery())) == [event]
        assert store.timeline.retracted_events([cluster.id]) == ()


class TestClusters:
    def test_a_name_belongs_to_one_cluster(self, store: SqlStore) -> None:
        record(store, a_cluster("production"))
        with pytest.raises(ConflictError, match="another cluster is called 'production'"):
            record(store, a_cluster("production"))

    def test_a_renamed_cluster_frees_its_name(self, store: SqlStore) -> None:
        old = a_cluster("production")
        record(store, old)
        record(store, a_cluster("legacy", id=old.id))
        record(store, a_cluster("production"))
        assert [cluster.name for cluster in store.timeline.clusters()] == ["legacy", "production"]

    def test_finds_by_name_in_any_case_and_by_identifier(self, store: SqlStore) -> None:
        cluster = a_cluster("Tokyo")
        record(store, cluster)
        assert store.timeline.cluster("tokyo") == store.timeline.cluster(cluster.id) == cluster

    def test_an_unknown_name_comes_with_a_suggestion(self, store: SqlStore) -> None:
        record(store, a_cluster("production"), a_cluster("staging"))
        with pytest.raises(NotFoundError) as caught:
            store.timeline.cluster("prodution")
        assert caught.value.suggestions == ("production",)


def test_source_keys_are_known_even_after_a_retraction(store: SqlStore) -> None:
    from tracker.domain.event import Provenance

    cluster = a_cluster()
    events = [an_event(cluster, provenance=Provenance("csv", key=f"row {number}")) for number in range(3)]
    record(store, cluster, *events)
    record(store, retracting(events[1]))
    assert store.timeline.known_keys(cluster.id, ["row 1", "row 2", "row 9"]) == {
        "row 1": events[1].id,
        "row 2": events[2].id,
    }
    assert store.timeline.known_keys(a_cluster("other").id, ["row 1"]) == {}


def test_an_event_is_found_by_a_unique_beginning_or_ending(store: SqlStore) -> None:
    cluster = a_cluster()
    one = an_event(cluster, id="01a00000-0000-7000-8000-0000000000aa")
    other = an_event(cluster, id="01a00000-0000-7000-8000-0000000000ab")
    record(store, cluster, one, other)
    assert store.timeline.event("01A00000-0000-7000-8000-0000000000aA") == one
    assert store.timeline.event("00AA") == one
    with pytest.raises(ConflictError, match=r"0000000000aa, .*0000000000ab"):
        store.timeline.event("01a00000")
    with pytest.raises(NotFoundError, match="no event begins or ends with 'ff'"):
        store.timeline.event("ff")


def test_a_reader_sees_what_another_connection_commits(store: SqlStore, location: str) -> None:
    cluster = a_cluster()
    with opened(location) as other:
        record(other, cluster)
    assert store.timeline.clusters() == (cluster,)
