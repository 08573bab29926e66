"""Files of the build cache of which parts are read."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tracker.publish.gathered import Month
from tracker.publish.part_file import PartFile, part_file

LISTS: dict[str, Sequence[object]] = {
    "months": [Month(2017, month) for month in range(1, 13)],
    "none": [],
    "day": [date(2017, 9, 1)],
    # An index of more than one read.
    "numbers": list(range(9_000)),
    "texts": ["자동백업", "", "a\0b" * 30_000],
}


@pytest.fixture
def file(tmp_path: Path) -> PartFile:
    path = tmp_path / "parts"
    path.write_bytes(part_file(LISTS))
    return PartFile(path)


@pytest.mark.parametrize("name", LISTS)
def test_every_item_is_read_by_itself(file: PartFile, name: str) -> None:
    assert [file.item(name, number)[0] for number in range(file.count(name))] == LISTS[name]


@pytest.mark.parametrize("numbers", [range(12), range(3, 7), range(11, 12), range(0)])
def test_neighbours_are_read_together(file: PartFile, numbers: range) -> None:
    found = file.items("months", numbers)
    assert [value for value, _ in found] == LISTS["months"][numbers.start : numbers.stop]
    assert found == [file.item("months", number) for number in numbers]


def test_what_is_damaged_is_noticed(tmp_path: Path) -> None:
    whole = part_file(LISTS)
    for length in (0, 3, 100, len(whole) - 1):
        path = tmp_path / f"{length}"
        path.write_bytes(whole[:length])
        with pytest.raises(Exception):  # noqa: B017, PT011 (a damaged file raises anything)
            PartFile(path).item("texts", 2)
