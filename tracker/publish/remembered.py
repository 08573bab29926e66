"""Clusters as the cache remembers them, read part by part, with a bound on what one process keeps of them."""

from collections import OrderedDict
from typing import cast

from tracker.domain.errors import ConflictError
from tracker.domain.event import Subject
from tracker.publish.cache import BuildCache
from tracker.publish.digests import DIGESTS
from tracker.publish.gathered import ClusterData, SubjectHistory
from tracker.publish.known import Known

MOST_KEPT = 24 << 20
"""Bytes of pickled parts that a process keeps; as values they take some four times as much.

The histories of 300 clusters with 500 events each fit: many pages ask for them, one after the other.
"""


class CacheLostError(ConflictError):
    """A part of what the last build remembered cannot be read; the build starts again without all of it."""


class Parts:
    """The parts of all clusters, those that were asked for lately without reading them again."""

    def __init__(self, cache: BuildCache) -> None:
        self._cache = cache
        self._kept: OrderedDict[tuple[str, str], tuple[object, int]] = OrderedDict()
        self._size = 0

    def part(self, known: Known, name: str) -> object:
        """A part of the digest of a cluster.

        Raises:
            CacheLostError: It is not there any more.
        """
        key = (known.fingerprint, name)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][0]
        part, size = self._cache.load_part(DIGESTS, *key)
        if part is None:
            raise CacheLostError(f"what the last build remembered of {known.cluster.name} is gone: build again")
        self._kept[key] = (part, size)
        self._size += size
        while self._size > MOST_KEPT and len(self._kept) > 1:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._size -= dropped
        return part


class RememberedCluster:
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
        return self._parts.part(self._known, name)

    def history(self, subject: Subject) -> SubjectHistory | None:
        """See `ClusterData.history`."""
        return ClusterData.history(cast("ClusterData", self), subject)
