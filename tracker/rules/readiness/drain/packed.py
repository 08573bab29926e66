"""A long list that takes little room: what a scan remembers of tens of thousands of objects until all are read."""

import pickle
import zlib
from collections.abc import Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")

_BLOCK = 500
"""Items that are packed together: enough that they share their words, few enough to unpack beside the others."""
_FAST = 1


class Packed(Generic[Item]):
    """Items that are looped over a few times from beginning to end; each loop makes them again, block by block."""

    __slots__ = ("_blocks", "_open")

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._open: list[Item] = []

    def append(self, item: Item) -> None:
        """Add an item at the end."""
        self._open.append(item)
        if len(self._open) >= _BLOCK:
            self._close()

    def extend(self, later: "Packed[Item]") -> None:
        """Add the items of another one at the end, as they are packed."""
        self._close()
        self._blocks += later._blocks  # noqa: SLF001 (of its own kind)
        self._open += later._open  # noqa: SLF001

    def __iter__(self) -> Iterator[Item]:
        for block in self._blocks:
            yield from pickle.loads(zlib.decompress(block))  # noqa: S301 (from ourselves)
        yield from self._open

    def __bool__(self) -> bool:
        return bool(self._blocks or self._open)

    def __reduce__(self) -> tuple[object, ...]:
        """Travels between processes as it is packed."""
        self._close()
        return _with_blocks, (self._blocks,)

    def _close(self) -> None:
        if self._open:
            self._blocks.append(zlib.compress(pickle.dumps(self._open, pickle.HIGHEST_PROTOCOL), _FAST))
            self._open = []


def _with_blocks(blocks: list[bytes]) -> Packed[Item]:
    packed: Packed[Item] = Packed()
    packed._blocks = blocks  # noqa: SLF001 (of its own kind)
    return packed
