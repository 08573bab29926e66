"""A stream that forked processes share: everything in its order, little of it at a time, and an honest end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.domain.errors import InvalidDataError
from tracker.workers import in_order


def place(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_results_come_in_the_order_of_the_stream_and_from_all_processes() -> None:
    def work(number: int) -> tuple[int, int]:
        time.sleep(0.01 * (number % 3))
        return place(number)

    results = list(in_order(work, range(20), 3))
    assert [(item, number) for item, (number, _) in results] == [(number, number) for number in range(20)]
    assert len({process for _, (_, process) in results} - {os.getpid()}) == 3


@pytest.mark.parametrize("processes", [0, 1])
def test_one_process_stays_here(processes: int) -> None:
    assert list(in_order(place, range(3), processes)) == [(number, (number, os.getpid())) for number in range(3)]


def test_items_and_results_may_be_larger_than_a_pipe() -> None:
    texts = [str(number) * 3_000_000 for number in range(6)]
    assert [result for _, result in in_order(str.swapcase, texts, 2)] == texts


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


def test_a_mistake_of_ours_is_raised_with_its_place() -> None:
    def work(number: int) -> float:
        return 1 / number

    with pytest.raises(RuntimeError, match=r"(?s)division by zero.*in work"):
        list(in_order(work, range(4), 2))


def test_a_process_that_is_killed_ends_the_work() -> None:
    def work(number: int) -> int:
        if number == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(RuntimeError, match="a process that shared the work died"):
        list(in_order(work, range(6), 2))


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
    deadline = time.monotonic() + 10
    while any(map(_is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(workers) == 2
    assert not any(map(_is_running, workers))


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
