"""Runs command lines in this process: the real root command, the real error boundary, streams of bytes."""

import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from tracker.cli.app import run

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Noon in Seoul: the `TRACKER_NOW` of a test's first command line. Each later one runs a second after the one before."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command line left behind."""

    status: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """The standard output read as JSON."""
        return json.loads(self.stdout)

    @property
    def lines(self) -> list[str]:
        """The lines of the standard output."""
        return self.stdout.splitlines()


class Pipe(io.TextIOWrapper):
    """A stream whose bytes can be read afterwards."""

    @property
    def written(self) -> str:
        """What was written so far."""
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


class Terminal(Pipe):
    """The same, and it says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A folder and an environment in which command lines run."""

    folder: Path
    environment: Mapping[str, str]
    seconds: Iterator[int] = field(default_factory=count)

    def __call__(
        self,
        *arguments: str,
        stdin: str | bytes = "",
        env: Mapping[str, str] | None = None,
        terminal: int = 0,
        folder: Path | None = None,
    ) -> Ran:
        """Run `tracker ARGUMENTS`; `terminal` is the number of its columns, 0 for a pipe."""
        text = stdin.encode() if isinstance(stdin, str) else stdin
        now = NOW + timedelta(seconds=next(self.seconds))
        extra = {"TRACKER_NOW": now.isoformat()} | ({"COLUMNS": str(terminal), "NO_COLOR": "1"} if terminal else {})
        stream = Terminal if terminal else Pipe
        out = stream(io.BytesIO(), encoding="utf-8", write_through=True)
        err = stream(io.BytesIO(), encoding="utf-8", write_through=True)
        with (
            _surroundings(folder or self.folder, {**extra, **self.environment, **(env or {})}),
            _streams(io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"), out, err, ["tracker", *arguments]),
        ):
            status = run(arguments)
        return Ran(status, out.written, err.written)

    def ok(self, *arguments: str, **settings: Any) -> Ran:
        """Run it, and fail the test with its errors unless its status is 0."""
        ran = self(*arguments, **settings)
        assert ran.status == 0, f"tracker {' '.join(arguments)}: {ran.status}\n{ran.stderr}"
        return ran

    def fails(self, *arguments: str, status: int = 1, **settings: Any) -> str:
        """Run it, expect that status and exactly one line on stderr, and return that line."""
        ran = self(*arguments, **settings)
        assert ran.status == status, f"tracker {' '.join(arguments)}: {ran.status}\n{ran.stdout}{ran.stderr}"
        assert len(ran.stderr.splitlines()) == 1, ran.stderr
        assert "Traceback" not in ran.stderr
        return ran.stderr.strip()


def command_line(folder: Path, **environment: str) -> CommandLine:
    """A command line in `folder` that sees nothing of the developer's own settings and stores."""
    surroundings = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "TRACKER_AUTHOR": "tester",
        "LANG": "C.UTF-8",
    }
    return CommandLine(folder, surroundings | environment)


@contextmanager
def _surroundings(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    before, here = dict(os.environ), Path.cwd()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _streams(stdin: Any, stdout: Any, stderr: Any, argv: list[str]) -> Iterator[None]:
    before = sys.stdin, sys.stdout, sys.stderr, sys.argv
    sys.stdin, sys.stdout, sys.stderr, sys.argv = stdin, stdout, stderr, argv
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr, sys.argv = before
