"""Reads timelines for people: events of several clusters between two moments, each cluster counted in its own zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from itertools import groupby, islice

from tracker.domain.cluster import Cluster
from tracker.domain.dates import first_micros, last_micros, parse_when
from tracker.domain.errors import InvalidDataError
from tracker.domain.event import Event
from tracker.domain.search_syntax import bounds_of, parse_search
from tracker.services.ports import EventQuery, Timeline


@dataclass(frozen=True, slots=True)
class Period:
    """Two moments as they were typed; empty for no bound."""

    since: str = ""
    until: str = ""

    def bounds(self, zone: str, now: datetime) -> tuple[int | None, int | None]:
        """The first and the last `When.sort_at` that count in a zone.

        Raises:
            InvalidDataError: One is no date, or the end lies before the beginning.
        """
        since = first_micros(parse_when(self.since, now=now, zone=zone)) if self.since else None
        until = last_micros(parse_when(self.until, now=now, zone=zone)) if self.until else None
        if since is not None and until is not None and until < since:
            raise InvalidDataError(f"--until {self.until} lies before --since {self.since}")
        return since, until


def read_events(
    timeline: Timeline,
    clusters: Sequence[Cluster],
    query: EventQuery,
    *,
    period: Period = Period(),
    search: str = "",
    now: datetime,
) -> Iterator[Event]:
    """The events of these clusters that match, in timeline order.

    Days are counted in the zone of each cluster, so that clusters of different zones are asked apart and woven together.

    Raises:
        InvalidDataError: A date or the search expression cannot be read; before anything is returned.
    """
    by_zone = sorted(clusters, key=lambda cluster: cluster.zone)
    walks = [
        timeline.events(_in_zone(query, [cluster.id for cluster in group], zone, period, search, now))
        for zone, group in groupby(by_zone, key=lambda cluster: cluster.zone)
    ]
    if len(walks) == 1:
        return walks[0]
    woven = merge(*walks, key=lambda event: event.order, reverse=query.newest_first)
    return islice(woven, query.limit)


def _in_zone(
    query: EventQuery, cluster_ids: Sequence[str], zone: str, period: Period, search: str, now: datetime
) -> EventQuery:
    since, until = period.bounds(zone, now)
    criteria = query.criteria
    if search:
        found = parse_search(search, now=now, zone=zone)
        criteria += found.criteria
        after, before = bounds_of(found, zone)
        since = max(filter(None, (since, after)), default=None)
        until = min(filter(None, (until, before)), default=None)
    return replace(query, cluster_ids=tuple(cluster_ids), since=since, until=until, criteria=criteria)
