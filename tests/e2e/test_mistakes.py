"""One clear line for each mistake, the right status, and never a traceback."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli import CommandLine
from tracker.cli.exit_codes import ExitCode
from tracker.store.sqlite import SqliteDatabase

TRACKER = (sys.executable, "-m", "tracker")


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["lgo"], "no such command 'lgo'. Did you mean 'log'?"),
            (["cluster", "lst"], "no such command 'lst'. Did you mean 'list'?"),
            (["import", "jurnal"], "no such command 'jurnal'. Did you mean 'journal'?"),
            (["log", "--sicne", "7d"], "no such option: --sicne; did you mean --since?"),
            (["log", "--format", "xml"], "invalid value for '--format'"),
            (["log", "-n", "0"], "invalid value for '--limit'"),
            (["show"], "missing argument 'ID'"),
            (["log", "extra"], "unexpected extra argument"),
        ],
    )
    def test_a_wrong_command_line_is_one_line_and_status_2(
        self, seoul: CommandLine, arguments: list[str], message: str
    ) -> None:
        line = seoul.fails(*arguments, status=ExitCode.USAGE)
        assert message in line
        assert line.endswith("--help')")

    @pytest.mark.parametrize("arguments", [[], ["cluster"], ["import"]])
    def test_without_a_command_the_help_is_shown(self, tracker: CommandLine, arguments: list[str]) -> None:
        ran = tracker(*arguments)
        assert ran.status == ExitCode.USAGE
        assert "Usage: tracker" in ran.stderr

    def test_the_store_may_be_named_behind_the_command(self, seoul: CommandLine) -> None:
        assert seoul.fails("log", "--store", "none.db").startswith("tracker: there is no store at")


class TestStores:
    def test_a_file_of_another_kind(self, tracker: CommandLine, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("hello" * 100)
        sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE x (y)")
        for name in ("notes.txt", "other.db"):
            assert "is not a tracker store" in tracker.fails("--store", name, "log")
        assert "cannot be read: Is a directory" in tracker.fails("--store", ".", "log")
        assert "tracker cannot keep a store at mysql://" in tracker.fails("--store", "mysql://x/y", "log")

    def test_a_store_of_a_newer_tracker(self, history: CommandLine, tmp_path: Path) -> None:
        with sqlite3.connect(tmp_path / "tracker.db") as database:
            database.execute("UPDATE alembic_version SET version_num = '20991231_1'")
        database.close()
        for command in (["log"], ["add", "x"], ["verify"], ["db", "upgrade"]):
            line = history.fails(*command)
            assert "newer" in line

    def test_a_locked_store_is_waited_for_and_then_named(
        self, history: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(SqliteDatabase.open.__func__, "__kwdefaults__", {"busy_seconds": 0.2})  # type: ignore[attr-defined]
        other = sqlite3.connect(tmp_path / "tracker.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            assert history.ok("log", "-n", "1").stdout
            assert "tracker.db is locked" in history.fails("add", "x added", "--no-check")
        finally:
            other.close()

    def test_a_byte_changed_by_hand_is_found_and_named(self, history: CommandLine, tmp_path: Path) -> None:
        with sqlite3.connect(tmp_path / "tracker.db") as database:
            database.execute("UPDATE ledger SET document = replace(document, 'MaxScale', 'MinScale')")
        database.close()
        ran = history("verify")
        assert ran.status == ExitCode.FAILURE
        assert "seoul" in ran.stdout
        assert "problem" in ran.lines[-1]

    def test_backups_and_restores(self, history: CommandLine, tmp_path: Path) -> None:
        history.ok("db", "backup", "copy.db")
        assert "exists" in history.fails("db", "backup", "copy.db")
        history.ok("--store", "restored.db", "db", "restore", "copy.db")
        assert history.ok("--store", "restored.db", "export", "jsonl").stdout == history.ok("export", "jsonl").stdout
        assert "move it away first" in history.fails("db", "restore", "copy.db")
        assert "rebuilt from the ledger: 5 events" in history.ok("db", "rebuild").stderr
        assert "is up to date" in history.ok("db", "upgrade").stderr


@pytest.mark.skipif(os.name != "posix", reason="needs permissions, signals and pipes of POSIX")
class TestProcesses:
    def _environment(self, history: CommandLine) -> dict[str, str]:
        return {**history.environment, "PYTHONPATH": str(Path(__file__).parents[2])}

    def test_a_reader_that_goes_away_is_no_failure(self, history: CommandLine, tmp_path: Path) -> None:
        lines = "".join(f"2017-01-01 note {number} of a long history\n" for number in range(3000))
        history.ok("import", "journal", "-", stdin=lines)
        for command in ("log", "log --format jsonl", "export jsonl", "export csv"):
            ran = subprocess.run(
                f"{' '.join(TRACKER)} {command} | head -n 1; echo ${{PIPESTATUS[0]}}",
                shell=True,
                executable="/bin/bash",
                capture_output=True,
                text=True,
                env=self._environment(history),
                cwd=tmp_path,
                check=True,
            )
            assert ran.stderr == ""
            assert ran.stdout.splitlines()[-1] == "0"

    def test_interrupting_is_status_130_without_a_traceback(self, history: CommandLine, tmp_path: Path) -> None:
        process = subprocess.Popen(
            [*TRACKER, "import", "journal", "-"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self._environment(history),
            cwd=tmp_path,
        )
        # More than a pipe holds: once it is written, the command has begun to read, and it waits for the rest.
        assert process.stdin
        process.stdin.write("\n" * (1 << 20))
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == ExitCode.INTERRUPTED
        assert errors == "tracker: interrupted; what was acknowledged is recorded, nothing else\n"

    def test_a_full_disk_is_named(self, history: CommandLine, tmp_path: Path) -> None:
        ran = subprocess.run(
            f"{' '.join(TRACKER)} log > /dev/full",
            shell=True,
            capture_output=True,
            text=True,
            env=self._environment(history),
            cwd=tmp_path,
            check=False,
        )
        assert (ran.returncode, ran.stderr.count("\n")) == (ExitCode.FAILURE, 1)
        assert "the disk is full" in ran.stderr

    def test_python_dash_m_is_the_command(self, history: CommandLine, tmp_path: Path) -> None:
        ran = subprocess.run(
            [*TRACKER, "--version"],
            capture_output=True,
            text=True,
            env=self._environment(history),
            cwd=tmp_path,
            check=True,
        )
        assert ran.stdout.startswith("tracker ")


def test_a_bug_is_reported_to_be_pasted(seoul: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("the unexpected")

    monkeypatch.setattr("tracker.bootstrap.open_store", broken)
    ran = seoul("log")
    assert ran.status == ExitCode.BUG
    assert ran.stderr.startswith("tracker: this is a bug in tracker. Please report it")
    for part in ("RuntimeError: the unexpected", "Python 3", "command 'log'"):
        assert part in ran.stderr
