"""Work that forked processes share, in the order of a stream or as it gets ready: every result once, and an honest end."""

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.waiting import wait_until
from tracker.domain.errors import InvalidDataError
from tracker.processes import in_parallel
from tracker.workers import in_order

Share = Callable[[Callable[[Any], Any], Sequence[Any], int], list[Any]]
"""The results of work on items by so many processes, in the order of the items."""


def as_they_get_ready(work: Callable[[Any], Any], items: Sequence[Any], processes: int) -> list[Any]:
    return [
        result
        for _, result in sorted(in_parallel(lambda place: (place, work(items[place])), range(len(items)), processes))
    ]


def in_the_order_of_a_stream(work: Callable[[Any], Any], items: Sequence[Any], processes: int) -> list[Any]:
    taken, results = zip(*in_order(work, items, processes), strict=True)
    assert list(taken) == list(items)
    return list(results)


@pytest.fixture(params=[as_they_get_ready, in_the_order_of_a_stream], ids=lambda share: share.__name__)
def share(request: pytest.FixtureRequest) -> Share:
    chosen: Share = request.param
    return chosen


def place(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_every_item_is_worked_on_once_and_by_all_processes(share: Share, tmp_path: Path) -> None:
    def work(number: int) -> tuple[int, int]:
        (tmp_path / str(os.getpid())).touch()
        wait_until(lambda: len(list(tmp_path.iterdir())) == 3)
        return place(number)

    results = share(work, range(20), 3)
    assert [number for number, _ in results] == list(range(20))
    assert len({process for _, process in results} - {os.getpid()}) == 3


@pytest.mark.parametrize("processes", [0, 1])
def test_one_process_stays_here(share: Share, processes: int) -> None:
    assert share(place, range(5), processes) == [(number, os.getpid()) for number in range(5)]


def test_items_and_results_may_be_larger_than_a_pipe(share: Share) -> None:
    texts = [letter * 3_000_000 for letter in "abcdef"]
    assert share(str.upper, texts, 2) == [text.upper() for text in texts]


def test_an_expected_error_is_raised_as_it_is(share: Share) -> None:
    def work(number: int) -> int:
        if number == 3:
            raise InvalidDataError("line 3: not a date")
        return number

    with pytest.raises(InvalidDataError, match="line 3: not a date"):
        share(work, range(6), 2)


def test_a_mistake_of_ours_is_raised_with_its_place(share: Share) -> None:
    def work(number: int) -> float:
        return 1 / number

    with pytest.raises(RuntimeError, match=r"(?s)division by zero.*in work"):
        share(work, range(4), 2)


def test_a_process_that_is_killed_ends_the_work(share: Share) -> None:
    def work(number: int) -> int:
        if number == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(RuntimeError, match="a process that shared the work died"):
        share(work, range(6), 2)
