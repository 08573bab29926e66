"""How long a person waits after typing one event: beside jrnl and `sqlite-utils insert`, whole processes all of them."""

import json
from collections.abc import Iterator
from pathlib import Path

from bench.comparison import Comparison, NotRun, Row, command
from bench.peers import peer, tracker
from bench.stores import empty_store

_WORK = "`tracker add`, whole process"
_TEXT = "kubernetes v1.31.4 / kube-aws v0.16.0"


def rows(folder: Path) -> Iterator[Row]:
    """One row for each peer."""
    store = empty_store(folder / "add.db", 1_000)
    ours = command("tracker", tracker(), "--store", store, "--cluster", "prod-000", "add", _TEXT, "--on", "2026-01-02")
    jrnl = peer("jrnl")
    if jrnl:
        settings = folder / "jrnl.yaml"
        journal = folder / "journal.txt"
        settings.write_text(f"version: v4.0\njournals:\n  default: {journal}\ncolors: {{}}\nencrypt: false\n")
        theirs = command("jrnl", jrnl, "--config-file", settings, f"2026-01-02: {_TEXT}")
        yield Comparison(_WORK, ours, theirs, must=2.0, aim=1.0, turns=15)
    else:
        yield NotRun(_WORK, "no jrnl")
    sqlite_utils = peer("sqlite-utils")
    if sqlite_utils:
        row = json.dumps({"day": "2026-01-02", "title": _TEXT}).encode()
        insert = command("sqlite-utils insert", sqlite_utils, "insert", folder / "peer.db", "events", "-", stdin=row)
        yield Comparison(_WORK, ours, insert, must=2.0, aim=1.0, turns=15)
    else:
        yield NotRun(_WORK, "no sqlite-utils")
