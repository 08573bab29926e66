"""Clusters as the cache remembers them, read part by part, with a bound on what one process keeps of them."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any, overload

from tracker.domain.errors import ConflictError
from tracker.publish.cache import BuildCache
from tracker.publish.gathered import DIGESTS, ITEMWISE, ClusterData, ClusterQuestions
from tracker.publish.known import Known
from tracker.publish.part_file import PartFile

MOST_KEPT = 4 << 20
"""Bytes of packed parts that a process keeps; as values they take some four times as much."""
_AT_ONCE = 16
MOST_INDEXES = 512
"""Files of whose contents a process knows where they stand."""


class CacheLostError(ConflictError):
    """A part of what the last build remembered cannot be read; the build starts again without all of it."""


class Parts:
    """The parts of all clusters, those that were asked for lately without reading them again."""

    def __init__(self, cache: BuildCache) -> None:
        self._cache = cache
        self._indexes: OrderedDict[str, PartFile] = OrderedDict()
        self._kept: OrderedDict[tuple[str, str, int], tuple[Any, int]] = OrderedDict()
        self._size = 0

    def item(self, known: Known, name: str, number: int = 0) -> Any:
        """An item of one of the lists of a cluster; what is no list is the first of its own.

        Raises:
            CacheLostError: It is not there any more.
        """
        key = known.fingerprint, name, number
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][0]
        try:
            value, size = self._index(known).item(name, number)
        except Exception as error:  # a damaged file raises anything
            raise _lost(known) from error
        self._kept[key] = value, size
        self._size += size
        while self._size > MOST_KEPT and len(self._kept) > 1:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._size -= dropped
        return value

    def items(self, known: Known, name: str, numbers: range) -> list[Any]:
        """Neighbours in one of the lists of a cluster, which are not kept; raises like `item`."""
        try:
            return [value for value, _ in self._index(known).items(name, numbers)]
        except Exception as error:
            raise _lost(known) from error

    def count(self, known: Known, name: str) -> int:
        """How many items one of the lists of a cluster has; raises like `item`."""
        try:
            return self._index(known).count(name)
        except KeyError as error:
            raise _lost(known) from error

    def _index(self, known: Known) -> PartFile:
        file = self._indexes.get(known.fingerprint)
        if file is None:
            file = self._cache.load_parts(DIGESTS, known.fingerprint)
            if file is None:
                raise _lost(known)
            self._indexes[known.fingerprint] = file
            if len(self._indexes) > MOST_INDEXES:
                self._indexes.popitem(last=False)
        self._indexes.move_to_end(known.fingerprint)
        return file


def _lost(known: Known) -> CacheLostError:
    return CacheLostError(f"what the last build remembered of {known.cluster.name} is gone: build again")


class _Items(Sequence[Any]):
    """A list of a cluster, of which each item is read when somebody asks for it."""

    def __init__(self, parts: Parts, known: Known, name: str) -> None:
        self._parts = parts
        self._known = known
        self._name = name

    def __len__(self) -> int:
        return self._parts.count(self._known, self._name)

    @overload
    def __getitem__(self, number: int) -> Any: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Any]: ...
    def __getitem__(self, number: int | slice) -> Any:
        if isinstance(number, slice):
            numbers = range(len(self))[number]
            if numbers and numbers.step == 1:
                return self._parts.items(self._known, self._name, numbers)
            return [self[each] for each in numbers]
        return self._parts.item(self._known, self._name, range(len(self))[number])

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def __reversed__(self) -> Iterator[Any]:
        # Who goes backwards often stops early, or goes through many clusters at once.
        for end in range(len(self), 0, -_AT_ONCE):
            yield from reversed(self[max(0, end - _AT_ONCE) : end])


class RememberedCluster(ClusterQuestions):
    """A `ClusterData` whose larger parts are read when a page asks for them."""

    def __init__(self, known: Known, parts: Parts) -> None:
        self.cluster = known.cluster
        self.fingerprint = known.fingerprint
        self.outline = known.outline
        self._known = known
        self._parts = parts

    def __getattr__(self, name: str) -> object:
        """Only called for what the outline does not tell."""
        if name not in ClusterData.__slots__:
            raise AttributeError(name)
        return _Items(self._parts, self._known, name) if name in ITEMWISE else self._parts.item(self._known, name)
