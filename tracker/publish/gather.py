"""Gather a site from the store: digest the clusters that changed since the last build, remember the others.

The events of an unchanged cluster are not read. A cluster that has something new is digested again as a whole; of its
months only those count as changed that the end of the ledger touches.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from tracker.domain.cluster import Cluster
from tracker.domain.errors import NotFoundError
from tracker.publish.brief import Brief
from tracker.publish.cache import BuildCache
from tracker.publish.changes import changes_after
from tracker.publish.events import StoreEvents
from tracker.publish.gathered import ClusterData, Month, MonthData, SiteData, digest_cluster
from tracker.publish.page import fingerprint
from tracker.publish.redact import edited_cluster
from tracker.publish.reports import kept_reports
from tracker.publish.workers import in_parallel
from tracker.services.ports import Head, Store

_DIGESTS = "digests"

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a cluster: enough to tell what a later event changes."""

    head: Head
    brief: str
    cluster: Cluster
    fingerprint: str
    """Of its digest, which the cache keeps under this key."""
    months: Mapping[str, tuple[int, str]]
    """Of each month: how many events, and the hash of the newest revision when the month was last touched."""


@dataclass(frozen=True, slots=True)
class _Digested:
    """What digesting a cluster gave."""

    cluster: Cluster
    fingerprint: str
    counts: Mapping[str, int]
    """Of events by month."""
    caused: tuple[tuple[str, str], ...]
    """The cause and the month of every incident with a cause."""
    data: ClusterData | None
    """None: it is in the cache."""


def gather(
    open_store: Callable[[], Store], brief: Brief, cache: BuildCache, *, processes: int, progress: Progress
) -> SiteData:
    """The site's data; whole events are read later, by the pages that show them.

    Raises:
        StoreChangedError: Somebody wrote to the store meanwhile.
    """
    store = open_store()
    try:
        with store.reading():
            known, digested = _look(store, open_store, brief, cache, processes, progress)
            events = StoreEvents(open_store, brief.edition, store.heads())
    finally:
        store.close()
    cache.save("state", "clusters", known)
    cache.keep_only(_DIGESTS, {each.fingerprint for each in known.values()})
    shown = [each for each in known.values() if each.months]
    return SiteData(
        title=brief.title,
        edition=brief.edition,
        today=brief.today,
        clusters=tuple(_cluster_data(each, digested.get(each.cluster.id), cache) for each in shown),
        months=tuple(_months(shown)),
        events=events,
        reference=brief.reference,
        rules=brief.rules,
        base_url=brief.base_url,
        version=brief.version,
    )


def _look(
    store: Store,
    open_store: Callable[[], Store],
    brief: Brief,
    cache: BuildCache,
    processes: int,
    progress: Progress,
) -> tuple[dict[str, Known], dict[str, ClusterData]]:
    """What is known of every cluster now, in order of the names, and the digests that the cache could not take."""
    heads = {head.cluster_id: head for head in store.heads()}
    clusters = [cluster for cluster in store.timeline.clusters() if cluster.id in heads]
    events = StoreEvents(open_store, brief.edition, tuple(heads.values()))
    remembered: dict[str, Known] = cache.load("state", "clusters") or {}

    def is_current(known: Known | None, head: Head) -> bool:
        return known is not None and (known.head, known.brief) == (head, brief.fingerprint)

    def digest(cluster: Cluster) -> _Digested:
        return _digest(cluster, heads[cluster.id], brief, events, cache)

    stale = [cluster for cluster in clusters if not is_current(remembered.get(cluster.id), heads[cluster.id])]
    fresh: dict[str, Known] = {}
    unsaved: dict[str, ClusterData] = {}
    for done, result in enumerate(in_parallel(digest, stale, processes), start=1):
        identifier = result.cluster.id
        fresh[identifier] = _known(store, remembered.get(identifier), heads[identifier], brief, result)
        if result.data:
            unsaved[identifier] = result.data
        progress("clusters", done, len(stale))
    events.close()
    return {cluster.id: fresh.get(cluster.id) or remembered[cluster.id] for cluster in clusters}, unsaved


def _digest(cluster: Cluster, head: Head, brief: Brief, events: StoreEvents, cache: BuildCache) -> _Digested:
    shown = list(events.of_cluster(cluster.id))
    cluster = edited_cluster(cluster, brief.edition)
    judgement = brief.judge(cluster, shown)
    data = digest_cluster(
        cluster,
        shown,
        fingerprint=fingerprint(head, cluster, brief.fingerprint),
        outcomes=judgement.outcomes,
        windows=judgement.windows,
        reports=kept_reports(shown),
    )
    return _Digested(
        cluster,
        data.fingerprint,
        Counter(str(Month.of(moment.when.day)) for moment in data.moments),
        tuple(
            (event.incident.cause, str(Month.of(event.when.day)))
            for event in data.incidents
            if event.incident and event.incident.cause
        ),
        None if cache.save(_DIGESTS, data.fingerprint, data) else data,
    )


def _known(store: Store, before: Known | None, head: Head, brief: Brief, now: _Digested) -> Known:
    touched = _touched(store, before, head, now) if before else None
    return Known(
        head,
        brief.fingerprint,
        now.cluster,
        now.fingerprint,
        {
            month: (
                count,
                head.hash if before is None or touched is None or month in touched else before.months[month][1],
            )
            for month, count in now.counts.items()
        },
    )


def _touched(store: Store, before: Known, head: Head, now: _Digested) -> set[str] | None:
    """The months that changed since the last build; None: all of them."""
    if before.cluster != now.cluster:
        return None
    try:
        changes = changes_after(store, before.head)
    except NotFoundError:
        # The ledger is not the one that was read then.
        return None
    if changes is None:
        return None
    touched = {str(month) for month in changes.months}
    touched |= {month for cause, month in now.caused if cause in changes.event_ids}
    return touched | (now.counts.keys() - before.months.keys())


def _cluster_data(known: Known, digested: ClusterData | None, cache: BuildCache) -> ClusterData:
    return digested or cast("ClusterData", RememberedCluster(known, cache))


class RememberedCluster:
    """A `ClusterData` whose larger parts are read from the cache when a page asks for the first of them."""

    def __init__(self, known: Known, cache: BuildCache) -> None:
        self.cluster = known.cluster
        self.fingerprint = known.fingerprint
        self._cache = cache

    def __getattr__(self, name: str) -> object:
        """Only called for what is not there yet."""
        if name.startswith("_"):
            raise AttributeError(name)
        data = self._cache.load(_DIGESTS, self.fingerprint)
        for part in ClusterData.__slots__:
            self.__dict__.setdefault(part, getattr(data, part))
        return getattr(data, name)


def _months(clusters: Iterable[Known]) -> Iterable[MonthData]:
    """The months of the whole timeline, newest first."""
    counts: Counter[str] = Counter()
    touches: dict[str, list[tuple[str, str]]] = {}
    for known in clusters:
        for month, (count, touched) in known.months.items():
            counts[month] += count
            touches.setdefault(month, []).append((known.cluster.id, touched))
    for month in sorted(counts, reverse=True):
        year, _, number = month.partition("-")
        yield MonthData(Month(int(year), int(number)), counts[month], fingerprint(sorted(touches[month])))
