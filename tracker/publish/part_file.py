"""A file that holds many values, each of which can be read without the others.

It begins with the length of its index; the index says where the items of each list begin and end, and the packed items
follow. A single value is a list of one.
"""

import os
import struct
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from tracker.publish.packing import packed, unpacked

_LENGTH = struct.Struct("!I")
_OFFSETS = "Q"
"""The index as an array: a process of a build knows those of some hundred clusters."""
_FIRST_READ = 1 << 14
"""Bytes: in most files the index ends before."""


def part_file(lists: Mapping[str, Sequence[object]]) -> bytes:
    """The content of a file with these lists."""
    packets = {name: [packed(item) for item in items] for name, items in lists.items()}
    index: dict[str, array[int]] = {}
    end = 0
    for name, content in packets.items():
        index[name] = array(_OFFSETS, accumulate(map(len, content), initial=end))
        end = index[name][-1]
    head = packed(index)
    return b"".join([_LENGTH.pack(len(head)), head, *(packet for each in packets.values() for packet in each)])


class PartFile:
    """Reads such a file.

    It is opened for each read: a build asks thousands of files, more than a process may have open.
    """

    def __init__(self, path: Path) -> None:
        """Read the index; whatever is wrong with the file is raised."""
        self._path = path
        beginning = self._read(0, _FIRST_READ)
        (length,) = _LENGTH.unpack_from(beginning)
        self._start = _LENGTH.size + length
        if len(beginning) < self._start:
            beginning = self._read(0, self._start)
        self._index: dict[str, array[int]] = unpacked(beginning[_LENGTH.size :])

    def count(self, name: str) -> int:
        """How many items a list has."""
        return len(self._index[name]) - 1

    def item(self, name: str, number: int) -> tuple[Any, int]:
        """An item of a list, and the bytes that it takes in the file."""
        return self.items(name, range(number, number + 1))[0]

    def items(self, name: str, numbers: range) -> list[tuple[Any, int]]:
        """Neighbours in a list, and the bytes that each takes in the file."""
        ends = self._index[name][numbers.start : numbers.stop + 1]
        content = self._read(self._start + ends[0], ends[-1] - ends[0])
        return [(unpacked(content[first - ends[0] : end - ends[0]]), end - first) for first, end in pairwise(ends)]

    def _read(self, start: int, length: int) -> bytes:
        handle = os.open(self._path, os.O_RDONLY)
        try:
            return os.pread(handle, length, start)
        finally:
            os.close(handle)
