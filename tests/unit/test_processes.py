"""What only work whose results come as they get ready does; `tests/contract/test_shared_work.py` has the rest."""

import os
import time
from pathlib import Path

import pytest

from tests.support.waiting import wait_until
from tracker.domain.errors import InvalidDataError
from tracker.processes import Background, in_parallel


def place(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_an_item_that_takes_long_holds_up_no_other(tmp_path: Path) -> None:
    """The process that works on the first item is done with it only when all others are."""

    def work(number: int) -> int:
        (tmp_path / str(number)).touch()
        assert number or wait_until(lambda: len(list(tmp_path.iterdir())) == 10)
        return number

    assert sorted(in_parallel(work, range(10), 2)) == list(range(10))


def test_one_item_stays_here() -> None:
    assert list(in_parallel(place, range(1), 4)) == [(0, os.getpid())]


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
        time.sleep(600)

    background = Background(work)
    assert wait_until(lambda: list(tmp_path.iterdir()))
    background.close()
    background.close()
    (started,) = tmp_path.iterdir()
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.name), 0)


def test_a_process_that_has_grown_makes_room_for_another() -> None:
    def work(number: int) -> tuple[int, int]:
        # Kept for as long as the process lives; larger than anything that the heap could have left of before, and
        # far from the limit, because a kernel counts the pages of a process only roughly.
        grown.append(b"x" * (96 << 20))
        # Longer than a process goes on without a look at what it has.
        time.sleep(0.5)
        return place(number)

    grown: list[bytes] = []
    results = list(in_parallel(work, range(6), 2, most_growth=32 << 20))
    assert sorted(number for number, _ in results) == list(range(6))
    assert len({process for _, process in results} - {os.getpid()}) == 6


def test_a_process_that_has_not_grown_goes_on() -> None:
    results = list(in_parallel(place, range(20), 2, most_growth=256 << 20))
    assert len({process for _, process in results}) <= 2
