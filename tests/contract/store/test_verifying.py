"""Whatever is changed behind tracker's back is found, and its place is named."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from tests.support.journal import a_change, a_cluster, an_event, record, retracting
from tests.support.stores import opened
from tracker.domain.errors import StoreError
from tracker.domain.event import Provenance
from tracker.services.ports import EventQuery, Verification
from tracker.store.opening import connect
from tracker.store.statement import Statement
from tracker.store.store import SqlStore

CLUSTER = a_cluster("tokyo")
EVENTS = [
    an_event(CLUSTER, f"event {number}", changes=(a_change("etcd", f"3.{number}"),), provenance=Provenance("csv", key=f"k{number}"))
    for number in range(3)
]  # fmt: skip


@pytest.fixture
def journal(location: str) -> str:
    with opened(location) as store:
        record(store, CLUSTER, *EVENTS, a_cluster("osaka"))
        record(store, retracting(EVENTS[0]))
    return location


def tamper(location: str, sql: str) -> None:
    """Change the database by hand."""
    with closing(connect(location)) as database:
        database.begin()
        database.run(Statement(sql))
        database.commit()


def verify(location: str) -> Verification:
    with opened(location) as store:
        return store.verify()


def test_an_untouched_store_has_no_problems(journal: str) -> None:
    result = verify(journal)
    assert (result.clusters, result.revisions, result.events) == (2, 6, 2)
    assert (result.problems, result.branches) == ((), {})


LEDGER = "cluster tokyo, position 3, event {} revision 1"
SECOND = f"event {EVENTS[1].id}"
TAMPERING = {
    "a letter in a document": (
        "UPDATE ledger SET document = replace(document, 'event 1', 'event 7') WHERE position = 3",
        f"cluster tokyo, position 3, {SECOND} revision 1",
        "changed after it was written",
    ),
    "an author": (
        "UPDATE ledger SET author = 'nobody' WHERE position = 3",
        f"cluster tokyo, position 3, {SECOND} revision 1",
        "changed after it was written",
    ),
    "a hash": (
        "UPDATE ledger SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE position = 3",
        f"cluster tokyo, position 4, event {EVENTS[2].id} revision 1",
        "the revision that it follows",
    ),
    "a revision in the middle": (
        "DELETE FROM ledger WHERE position = 3",
        f"cluster tokyo, position 4, event {EVENTS[2].id} revision 1",
        "revisions before it are missing: 3",
    ),
    "the end of a chain": (
        "DELETE FROM ledger WHERE position = 5",
        "cluster tokyo, position 4",
        "its end was lost or changed",
    ),
    "the head of a chain": (
        "DELETE FROM chain_heads WHERE length = 5",
        "cluster tokyo",
        "the head of its chain is not recorded",
    ),
    "a whole chain": ("DELETE FROM ledger", "cluster tokyo, position 0", "its end was lost or changed"),
    "a document that is no JSON": (
        "UPDATE ledger SET document = '{' WHERE position = 3",
        f"cluster tokyo, position 3, event {EVENTS[1].id}",
        "its document cannot be read",
    ),
    "a listed event": ("DELETE FROM events WHERE position = 3", f"cluster tokyo, {SECOND}", "it is not listed"),
    "an event's time": (
        "UPDATE events SET sort_at = sort_at - 100000000 WHERE position = 3",
        f"cluster tokyo, {SECOND}",
        "its place in the timeline",
    ),
    "a retracted event that is listed": (
        f"UPDATE events SET id = '{EVENTS[0].id}' WHERE position = 3",
        f"cluster tokyo, event {EVENTS[0].id}",
        "the ledger does not have it",
    ),
    "a change's value": (
        "UPDATE changes SET value = '9.9' WHERE value = '3.1'",
        f"cluster tokyo, {SECOND}",
        "its changes are not those in the ledger",
    ),
    "a lost change": (
        "DELETE FROM changes WHERE value = '3.1'",
        f"cluster tokyo, {SECOND}",
        "its changes are not those in the ledger",
    ),
    "a subject": ("DELETE FROM subjects", "cluster tokyo, subject etcd", "the list of subjects"),
    "a source key": (
        "UPDATE source_keys SET source_key = 'other' WHERE source_key = 'k1'",
        f"cluster tokyo, {SECOND}",
        "the source key 'other' is not that of this event",
    ),
    "a lost source key": (
        "DELETE FROM source_keys WHERE source_key = 'k1'",
        f"cluster tokyo, {SECOND}",
        "its source key 'k1' is not listed",
    ),
    "a cluster's name": ("UPDATE clusters SET name = 'kyoto' WHERE name = 'tokyo'", "cluster kyoto", "list of clusters"),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "place", "message"), TAMPERING.values(), ids=TAMPERING)
def test_finds_and_names(journal: str, sql: str, place: str, message: str) -> None:
    tamper(journal, sql)
    problems = verify(journal).problems
    assert any(problem.place == place and message in problem.message for problem in problems), problems


PROJECTIONS = [name for name, (sql, *_) in TAMPERING.items() if "ledger" not in sql and "chain_heads" not in sql]


@pytest.mark.parametrize("name", PROJECTIONS)
def test_a_rebuild_mends_the_projections(journal: str, name: str) -> None:
    with opened(journal) as store:
        before = snapshot(store)
    tamper(journal, TAMPERING[name][0])
    with opened(journal) as store:
        assert store.rebuild() == 2
        assert store.verify().problems == ()
        assert snapshot(store) == before


def snapshot(store: SqlStore) -> dict[str, list[Any]]:
    """All rows of all projections; the number of a row in the index is not part of what they say."""
    columns = {"clusters": "*", "changes": "*", "subjects": "*", "source_keys": "*", "events": "id, sort_at, position"}
    return {
        table: sorted(store.database.rows(Statement(f"SELECT {names} FROM {table}")), key=repr)
        for table, names in columns.items()
    }


@contextmanager
def full_text(location: str) -> Iterator[str]:
    """The statement that spoils the full-text index of a database."""
    if location.startswith("postgresql"):
        yield "UPDATE events SET terms = '''nonsense'':1' WHERE position = 3"
    else:
        yield "INSERT INTO search(search) VALUES ('delete-all')"


def test_finds_a_spoilt_search_index_and_a_rebuild_mends_it(journal: str) -> None:
    with full_text(journal) as spoil:
        tamper(journal, spoil)
    assert any("search" in f"{problem.place} {problem.message}" for problem in verify(journal).problems)
    with opened(journal) as store:
        store.rebuild()
        assert store.verify().problems == ()


def test_a_problem_tells_the_day_of_its_event(journal: str) -> None:
    tamper(journal, "UPDATE ledger SET author = 'nobody' WHERE position = 3")
    (problem,) = verify(journal).problems
    assert problem.day == EVENTS[1].when.day


def test_a_lost_document_is_reported_when_it_is_asked_for(journal: str) -> None:
    tamper(journal, "DELETE FROM ledger WHERE position = 3")
    with opened(journal) as store, pytest.raises(StoreError, match="tracker verify"):
        list(store.timeline.events(EventQuery()))
