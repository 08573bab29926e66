"""The commands that people type all day load no heavy library: each would cost more than the command itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.journal import a_change, a_cluster, an_event, record
from tests.support.stores import opened, sqlite_store_at

HEAVY = {"sqlalchemy", "alembic", "pydantic", "jinja2", "yaml", "markdown_it", "psycopg"}
_LOADED = """
import json, sys
from tracker.cli.app import main
sys.argv[0] = "tracker"
try:
    main()
finally:
    json.dump(sorted({name.partition(".")[0] for name in sys.modules}), sys.stderr)
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    cluster = a_cluster()
    path = sqlite_store_at(tmp_path / "tracker.db")
    with opened(path) as store:
        record(store, cluster, an_event(cluster, "velero 1.0", changes=(a_change("velero", "1.0"),)))
    return path


@pytest.mark.parametrize(
    ("command", "allowed"),
    [
        (["--help"], {"rich"}),
        (["add", "kubernetes v1.29.3", "--on", "2024-05-01"], set()),
        (["log"], set()),
        (["state"], set()),
        (["search", "velero"], set()),
        (["history", "velero"], set()),
        (["log", "--format", "json"], set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_loads_nothing_heavy(store: Path, command: list[str], allowed: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, "--store", str(store), *command],
        capture_output=True,
        text=True,
        check=False,
        cwd=store.parent,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert "sqlite3" in loaded or command == ["--help"], "the command did not reach the store"
    assert loaded & ((HEAVY | {"rich"}) - allowed) == set()
