"""How much memory a command needs at its peak, together with the processes that it starts."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

_EVERY = 0.1
"""Seconds between two looks."""


def peak_memory(argv: Sequence[str | Path]) -> int:
    """The most memory that a command and its processes had at one instant, in bytes; a status other than 0 ends the benchmark.

    It is the sum of their proportional set sizes: a page that several share counts once. What is had for less than a
    tenth of a second may be missed. Where there is no ``/proc`` it is the most resident memory of the largest process.
    """
    most = 0
    with subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not _has_ended(process.pid):
            most = max(most, sum(map(_proportional, _family(process.pid))))
            time.sleep(_EVERY)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{argv[0]} exited with {process.returncode}")
    return most or usage.ru_maxrss * 1024


def _has_ended(process: int) -> bool:
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _family(process: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield process
    with suppress(OSError):
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            yield from _family(int(child))


def _proportional(process: int) -> int:
    """``Pss`` in bytes; 0 for a process that is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
