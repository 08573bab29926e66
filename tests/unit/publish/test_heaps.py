"""Sums over the fleet that are carried from build to build."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.site_sample import journal_site, sample_site
from tracker.domain.event import EventKind
from tracker.publish.cache import BuildCache
from tracker.publish.digests import parts_of
from tracker.publish.gathered import DIGESTS, ClusterData, Month
from tracker.publish.heaps import counted, month_heaps, remembered_heaps


@pytest.fixture
def cache(tmp_path: Path) -> BuildCache:
    return BuildCache(tmp_path)


def clusters() -> list[ClusterData]:
    """The largest first."""
    return sorted(sample_site().clusters, key=lambda data: -len(data.moments))


def changed(data: ClusterData) -> ClusterData:
    """The same cluster after some of its events are gone."""
    return replace(data, fingerprint="changed", heaps=data.heaps[1:])


def build(cache: BuildCache, *data: ClusterData) -> None:
    for each in data:
        cache.save_parts(DIGESTS, each.fingerprint, parts_of(each))
    remembered_heaps(data, cache)


def test_sums_are_those_of_all_clusters_after_one_changed(cache: BuildCache) -> None:
    first, *others = clusters()
    build(cache, first, *others)
    now = [changed(first), *others]
    assert first.heaps
    assert remembered_heaps(now, cache) == counted(now) != counted([first, *others])


def test_sums_are_those_of_all_clusters_after_one_came_and_one_went(cache: BuildCache) -> None:
    first, second, *others = clusters()
    build(cache, second, *others)
    now = [first, *others]
    assert remembered_heaps(now, cache) == counted(now)


@pytest.mark.parametrize("lost", ["digests", "state"])
def test_sums_are_counted_anew_when_something_is_lost(cache: BuildCache, lost: str) -> None:
    first, *others = clusters()
    build(cache, first, *others)
    for file in (cache.path(lost) or Path()).iterdir():
        file.write_bytes(b"damaged")
    now = [changed(first), *others]
    assert remembered_heaps(now, cache) == counted(now)


def test_every_moment_of_the_kinds_is_in_one_heap() -> None:
    site = journal_site()
    kinds = {EventKind.INCIDENT, EventKind.UPGRADE}
    found = month_heaps(site.heaps, kinds)
    moments = [moment for data in site.clusters for moment in data.moments if moment.kind in kinds]
    assert sum(found.values()) == len(moments) > 10
    assert {kind for kind, _ in found} == kinds
    assert {Month(*month) for _, month in found} <= {month.month for month in site.months}
