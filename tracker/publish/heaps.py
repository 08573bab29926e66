"""How much of each kind happened in each month: summed over the fleet, and counted anew only for clusters that changed."""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.event import EventKind
from tracker.publish.cache import BuildCache
from tracker.publish.charts.axis import day_of, minute
from tracker.publish.gathered import DIGESTS, ClusterData, FleetHeaps, HeapKey, Moment, Month

_SUMS = "heaps.1"
"""Where the cache keeps the sums; the number changes with their form."""


@dataclass(frozen=True, slots=True)
class MonthHeap:
    """What happened of one kind in one month, of the axis in UTC."""

    kind: EventKind
    month: Month
    count: int
    page: Month
    """On the page of this month stands the first of it."""


def heaps_of(moments: Iterable[Moment]) -> tuple[tuple[HeapKey, int], ...]:
    """The heaps of one cluster."""
    keys = Counter(
        (moment.kind.value, _number(Month.of(day_of(minute(moment.when)))), _number(Month.of(moment.when.day)))
        for moment in moments
    )
    return tuple(keys.items())


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


def month_heaps(sums: FleetHeaps, kinds: Container[EventKind], *, only_troubled: bool = False) -> list[MonthHeap]:
    """What happened of some kinds, oldest first; everywhere, or only in clusters that ever had an incident."""
    counts: Counter[tuple[int, EventKind]] = Counter()
    pages: dict[tuple[int, EventKind], int] = {}
    for (is_troubled, (kind, drawn, page)), count in sums.items():
        key = drawn, EventKind(kind)
        if key[1] in kinds and (is_troubled or not only_troubled):
            counts[key] += count
            pages[key] = min(page, pages.get(key, page))
    return [MonthHeap(key[1], _month(key[0]), counts[key], _month(pages[key])) for key in sorted(counts)]


def _before(marks: Mapping[str, bool], cache: BuildCache) -> Iterator[FleetHeaps]:
    """The heaps of digests that are still in the cache though no cluster is as they say."""
    for mark, is_troubled in marks.items():
        file = cache.load_parts(DIGESTS, mark)
        if file is not None:
            yield _of_cluster(is_troubled, file.item("heaps", 0)[0])


def _of_cluster(is_troubled: bool, heaps: Collection[tuple[HeapKey, int]]) -> FleetHeaps:
    return Counter({(is_troubled, key): count for key, count in heaps})


def _number(month: Month) -> int:
    return 12 * month.year + month.month - 1


def _month(number: int) -> Month:
    return Month(number // 12, number % 12 + 1)
