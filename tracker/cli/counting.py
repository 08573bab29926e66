"""Counts what went by, on a terminal, while long work goes on; silent in a pipe."""

from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

_T = TypeVar("_T")
_EVERY = 1_000
"""Entries between two drawings: less is over before anybody looks."""


def counted(items: Iterable[_T], out: TextIO, size: Callable[[_T], int] = lambda _item: 1) -> Iterator[_T]:
    """The items as they are; `out`, where it is a terminal, says how many entries have been read.

    Args:
        items: Entries, or batches of them.
        out: Where to count. The line is left to be overwritten, by an error's message as well, and is empty at the end.
        size: How many entries an item stands for.
    """
    if not out.isatty():
        yield from items
        return
    done, drawn = 0, 0
    for item in items:
        yield item
        done += size(item)
        if done - drawn >= _EVERY:
            drawn = done
            out.write(f"{done:,} entries read\r")
            out.flush()
    if drawn:
        out.write("\x1b[K")
