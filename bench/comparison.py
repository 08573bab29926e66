"""What a comparison is, how it is run, and what its figures say.

Machines differ and are noisy, so work beside another program's is not judged in seconds: both sides run in turns (A B A B
...), and a row is the ratio of their medians, with the middle half of the ratios of neighbouring runs beside it. Where a
person waits, or pays for bytes, the bar is a figure of its own (`Limit`).
"""

import math
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.memory import peak_memory


@dataclass(frozen=True, slots=True)
class Contender:
    """One side of a comparison."""

    name: str
    run: Callable[[], None]
    """Does the work once; this is what the clock sees."""
    prepare: Callable[[], None] = lambda: None
    """Runs before each `run`, off the clock."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A row of the table: our work against that of another program."""

    work: str
    ours: Contender
    theirs: Contender
    must: float
    """Our time divided by theirs is at most this."""
    aim: float
    turns: int = 11
    """Runs of each side that count; one more of each warms the caches."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A row of the table: how our time grows with the size of the input."""

    work: str
    at_size: Callable[[int], Contender]
    sizes: Sequence[int]
    """At least two, ascending."""
    must: float = 1.1
    """The slope of log(time) over log(size) is at most this; 1 is linear."""
    turns: int = 3


@dataclass(frozen=True, slots=True)
class Memory:
    """A row of the table: the most memory that a command has at a large input, divided by that at a small one."""

    work: str
    at_size: Callable[[int], Sequence[str | Path]]
    """The command line for an input of that size; asked before each run."""
    sizes: tuple[int, int]
    turns: int = 1
    """Peaks of processes fall together or not: the median of as many runs counts."""
    must: float = 1.2
    unit: str = "events"
    """What the sizes count."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A row of the table: a figure that has a bar of its own, such as the milliseconds that a person waits."""

    work: str
    among: str
    """What it was measured in: ``10,000 events``."""
    measure: Callable[[], float]
    unit: str
    must: float
    """The figure is at most this."""


@dataclass(frozen=True, slots=True)
class NotRun:
    """A row of the table whose other side is not to be had here."""

    work: str
    reason: str


Row = Comparison | Growth | Memory | Limit | NotRun


@dataclass(frozen=True, slots=True)
class Measured:
    """What a comparison came to."""

    ours: float
    """Median seconds of one run."""
    theirs: float
    ratio: float
    middle_half: tuple[float, float]
    """First and third quartile of the ratios of neighbouring runs."""


def command(
    name: str,
    *argv: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    prepare: Callable[[], None] = lambda: None,
) -> Contender:
    """A whole process, from start to exit; a status other than 0 ends the benchmark."""

    def run() -> None:
        done = subprocess.run(argv, cwd=cwd, env=env, input=stdin, capture_output=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{name} exited with {done.returncode}: {done.stderr.decode(errors='replace')}")

    return Contender(name, run, prepare)


def compare(row: Comparison) -> Measured:
    """Runs both sides in turns and sums up."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(row.turns + 1):
        ours.append(_seconds(row.ours))
        theirs.append(_seconds(row.theirs))
    del ours[0], theirs[0]
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    first, _, third = statistics.quantiles(ratios, n=4, method="inclusive")
    median_ours, median_theirs = statistics.median(ours), statistics.median(theirs)
    return Measured(median_ours, median_theirs, median_ours / median_theirs, (first, third))


def measure_growth(row: Growth) -> tuple[list[float], float]:
    """The median seconds at each size, and the slope of the line through them on logarithmic axes."""
    seconds = []
    for size in row.sizes:
        contender = row.at_size(size)
        seconds.append(statistics.median(_seconds(contender) for _ in range(row.turns)))
    return seconds, log_log_slope(row.sizes, seconds)


def measure_memory(row: Memory) -> tuple[int, int]:
    """The peak at both sizes, in bytes; see `peak_memory`."""
    small, large = (
        statistics.median_high(peak_memory(row.at_size(size)) for _ in range(row.turns)) for size in row.sizes
    )
    return small, large


def log_log_slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The exponent k with which the time grows, as in size^k; least squares."""
    return statistics.linear_regression([math.log(size) for size in sizes], [math.log(each) for each in seconds]).slope


def _seconds(contender: Contender) -> float:
    contender.prepare()
    start = time.perf_counter()
    contender.run()
    return time.perf_counter() - start
