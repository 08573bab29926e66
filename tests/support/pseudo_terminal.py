"""Runs a command with its standard error, or all of its output, on a terminal of a width."""

import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    status: int
    piped: str
    """What it wrote to stdout, if that was a pipe."""
    drawn: str
    """Everything that went to the terminal, its control sequences included."""


def run_on_a_terminal(
    command: Sequence[str],
    columns: int,
    *,
    environment: Mapping[str, str],
    is_stdout_piped: bool,
    interrupted_at: str | None = None,
) -> Ran:
    """Run a command to its end, which is Ctrl-C as soon as the terminal shows `interrupted_at`."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    stdout = subprocess.PIPE if is_stdout_piped else theirs
    with subprocess.Popen(command, stdin=theirs, stdout=stdout, stderr=theirs, env=environment) as process:
        os.close(theirs)
        drawn = b""
        while some := _read(ours):
            drawn += some
            if interrupted_at and interrupted_at in drawn.decode(errors="ignore"):
                process.send_signal(signal.SIGINT)
                interrupted_at = None
        piped = process.stdout.read() if process.stdout else b""
    os.close(ours)
    return Ran(process.returncode, piped.decode(), drawn.decode())


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        # Linux says so when nobody has the other end any more.
        return b""
