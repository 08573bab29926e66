"""What only work on a stream does; `tests/contract/test_shared_work.py` has the rest."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.waiting import wait_until
from tracker.domain.errors import InvalidDataError
from tracker.workers import in_order


def place(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_results_come_in_the_order_of_the_stream(tmp_path: Path) -> None:
    """The process that works on the first item is done with it only when the second one is done."""

    def work(number: int) -> int:
        assert number or wait_until((tmp_path / "1").exists)
        (tmp_path / str(number)).touch()
        return number

    assert list(in_order(work, range(10), 2)) == [(number, number) for number in range(10)]


def test_a_stream_is_read_only_a_little_ahead() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            yield taken
            taken += 1

    results = in_order(place, endless(), 2)
    assert [next(results)[0] for _ in range(10)] == list(range(10))
    assert taken < 16
    results.close()  # type: ignore[attr-defined]


def test_an_error_is_raised_at_its_place() -> None:
    def work(number: int) -> int:
        if number >= 3:
            raise InvalidDataError(f"line {number}: not a date")
        return number

    results = in_order(work, range(9), 2)
    assert [next(results)[0] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(InvalidDataError, match="line 3: not a date"):
        next(results)


def test_an_error_of_the_stream_itself_is_raised_after_what_came_before() -> None:
    def broken() -> Iterator[int]:
        yield from range(3)
        raise InvalidDataError("the file ends in the middle")

    results = in_order(place, broken(), 2)
    assert [next(results)[0] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(InvalidDataError, match="in the middle"):
        next(results)


_ENDLESS = """
import itertools, os
from tracker.workers import in_order
for _, process in in_order(lambda number: os.getpid(), itertools.count(), 2):
    print(process, flush=True)
"""


def test_the_processes_end_when_the_one_that_started_them_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", _ENDLESS], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        workers = {int(parent.stdout.readline()) for _ in range(10)}
        parent.kill()
    assert len(workers) == 2
    assert wait_until(lambda: not any(map(_is_running, workers)))


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
