"""A ledger goes out as lines and comes back as it was; two ledgers of one cluster become one, and lose nothing."""

from collections.abc import Iterable

import pytest

from tests.support.journal import RECORDED_AT, a_change, a_cluster, an_event, record, retracting
from tests.support.stores import opened
from tracker.domain.errors import ConflictError, InvalidDataError
from tracker.domain.ledger import Revision
from tracker.domain.ledger_line import format_line, parse_line
from tracker.services.ports import EventQuery
from tracker.store.store import SqlStore


@pytest.fixture
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterable[SqlStore]:
    """Another store, offline."""
    from tests.support.stores import sqlite_store_at

    with opened(sqlite_store_at(tmp_path_factory.mktemp("laptop") / "tracker.db")) as store:
        yield store


def merge(target: SqlStore, revisions: Iterable[Revision]) -> list[Revision]:
    with target.unit_of_work(author="", recorded_at=RECORDED_AT) as work:
        merged = list(work.merge(revisions))
        work.commit()
    return merged


def lines(store: SqlStore) -> list[str]:
    return [format_line(revision) for revision in store.ledger()]


def titles(store: SqlStore) -> list[str]:
    return [event.title for event in store.timeline.events(EventQuery(newest_first=False))]


def test_lines_round_trip_byte_for_byte(store: SqlStore, laptop: SqlStore) -> None:
    tokyo, osaka = a_cluster("tokyo"), a_cluster("osaka", zone="Asia/Tokyo")
    event = an_event(tokyo, '자동백업 "quoted" \u2028 \\ 🚀', changes=(a_change("velero", "1.0"),))
    record(laptop, tokyo, osaka, event, an_event(osaka), retracting(event))
    exported = lines(laptop)
    merge(store, map(parse_line, exported))
    assert lines(store) == exported
    assert titles(store) == titles(laptop)
    assert store.verify().problems == ()


def test_a_second_merge_adds_nothing(store: SqlStore, laptop: SqlStore) -> None:
    cluster = a_cluster()
    record(laptop, cluster, an_event(cluster))
    assert len(merge(store, laptop.ledger())) == 2
    assert merge(store, laptop.ledger()) == []
    assert merge(laptop, store.ledger()) == []


class TestTwoOfflineStores:
    """Both go on from the same ledger; each then takes in what the other has written."""

    @pytest.fixture
    def cluster_and_event(self, store: SqlStore, laptop: SqlStore) -> tuple[str, str]:
        cluster = a_cluster()
        event = an_event(cluster, "velero 1.0", changes=(a_change("velero", "1.0"),))
        record(store, cluster, event)
        merge(laptop, store.ledger())
        record(store, an_event(cluster, "at the desk", "2017-09-26"))
        record(store, an_event(cluster, "velero 1.1", id=event.id, changes=(a_change("velero", "1.1"),)), author="desk")
        record(laptop, an_event(cluster, "on the road", "2017-09-27"))
        return cluster.id, event.id

    @pytest.mark.usefixtures("cluster_and_event")
    def test_both_branches_are_kept(self, store: SqlStore, laptop: SqlStore) -> None:
        assert [revision.entity_id for revision in merge(store, laptop.ledger())] == [
            laptop.timeline.event(next(laptop.timeline.events(EventQuery())).id).id
        ]
        merge(laptop, store.ledger())
        assert titles(store) == titles(laptop) == ["velero 1.1", "at the desk", "on the road"]
        assert sorted(lines(store)) == sorted(lines(laptop))
        for each in (store, laptop):
            result = each.verify()
            assert result.problems == ()
            assert result.branches == {"production": 2}

    def test_the_same_revision_of_the_two_wins_everywhere(
        self, store: SqlStore, laptop: SqlStore, cluster_and_event: tuple[str, str]
    ) -> None:
        cluster_id, event_id = cluster_and_event
        cluster = store.timeline.cluster(cluster_id)
        record(laptop, an_event(cluster, "velero 1.2", id=event_id, changes=(a_change("velero", "1.2"),)))
        merge(store, laptop.ledger())
        merge(laptop, store.ledger())
        assert titles(store) == titles(laptop)
        assert store.timeline.state(cluster_id).values == laptop.timeline.state(cluster_id).values
        assert [revision.number for revision in store.timeline.revisions(event_id)] == [1, 2, 2]
        assert store.verify().problems == laptop.verify().problems == ()
        before = titles(store)
        store.rebuild()
        assert titles(store) == before

    def test_writing_goes_on_after_a_merge(
        self, store: SqlStore, laptop: SqlStore, cluster_and_event: tuple[str, str]
    ) -> None:
        merge(store, laptop.ledger())
        cluster = store.timeline.cluster(cluster_and_event[0])
        record(store, an_event(cluster, "later", "2018-01-01"))
        assert store.verify().problems == ()
        merge(laptop, store.ledger())
        assert titles(laptop)[-1] == "later"
        assert laptop.verify().problems == ()


def test_two_clusters_of_one_name_are_refused_with_a_way_out(store: SqlStore, laptop: SqlStore) -> None:
    record(store, a_cluster("production"))
    record(laptop, a_cluster("production"))
    with pytest.raises(ConflictError, match="give one of them another name"):
        merge(store, laptop.ledger())
    assert store.verify().revisions == 1


def test_a_gap_in_the_chain_is_refused(store: SqlStore, laptop: SqlStore) -> None:
    cluster = a_cluster()
    record(laptop, cluster, an_event(cluster), an_event(cluster))
    ledger = list(laptop.ledger())
    with pytest.raises(InvalidDataError, match=r"the revision before it .* is missing"):
        merge(store, [ledger[0], ledger[2]])
    assert list(store.ledger()) == []


def test_a_changed_revision_is_refused(store: SqlStore, laptop: SqlStore) -> None:
    from dataclasses import replace

    cluster = a_cluster()
    record(laptop, cluster, an_event(cluster))
    first, second = laptop.ledger()
    with pytest.raises(InvalidDataError, match="its hash does not match"):
        merge(store, [first, replace(second, author="nobody")])
    assert list(store.ledger()) == []
