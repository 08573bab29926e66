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
    """The sum of the most resident memory of each process, in bytes; a status other than 0 ends the benchmark.

    Pages that processes share count in each of them, and peaks need not fall together, so that the true figure is
    smaller. Where there is no ``/proc`` it is that of the largest process.
    """
    peaks: dict[int, int] = {}
    with subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not _has_ended(process.pid):
            for each in _family(process.pid):
                with suppress(OSError, StopIteration):
                    peaks[each] = _peak_of(each)
            time.sleep(_EVERY)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{argv[0]} exited with {process.returncode}")
    return max(usage.ru_maxrss * 1024, sum(peaks.values()))


def _has_ended(process: int) -> bool:
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _family(process: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield process
    with suppress(OSError):
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            yield from _family(int(child))


def _peak_of(process: int) -> int:
    """``VmHWM`` in bytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
