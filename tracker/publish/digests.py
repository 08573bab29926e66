"""Digest a cluster: read its events once, judge them, keep what pages about the cluster and the fleet need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from tracker.domain.cluster import Cluster
from tracker.publish.brief import Brief
from tracker.publish.cache import BuildCache
from tracker.publish.day_counts import DayCounts
from tracker.publish.events import StoreEvents
from tracker.publish.gathered import DIGESTS, ITEMWISE, ClusterData, Outline
from tracker.publish.outlines import digest_cluster
from tracker.publish.page import fingerprint
from tracker.publish.redact import edited_cluster, edited_outcomes
from tracker.publish.reports import kept_reports
from tracker.services.ports import Head


def parts_of(data: ClusterData) -> Mapping[str, Sequence[object]]:
    """A digest as lists, for `BuildCache.save_parts`."""
    values = {each.name: getattr(data, each.name) for each in fields(data)}
    return {name: value if name in ITEMWISE else (value,) for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class Digested:
    """What digesting a cluster gave."""

    cluster: Cluster
    fingerprint: str
    days: DayCounts
    outline: Outline
    data: ClusterData | None
    """None: the cache has it."""


def digest(cluster: Cluster, head: Head, brief: Brief, events: StoreEvents, cache: BuildCache) -> Digested:
    """Digest a cluster as it stands at `head`."""
    shown = list(events.of_cluster(cluster.id))
    cluster = edited_cluster(cluster, brief.edition)
    judgement = brief.judge(cluster, shown)
    data = digest_cluster(
        cluster,
        shown,
        fingerprint=fingerprint(head, cluster, brief.fingerprint),
        today=brief.today,
        outcomes=edited_outcomes(judgement.outcomes, brief.edition),
        windows=edited_outcomes(judgement.windows, brief.edition),
        reports=kept_reports(shown, cluster, brief.edition),
    )
    return Digested(
        cluster,
        data.fingerprint,
        DayCounts(moment.when.day for moment in data.moments),
        data.outline,
        None if cache.save_parts(DIGESTS, data.fingerprint, parts_of(data)) else data,
    )
