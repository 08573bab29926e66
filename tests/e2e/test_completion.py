"""The shell completes commands, clusters, subjects and identifiers, and never fails while doing so."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli import CommandLine


def _complete(line: CommandLine, words: str) -> list[str]:
    """What bash is offered behind these words; the last of them is being typed."""
    typed = f"tracker {words}"
    variables = {
        "_TRACKER_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split(" ")) - 1),
    }
    return [word for word in line("", env=variables).lines if word]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("lo", ["log"]),
        ("import j", ["journal", "jsonl"]),
        ("cluster re", ["retire"]),
        ("log --cluster s", ["seoul"]),
        ("cluster show s", ["seoul"]),
        ("history Max", ["MaxScale"]),
        ("log --component nodeM", ["nodeMonitorGracePeriod"]),
        ("log --sin", ["--since"]),
        ("log --format y", ["yaml"]),
    ],
)
def test_offers(history: CommandLine, words: str, offered: list[str]) -> None:
    assert _complete(history, words) == offered


def test_offers_identifiers_of_events(history: CommandLine) -> None:
    identifiers = {row["id"] for row in history.ok("log", "--format", "json").json}
    assert set(_complete(history, "show 0")) == identifiers
    assert set(_complete(history, "retract 0")) == identifiers


def test_offers_from_the_store_that_was_typed(history: CommandLine) -> None:
    history.ok("--store", "other.db", "init")
    history.ok("--store", "other.db", "cluster", "add", "busan")
    assert _complete(history, "--store other.db log --cluster b") == ["busan"]


@pytest.mark.parametrize("words", ["log --cluster ", "show ", "history "])
def test_offers_nothing_where_there_is_no_store(tracker: CommandLine, words: str) -> None:
    assert _complete(tracker, words) == []


def test_completing_loads_no_heavy_library(history: CommandLine) -> None:
    script = (
        "import json, sys\n"
        "from tracker.cli.app import run\n"
        "run([])\n"
        "json.dump(sorted({name.partition('.')[0] for name in sys.modules}), sys.stderr)\n"
    )
    typed = "tracker log --cluster s"
    variables = {"_TRACKER_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": "3"}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**history.environment, **variables},
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert ran.stdout.split() == ["seoul"]
    assert not set(json.loads(ran.stderr)) & {"sqlalchemy", "alembic", "rich", "pydantic", "jinja2", "yaml"}
