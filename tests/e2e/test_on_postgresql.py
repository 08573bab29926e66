"""The same commands on PostgreSQL: a history comes in, is read, corrected, taken out and verified."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.cli import CommandLine, command_line
from tests.support.site_build import content
from tests.support.stores import postgres_store
from tracker import bundled

if TYPE_CHECKING:
    from tests.support.postgres_server import PostgresServer

pytestmark = pytest.mark.postgres
SAMPLE = str(bundled.path("data") / "samples" / "kube-aws-journal.md")


@pytest.fixture
def seoul(postgres: "PostgresServer", tmp_path: Path) -> Iterator[CommandLine]:
    with postgres_store(postgres) as url:
        line = command_line(tmp_path, TRACKER_STORE=url)
        line.ok("cluster", "add", "seoul", "--provider", "kube-aws", "--zone", "Asia/Seoul")
        yield line


def test_a_history_from_import_to_export(seoul: CommandLine, tmp_path: Path) -> None:
    assert "53 recorded into seoul" in seoul.ok("import", "journal", SAMPLE, "--no-check").stdout
    assert "53 known already" in seoul.ok("import", "journal", SAMPLE).stdout
    assert seoul.ok("search", "백업", "--format", "json").json[0]["date"] == "2017-06-05"
    assert len(seoul.ok("log", "--kind", "incident", "--format", "json").json) == 3
    event = seoul.ok("add", "kubernetes v1.7.5", "--no-check", "--format", "json").json["id"]
    seoul.ok("amend", event[-8:], "kubernetes v1.7.6")
    assert seoul.ok("state", "--format", "json").json[1]["value"] == "v1.7.6"
    seoul.ok("retract", event, "--why", "a test")
    assert "intact: 57 revisions" in seoul.ok("verify").stdout
    seoul.ok("db", "backup", "ledger.jsonl")
    seoul.ok("--store", "copy.db", "db", "restore", "ledger.jsonl")
    assert seoul.ok("--store", "copy.db", "export", "jsonl").stdout == seoul.ok("export", "jsonl").stdout


def test_mistakes_are_one_line(seoul: CommandLine, tmp_path: Path) -> None:
    assert "tracker:" in seoul.fails("log", "--store", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert "did you mean seoul?" in seoul.fails("log", "--cluster", "soul")


def test_its_site_is_that_of_the_same_ledger_in_sqlite_byte_for_byte(seoul: CommandLine, tmp_path: Path) -> None:
    seoul.ok("import", "journal", SAMPLE, "--no-check")
    seoul.ok("add", "kubernetes v1.7.5", "--no-check", "--visibility", "public")
    seoul.ok("db", "backup", "ledger.jsonl")
    seoul.ok("--store", "copy.db", "db", "restore", "ledger.jsonl")
    for edition in ("internal", "public"):
        seoul.ok("site", "build", "-o", f"postgresql-{edition}", "--edition", edition)
        seoul.ok("--store", "copy.db", "site", "build", "-o", f"sqlite-{edition}", "--edition", edition)
        assert content(tmp_path / f"postgresql-{edition}") == content(tmp_path / f"sqlite-{edition}")
