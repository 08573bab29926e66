"""Work shared by forked processes: every result once, and an honest end when a process fails or dies."""

import os
import signal
import time
from pathlib import Path

import pytest

from tracker.domain.errors import InvalidDataError
from tracker.processes import Background, in_parallel


def place(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_every_item_is_worked_on_once_and_by_all_processes() -> None:
    def work(number: int) -> tuple[int, int]:
        time.sleep(0.2)
        return place(number)

    results = list(in_parallel(work, range(10), 3))
    assert sorted(number for number, _ in results) == list(range(10))
    assert len({process for _, process in results} - {os.getpid()}) == 3


def test_an_item_that_takes_long_holds_up_no_other(tmp_path: Path) -> None:
    """The process that works on the first item is done with it only when all others are."""

    def work(number: int) -> int:
        (tmp_path / str(number)).touch()
        while number == 0 and len(list(tmp_path.iterdir())) < 10:
            time.sleep(0.01)
        return number

    assert sorted(in_parallel(work, range(10), 2)) == list(range(10))


@pytest.mark.parametrize(("items", "processes"), [(range(5), 1), (range(5), 0), (range(1), 4)])
def test_one_process_or_one_item_stays_here(items: range, processes: int) -> None:
    assert list(in_parallel(place, items, processes)) == [(number, os.getpid()) for number in items]


def test_an_expected_error_is_raised_as_it_is() -> None:
    def work(number: int) -> int:
        if number == 3:
            raise InvalidDataError("line 3: not a date")
        return number

    with pytest.raises(InvalidDataError, match="line 3: not a date"):
        list(in_parallel(work, range(6), 2))


def test_a_mistake_of_ours_is_raised_with_its_place() -> None:
    def work(number: int) -> float:
        return 1 / number

    with pytest.raises(RuntimeError, match=r"(?s)division by zero.*in work"):
        list(in_parallel(work, range(4), 2))


def test_a_process_that_is_killed_ends_the_work() -> None:
    def work(number: int) -> int:
        if number == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(RuntimeError, match="a process that shared the work died"):
        list(in_parallel(work, range(6), 2))


def test_a_process_in_the_background_gives_its_result() -> None:
    background = Background(os.getpid)
    assert background.result() not in (0, os.getpid())


def test_an_error_in_the_background_is_raised_as_it_is() -> None:
    def work() -> int:
        raise InvalidDataError("line 3: not a date")

    with pytest.raises(InvalidDataError, match="line 3: not a date"):
        Background(work).result()


def test_a_process_in_the_background_that_nobody_waits_for_is_ended(tmp_path: Path) -> None:
    def work() -> None:
        (tmp_path / str(os.getpid())).touch()
        time.sleep(60)

    background = Background(work)
    while not (started := list(tmp_path.iterdir())):
        time.sleep(0.01)
    background.close()
    background.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(started[0].name), 0)


def test_a_process_that_has_grown_makes_room_for_another() -> None:
    def work(number: int) -> tuple[int, int]:
        # Kept for as long as the process lives; larger than anything that the heap could have left of before, and
        # far from the limit, because a kernel counts the pages of a process only roughly.
        grown.append(b"x" * (96 << 20))
        return place(number)

    grown: list[bytes] = []
    results = list(in_parallel(work, range(6), 2, most_growth=32 << 20))
    assert sorted(number for number, _ in results) == list(range(6))
    assert len({process for _, process in results} - {os.getpid()}) == 6


def test_a_process_that_has_not_grown_goes_on() -> None:
    results = list(in_parallel(place, range(20), 2, most_growth=256 << 20))
    assert len({process for _, process in results}) <= 2
