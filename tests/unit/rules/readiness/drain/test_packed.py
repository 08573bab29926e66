"""A packed list reads like a plain one, travels between processes, and takes little room."""

import pickle

import pytest

from tracker.rules.readiness.drain.packed import Packed


def packed(*items: object) -> Packed[object]:
    made: Packed[object] = Packed()
    for item in items:
        made.append(item)
    return made


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1_700])
def test_gives_back_what_was_put_in_again_and_again(count: int) -> None:
    made = packed(*range(count))
    assert list(made) == list(range(count))
    assert list(made) == list(range(count))
    assert bool(made) is (count > 0)


@pytest.mark.parametrize(("first", "second"), [(0, 0), (3, 0), (0, 3), (600, 3), (3, 600), (500, 500)])
def test_continues_with_another_one(first: int, second: int) -> None:
    made = packed(*range(first))
    made.extend(packed(*range(first, first + second)))
    made.append(first + second)
    assert list(made) == list(range(first + second + 1))


def test_travels_between_processes() -> None:
    made = pickle.loads(pickle.dumps(packed(*range(700))))
    made.append(700)
    assert list(made) == list(range(701))
