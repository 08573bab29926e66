"""The compiled statements are those of the definitions, and SQLite answers the daily ones from an index."""

import sqlite3
from pathlib import Path
from typing import get_args

import pytest

from scripts.compile_statements import TARGET, compiled_module
from tests.support.stores import sqlite_store_at
from tracker.store.compiled import sqlite as sql
from tracker.store.statement import Statement
from tracker.store.tables import Dialect


@pytest.mark.parametrize("dialect", get_args(Dialect))
def test_compiled_statements_are_up_to_date(dialect: Dialect) -> None:
    written = (TARGET / f"{dialect}.py").read_text(encoding="utf-8")
    assert written == compiled_module(dialect), "run: python -m scripts.compile_statements"


LOG = sql.SELECT_EVENTS.followed_by(sql.NEWEST_FIRST)
LOG_OF_CLUSTER = sql.SELECT_EVENTS.where(sql.EVENTS_OF_CLUSTER, sql.EVENTS_UNTIL).followed_by(sql.NEWEST_FIRST)
OUTLINES = sql.SELECT_OUTLINES.where(sql.EVENTS_OF_CLUSTER).followed_by(sql.OLDEST_FIRST)
SEARCH = sql.SEARCH_EVENTS.where(sql.MATCHES).followed_by(sql.HITS_NEWEST_FIRST)


@pytest.mark.parametrize(
    ("statement", "steps"),
    [
        (sql.STATE, ["SEARCH candidates USING PRIMARY KEY", "SEARCH changes USING PRIMARY KEY"]),
        (sql.HISTORY, ["SEARCH changes USING PRIMARY KEY"]),
        (LOG, ["SCAN events USING INDEX ix_events_sort_at", "SEARCH ledger USING INDEX", "FOR RIGHT PART OF ORDER BY"]),
        (LOG_OF_CLUSTER, ["SEARCH events USING INDEX ix_events_cluster_id_sort_at", "FOR RIGHT PART OF ORDER BY"]),
        (OUTLINES, ["SEARCH events USING INDEX ix_events_cluster_id_sort_at", "FOR RIGHT PART OF ORDER BY"]),
        (
            sql.SELECT_CLUSTERS,
            ["SCAN clusters", "SEARCH ledger USING INDEX sqlite_autoindex_ledger_1 (cluster_id=? AND"],
        ),
        (SEARCH, ["SCAN search VIRTUAL TABLE", "SEARCH events USING INDEX ix_events_number"]),
        (
            sql.EVENTS_WITH_PREFIX,
            ["SEARCH events USING INDEX sqlite_autoindex_events_1 (cluster_id=? AND id>? AND id<?)"],
        ),
        (sql.REVISIONS_OF_ENTITY, ["SEARCH ledger USING INDEX ix_ledger_cluster_id_entity_id"]),
        (sql.KNOWN_KEYS, ["SEARCH source_keys USING PRIMARY KEY"]),
        (sql.LATEST_NUMBERS, ["SEARCH ledger USING INDEX ix_ledger_cluster_id_entity_id"]),
    ],
    ids=[
        "state",
        "history",
        "log",
        "log of a cluster",
        "outlines",
        "clusters",
        "search",
        "event by prefix",
        "revisions",
        "known keys",
        "numbers",
    ],
)
def test_sqlite_answers_from_an_index(statement: Statement, steps: list[str], tmp_path: Path) -> None:
    connection = sqlite3.connect(sqlite_store_at(tmp_path / "tracker.db"))
    try:
        values = ["[]"] * len(statement.parameters)
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", values)]
    finally:
        connection.close()
    for step in steps:
        assert any(step in line for line in plan), plan
