"""Command lines in a folder of their own."""

from pathlib import Path

import pytest

from tests.support.cli import CommandLine, command_line
from tests.support.stores import sqlite_store_at


@pytest.fixture
def tracker(tmp_path: Path) -> CommandLine:
    """Runs command lines in an empty folder, away from the developer's settings and stores."""
    return command_line(tmp_path)


@pytest.fixture
def seoul(tmp_path: Path) -> CommandLine:
    """The same, with a store that has one cluster, seoul, in its time zone."""
    store = sqlite_store_at(tmp_path / "tracker.db")
    line = command_line(tmp_path, TRACKER_STORE=str(store))
    line.ok("cluster", "add", "seoul", "--provider", "kube-aws", "--zone", "Asia/Seoul")
    return line


@pytest.fixture
def history(seoul: CommandLine) -> CommandLine:
    """The same, with some history."""
    for day, text in (
        ("2017-01-10", "kube-aws v0.9.3 / kubernetes v1.5.1"),
        ("2017-01-12", "MaxScale added, Labelgun added"),
        ("2017-02-01", 'nodeMonitorGracePeriod: "90s" #network'),
        ("2017-03-06", "kube-aws v0.9.4 / kubernetes v1.5.3, Labelgun 은퇴"),
        ("2017-04-01", "야간 자동백업을 점검"),
    ):
        seoul.ok("add", text, "--on", day, "--no-check")
    return seoul
