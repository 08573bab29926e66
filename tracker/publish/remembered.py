"""Clusters as the cache remembers them, read part by part, with a bound on what one process keeps of them."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any, overload

from tracker.domain.errors import ConflictError
from tracker.publish.cache import BuildCache
from tracker.publish.gathered import DIGESTS, ITEMWISE, ClusterData, ClusterQuestions
from tracker.publish.known import Known
from tracker.publish.part_file import PartFile

MOST_KEPT = 1 << 20
"""Bytes of packed parts that a process keeps; as values they take some four times as much."""
_AT_ONCE = 16
MOST_INDEXES = 512
"""Files of whose contents a process knows where they stand."""


class CacheLostError(ConflictError):
    """A part of what the last build remembered cannot be read; the build starts again without all of it."""


class Parts:
    """The parts of all clusters, those that were asked for lately without reading them again."""

    def __init__(self, cache: BuildCache, *, most_kept: int = MOST_KEPT, most_indexes: int = MOST_INDEXES) -> None:
        """With zeros for somebody who asks every cluster once: only the last answer is kept then."""
        self._cache = cache
        self._most_kept = most_kept
        self._most_indexes = most_indexes
        self._indexes: OrderedDict[str, PartFile] = OrderedDict()
        self._kept: OrderedDict[tuple[str, str, int], tuple[Any, int]] = OrderedDict()
        self._size = 0

    def item(self, cluster: "RememberedCluster", name: str, number: int = 0) -> Any:
        """An item of one of the lists of a cluster; what is no list is the first of its own.

        Raises:
            CacheLostError: It is not there any more.
        """
        key = cluster.fingerprint, name, number
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][0]
        try:
            value, size = self._index(cluster).item(name, number)
        except Exception as error:  # a damaged file raises anything
            raise _lost(cluster) from error
        self._kept[key] = value, size
        self._size += size
        while self._size > self._most_kept and len(self._kept) > 1:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._size -= dropped
        return value

    def items(self, cluster: "RememberedCluster", name: str, numbers: range) -> list[Any]:
        """Neighbours in one of the lists of a cluster, which are not kept; raises like `item`."""
        try:
            return [value for value, _ in self._index(cluster).items(name, numbers)]
        except Exception as error:
            raise _lost(cluster) from error

    def count(self, cluster: "RememberedCluster", name: str) -> int:
        """How many items one of the lists of a cluster has; raises like `item`."""
        try:
            return self._index(cluster).count(name)
        except KeyError as error:
            raise _lost(cluster) from error

    def _index(self, cluster: "RememberedCluster") -> PartFile:
        file = self._indexes.get(cluster.fingerprint)
        if file is None:
            file = self._cache.load_parts(DIGESTS, cluster.fingerprint)
            if file is None:
                raise _lost(cluster)
            self._indexes[cluster.fingerprint] = file
            if len(self._indexes) > max(1, self._most_indexes):
                self._indexes.popitem(last=False)
        self._indexes.move_to_end(cluster.fingerprint)
        return file


def _lost(cluster: "RememberedCluster") -> CacheLostError:
    return CacheLostError(f"what the last build remembered of {cluster.cluster.name} is gone: build again")


class _Items(Sequence[Any]):
    """A list of a cluster, of which each item is read when somebody asks for it."""

    def __init__(self, parts: Parts, cluster: "RememberedCluster", name: str) -> None:
        self._parts = parts
        self._cluster = cluster
        self._name = name

    def __len__(self) -> int:
        return self._parts.count(self._cluster, self._name)

    @overload
    def __getitem__(self, number: int) -> Any: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Any]: ...
    def __getitem__(self, number: int | slice) -> Any:
        if isinstance(number, slice):
            numbers = range(len(self))[number]
            if numbers and numbers.step == 1:
                return self._parts.items(self._cluster, self._name, numbers)
            return [self[each] for each in numbers]
        return self._parts.item(self._cluster, self._name, range(len(self))[number])

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def __reversed__(self) -> Iterator[Any]:
        # Who goes backwards often stops early, or goes through many clusters at once.
        for end in range(len(self), 0, -_AT_ONCE):
            yield from reversed(self[max(0, end - _AT_ONCE) : end])


class RememberedCluster(ClusterQuestions):
    """A `ClusterData` whose larger parts are read when a page asks for them."""

    def __init__(self, known: Known, parts: Parts) -> None:
        # Not `known` itself: its months are asked for no more.
        self.cluster = known.cluster
        self.fingerprint = known.fingerprint
        self.outline = known.outline
        self._parts = parts

    def __getattr__(self, name: str) -> object:
        """Only called for what the outline does not tell."""
        if name not in ClusterData.__slots__:
            raise AttributeError(name)
        return _Items(self._parts, self, name) if name in ITEMWISE else self._parts.item(self, name)
