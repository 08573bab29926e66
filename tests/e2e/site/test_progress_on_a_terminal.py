"""A build on a real terminal shows how far it is, and leaves nothing but its result; a pipe gets nothing of it."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.support.pseudo_terminal import Ran, run_on_a_terminal
from tracker.cli.exit_codes import ExitCode

CLEAR = "\r\x1b[K"


def build_on_a_terminal(
    store: Path, target: Path, columns: int, *, is_stdout_piped: bool = True, interrupted_at: str | None = None
) -> Ran:
    command = [sys.executable, "-m", "tracker", "--store", str(store), "site", "build", "-o", str(target)]
    environment = {**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    return run_on_a_terminal(
        command,
        columns,
        environment=environment,
        is_stdout_piped=is_stdout_piped,
        interrupted_at=interrupted_at,
    )


@pytest.mark.parametrize(("columns", "is_stdout_piped"), [(40, True), (80, False), (200, True)])
def test_a_build_draws_one_line_and_leaves_its_result(
    store: Path, tmp_path: Path, columns: int, *, is_stdout_piped: bool
) -> None:
    ran = build_on_a_terminal(store, tmp_path / "site", columns, is_stdout_piped=is_stdout_piped)
    assert (ran.status, ran.piped) == (0, "")
    first, *drawn, left = ran.drawn.split(CLEAR)
    assert first == ""
    shown = [each for each in drawn if each]
    assert {each.partition(" ")[0] for each in shown} == {"clusters", "pages"}
    for each in shown:
        assert re.fullmatch(r"\w+ █*░* +[\d,]+ of [\d,]+", each)
        assert len(each) < columns
    # No line was begun before the last one, and the bar is gone from that.
    assert re.fullmatch(rf"{re.escape(str(tmp_path / 'site'))}: 2 clusters, .*; [\d,]+ of them written\r\n", left)


def test_a_build_that_is_interrupted_says_so_on_an_empty_line(store: Path, tmp_path: Path) -> None:
    ran = build_on_a_terminal(store, tmp_path / "site", 80, interrupted_at="pages ")
    assert ran.status == ExitCode.INTERRUPTED
    *_, last, left = ran.drawn.split(CLEAR)
    assert re.search(r"█* [\d,]+ of [\d,]+$", last)
    assert re.fullmatch(r"tracker: interrupted.*\r\n", left)
    assert not (tmp_path / "site").exists()
