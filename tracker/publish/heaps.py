"""How much of each kind happened in each month: summed over the fleet, and counted anew only for clusters that changed."""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from tracker.domain.event import EventKind
from tracker.publish.cache import BuildCache
from tracker.publish.gathered import DIGESTS, ClusterData, HeapKey, Moment
from tracker.publish.site_data import FleetHeaps

_SUMS = "heaps.2"
"""Where the cache keeps the sums; the number changes with their form."""


def heaps_of(moments: Iterable[Moment]) -> tuple[tuple[HeapKey, int], ...]:
    """The heaps of one cluster."""
    return tuple(Counter((moment.kind.value, _number(moment.when.day)) for moment in moments).items())


def counted(clusters: Iterable[ClusterData]) -> FleetHeaps:
    """The sums over some clusters."""
    sums: FleetHeaps = Counter()
    for data in clusters:
        sums.update(_of_cluster(bool(data.outline.incidents), data.heaps))
    return sums


def remembered_heaps(clusters: Sequence[ClusterData], cache: BuildCache) -> FleetHeaps:
    """The sums over all clusters: those of the last build, less what changed, and with what it is now."""
    known: Mapping[str, bool]
    sums: FleetHeaps
    known, sums = cache.load("state", _SUMS) or ({}, Counter())
    now = {data.fingerprint: data for data in clusters}
    gone = {mark: is_troubled for mark, is_troubled in known.items() if mark not in now}
    before = list(_before(gone, cache))
    if len(before) == len(known) or len(before) < len(gone):
        sums = counted(clusters)
    else:
        sums = sums + counted(data for mark, data in now.items() if mark not in known) - sum(before, FleetHeaps())
    cache.save("state", _SUMS, ({mark: bool(data.outline.incidents) for mark, data in now.items()}, sums))
    return sums


def month_heaps(
    sums: FleetHeaps, kinds: Container[EventKind], *, only_troubled: bool = False
) -> Mapping[tuple[EventKind, tuple[int, int]], int]:
    """What happened of some kinds by kind, year and month; everywhere, or only in clusters that ever had an incident."""
    counts: Counter[tuple[EventKind, tuple[int, int]]] = Counter()
    for (is_troubled, (name, month)), count in sums.items():
        kind = EventKind(name)
        if kind in kinds and (is_troubled or not only_troubled):
            counts[kind, (month // 12, month % 12 + 1)] += count
    return counts


def _before(marks: Mapping[str, bool], cache: BuildCache) -> Iterator[FleetHeaps]:
    """The heaps of digests that are still in the cache though no cluster is as they say."""
    for mark, is_troubled in marks.items():
        heaps = cache.load_part(DIGESTS, mark, "heaps")
        if heaps is not None:
            yield _of_cluster(is_troubled, heaps)


def _of_cluster(is_troubled: bool, heaps: Collection[tuple[HeapKey, int]]) -> FleetHeaps:
    return Counter({(is_troubled, key): count for key, count in heaps})


def _number(day: date) -> int:
    return 12 * day.year + day.month - 1
