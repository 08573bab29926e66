"""Gather a site from the store: digest the clusters that changed since the last build, remember the others.

The events of an unchanged cluster are not read. A cluster that has something new is digested again as a whole; of its
months only those count as changed that the end of the ledger touches.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from tracker.domain.cluster import Cluster
from tracker.processes import in_parallel
from tracker.publish.brief import Brief
from tracker.publish.cache import BuildCache
from tracker.publish.day_counts import DayCounts
from tracker.publish.digests import Digested, digest
from tracker.publish.events import StoreEvents
from tracker.publish.gathered import DIGESTS, ClusterData, Moment
from tracker.publish.heaps import remembered_heaps
from tracker.publish.known import Known, Touched, known_after, touched_since
from tracker.publish.months import DaysRead, MonthList
from tracker.publish.packing import packed
from tracker.publish.pipeline import MOST_GROWTH
from tracker.publish.remembered import Parts, RememberedCluster
from tracker.publish.site_data import Edition, SiteData
from tracker.services.ports import Head, Store

_KNOWN = "clusters.4"
"""Where the cache keeps what is known of the clusters; the number changes with the form of `Known`."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


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
            heads = {head.cluster_id: head for head in store.heads()}
            events = StoreEvents(open_store, brief.edition, tuple(heads.values()))
            table = cache.load_table("state", _KNOWN)
            remembered: dict[str, Known] = {identifier: known for identifier, (known, _) in table.items()}
            look = _Look(store, heads, events, brief, cache, remembered)
            digested = look.digest_stale(processes, progress)
            known, touched = look.known(digested)
            days = DaysRead({key: each.days for key, each in digested.items()}, look.days_before(digested))
    finally:
        store.close()
    # Even the name of a cluster about which nothing is public is internal.
    shown = [each for each in known.values() if each.months or brief.edition is Edition.INTERNAL]
    months = MonthList(shown, remembered.values(), cache).build(days, touched, events)
    parts = Parts(cache)
    clusters = tuple(_cluster_data(each, digested, parts) for each in shown)
    # Each is asked once here: to keep what they answered would cost every process of the build its room.
    passing = Parts(cache, most_kept=0, most_indexes=0)
    heaps = remembered_heaps([_cluster_data(each, digested, passing) for each in shown], cache)
    # Processes are about to be forked; each opens the store for itself.
    events.close()
    # Of a large fleet nearly all clusters are as they were, and what is packed need not be packed again.
    packets = {key: packed(now) if key in digested else table[key][1] for key, now in known.items()}
    cache.save("state", _KNOWN, packets)
    cache.keep_only(DIGESTS, {each.fingerprint for each in known.values()})
    return SiteData(
        title=brief.title,
        edition=brief.edition,
        today=brief.today,
        clusters=clusters,
        months=months,
        heaps=heaps,
        events=events,
        reference=brief.reference,
        rules=brief.rules,
        base_url=brief.base_url,
        version=brief.version,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at the store, inside a read transaction."""

    store: Store
    heads: Mapping[str, Head]
    events: StoreEvents
    brief: Brief
    cache: BuildCache
    remembered: Mapping[str, Known]

    @property
    def clusters(self) -> list[Cluster]:
        """In order of their names."""
        return [cluster for cluster in self.store.timeline.clusters() if cluster.id in self.heads]

    def digest_stale(self, processes: int, progress: Progress) -> dict[str, Digested]:
        """Digest the clusters that changed, or that this edition, day or program sees differently."""
        stale = [cluster for cluster in self.clusters if not self._is_current(cluster.id)]
        digested: dict[str, Digested] = {}
        for done, each in enumerate(in_parallel(self._digest, stale, processes, most_growth=MOST_GROWTH), start=1):
            digested[each.cluster.id] = each
            progress("clusters", done, len(stale))
        return digested

    def known(self, digested: Mapping[str, Digested]) -> tuple[dict[str, Known], Touched]:
        """What is known of every cluster now, in order of their names, and what changed since the last build."""
        remembered = self.remembered
        known: dict[str, Known] = {}
        touched = Touched.nothing() if remembered.keys() <= self.heads.keys() else Touched.everything()
        for cluster in self.clusters:
            if cluster.id in digested:
                before, now = remembered.get(cluster.id), digested[cluster.id]
                changed = touched_since(self.store, before, now)
                known[cluster.id] = known_after(before, self.heads[cluster.id], self.brief, now, changed)
                touched |= changed
            else:
                known[cluster.id] = remembered[cluster.id]
        return known, touched

    def days_before(self, digested: Collection[str]) -> dict[str, DayCounts] | None:
        """How many events each day of these clusters had when the last build read them; None if that is lost."""
        days: dict[str, DayCounts] = {}
        for identifier, known in self.remembered.items():
            if identifier not in self.heads:
                return None
            if identifier in digested:
                moments: Sequence[Moment] | None = self.cache.load_part(DIGESTS, known.fingerprint, "moments")
                if moments is None:
                    return None
                days[identifier] = DayCounts(moment.when.day for moment in moments)
        return days

    def _is_current(self, cluster_id: str) -> bool:
        known = self.remembered.get(cluster_id)
        return known is not None and (known.head, known.brief) == (self.heads[cluster_id], self.brief.fingerprint)

    def _digest(self, cluster: Cluster) -> Digested:
        return digest(cluster, self.heads[cluster.id], self.brief, self.events, self.cache)


def _cluster_data(known: Known, digested: Mapping[str, Digested], parts: Parts) -> ClusterData:
    fresh = digested.get(known.cluster.id)
    if fresh and fresh.data:
        return fresh.data
    return cast("ClusterData", RememberedCluster(known, parts))
