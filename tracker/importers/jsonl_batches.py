"""Reads and prepares the lines of a large file in several processes, in batches that are recorded one after the other.

A process sees only its own lines and nothing of the store. What cannot be decided from that is read once more in this
process: a cluster that is called by another form of its name, and entries that came in an earlier batch already.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import NamedTuple

from tracker.importers.jsonl_events import Lines, Source, batches_of_lines, read_lines
from tracker.services.observation import Read
from tracker.services.ports import InOrder
from tracker.services.preparing import Item

_FEWEST_FOR_PROCESSES = 3
"""Fewer batches are done by the time that a second process has begun."""


class _Ahead(NamedTuple):
    """What another process made of some lines."""

    items: list[Item]
    seen: Counter[str]
    """How often each entry without a key of its own came in them."""


def prepared_batches(
    lines: Iterable[str],
    source: Source,
    zones: Mapping[str, str],
    prepare: Callable[[Iterable[Read]], list[Item]],
    in_order: InOrder,
    processes: int,
) -> Iterator[list[Item]]:
    """The entries of a file in their order, prepared.

    Args:
        lines: The lines of the file.
        source: Which file, and how clusters and repeated entries are looked up in this process.
        zones: The time zones of the clusters by their exact names; of the import's own cluster for an empty name.
        prepare: `tracker.services.preparing.prepare` for the store.
        in_order: Gives work to processes.
        processes: How many.

    Raises:
        ImporterError: The file holds nothing.
        NotFoundError: An entry names a cluster that does not exist.
    """

    def read_ahead(some: Lines) -> _Ahead | None:
        elsewhere = Source(source.origin, zones.__getitem__)
        try:
            return _Ahead(prepare(read_lines(some, elsewhere)), elsewhere.seen)
        except KeyError:
            return None

    batches = batches_of_lines(lines, origin=source.origin)
    first = list(islice(batches, _FEWEST_FOR_PROCESSES))
    if len(first) < _FEWEST_FOR_PROCESSES:
        processes = 1
    for some, ahead in in_order(read_ahead, chain(first, batches), processes):
        if ahead and source.seen.keys().isdisjoint(ahead.seen):
            source.seen.update(ahead.seen)
            yield ahead.items
        else:
            yield prepare(read_lines(some, source))
