"""Cutting long streams into pieces that fit into memory."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of `size`, the last one shorter; each is read when it is asked for."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
