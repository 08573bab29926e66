"""An import that several processes read records the same as one that a single process reads, in the same order."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.support.stores import opened, sqlite_store_at
from tracker.domain.cluster import Cluster
from tracker.domain.errors import ImporterError, NotFoundError
from tracker.domain.event import EventKind
from tracker.importers.jsonl_batches import prepared_batches
from tracker.importers.jsonl_events import Source
from tracker.services.importing import ImportPlan, ImportSummary, import_batches
from tracker.services.ports import EventQuery, Write
from tracker.services.preparing import prepare
from tracker.store.store import SqlStore
from tracker.workers import in_order

NOW = datetime(2026, 1, 2, tzinfo=UTC)
SEOUL = Cluster("01900000-0000-7000-8000-000000000001", "seoul", zone="Asia/Seoul")
TOKYO = Cluster("01900000-0000-7000-8000-000000000002", "tokyo", zone="Asia/Tokyo")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.importers.jsonl_events.BATCH", 10)


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[SqlStore]:
    with opened(sqlite_store_at(tmp_path / "twin.db")) as store:
        yield store


def everything() -> Iterator[str]:
    """Many lines of every sort that is treated in its own way."""
    for number in range(200):
        day, cluster = f"2024-05-{number % 27 + 1:02}", ("seoul", "tokyo")[number % 3 == 0]
        full = {"type": "component", "name": "kafka", "action": "upgraded", "from": "3.6", "to": f"3.7.{number}"}
        line: dict[str, Any] = {"date": day, "cluster": cluster, "title": f"변경 {number}", "changes": [full]}
        special: dict[int, dict[str, Any]] = {
            0: {"key": str(number)},
            1: {"kind": "incident", "incident": {"severity": "minor", "fix": "되돌림"}, "id": f"i{number}"},
            2: {"title": "the same again", "date": "2024-05-01", "cluster": "seoul", "changes": []},
            3: {"body": "token: s3cr3t-value-99"},
            4: {"title": "bell\x07"},
            5: {"tags": ["backup"], "visibility": "public", "translations": {"en": "change"}},
            6: {"review": ["look again"]},
        }
        line |= special.get(number % 8, {})
        if 90 <= number < 100:
            line["cluster"] = cluster.upper()
        if 150 <= number < 160:
            line["changes"] = f"velero 1.{number}"
        yield json.dumps(line, ensure_ascii=False) + "\n"
        if number % 50 == 0:
            yield "\n"


def run(store: SqlStore, lines: Iterator[str], processes: int, **plan: Any) -> ImportSummary:
    known = {each.name: each for each in store.timeline.clusters()}
    if not known:
        with store.unit_of_work(author="kim", recorded_at=NOW) as work:
            list(work.append(Write(each.id, each.id, each.to_document()) for each in (SEOUL, TOKYO)))
            work.commit()
    with store.unit_of_work(author="kim", recorded_at=NOW) as work:
        batches = prepared_batches(
            lines,
            Source("x.jsonl", lambda name: work.timeline.cluster(name).zone),
            {each.name: each.zone for each in (SEOUL, TOKYO)},
            partial(prepare, draft=work.draft, visibility=ImportPlan(None, NOW).visibility),
            in_order,
            processes,
        )
        summary = import_batches(work, batches, ImportPlan(None, NOW, origin="x.jsonl", **plan))
        work.commit()
    return summary


def ledger(store: SqlStore) -> list[tuple[str, str]]:
    return [(revision.cluster_id, revision.document) for revision in store.ledger()]


def test_the_ledger_does_not_depend_on_the_number_of_processes(store: SqlStore, twin: SqlStore) -> None:
    together, alone = run(store, everything(), 3), run(twin, everything(), 1)
    assert ledger(store) == ledger(twin)
    assert len(ledger(store)) == 202
    assert (together.recorded, together.to_review, together.kinds) == (alone.recorded, alone.to_review, alone.kinds)
    assert [event.title for event in together.review] == [event.title for event in alone.review]
    assert together.kinds[EventKind.INCIDENT] == 25
    for each in (store, twin):
        assert not each.verify().problems


def test_nothing_secret_and_no_control_character_comes_in(store: SqlStore) -> None:
    summary = run(store, everything(), 2)
    documents = "".join(document for _, document in ledger(store))
    assert "s3cr3t" not in documents
    assert "\\u0007" not in documents
    assert summary.to_review == 75


def test_a_second_import_adds_nothing(store: SqlStore) -> None:
    run(store, everything(), 2)
    before = ledger(store)
    again = run(store, everything(), 2)
    assert (again.recorded, again.known) == (0, 200)
    assert ledger(store) == before


def test_the_first_broken_line_is_named_and_nothing_stays(store: SqlStore) -> None:
    lines = list(everything())
    lines[84], lines[171] = "{", '{"cluster": "seoul", "title": "no date"}'
    with pytest.raises(ImporterError, match="not JSON") as caught:
        run(store, iter(lines), 3)
    assert caught.value.place == "line 85"
    assert not list(store.timeline.events(EventQuery()))
    summary = run(store, iter(lines), 3, keep_going=True)
    assert [(skip.place, summary.skipped) for skip in summary.skips] == [("line 85", 2), ("line 172", 2)]
    assert summary.recorded == 198


def test_an_unknown_cluster_ends_it(store: SqlStore) -> None:
    lines = [*everything(), '{"date": "2024-05-01", "title": "x", "cluster": "soul"}']
    with pytest.raises(NotFoundError, match="soul"):
        run(store, iter(lines), 2)
    assert not list(store.timeline.events(EventQuery()))


def test_an_empty_file_is_refused(store: SqlStore) -> None:
    with pytest.raises(ImporterError, match="the file is empty"):
        run(store, iter(["\n"] * 50), 2)


def test_a_text_is_seen_from_the_full_changes_before_it(store: SqlStore) -> None:
    full = {"type": "component", "name": "kafka", "action": "added", "to": "3.6"}
    lines = [
        {"date": "2024-05-01", "cluster": "seoul", "title": "in full", "changes": [full]},
        {"date": "2024-05-02", "cluster": "seoul", "title": "as a text", "changes": "kafka 3.7"},
    ]
    run(store, iter(map(json.dumps, lines)), 1)
    *_, last = store.timeline.events(EventQuery(newest_first=False))
    assert [(change.action, change.before, change.to) for change in last.changes] == [("upgraded", "3.6", "3.7")]
