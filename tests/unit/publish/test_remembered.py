"""What a process keeps of the clusters that the cache remembers."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tracker.publish.cache import BuildCache
from tracker.publish.gathered import DIGESTS
from tracker.publish.part_file import PartFile
from tracker.publish.remembered import CacheLostError, Parts, RememberedCluster

NUMBERS = range(30)


@pytest.fixture
def cache(tmp_path: Path) -> BuildCache:
    cache = BuildCache(tmp_path)
    for number in NUMBERS:
        assert cache.save_parts(DIGESTS, f"digest-{number}", {"heaps": ["x" * 1000], "incidents": [number, -number]})
    return cache


def clusters(parts: Parts) -> list[Any]:
    known: list[Any] = [
        SimpleNamespace(cluster=SimpleNamespace(name=f"c{number}"), fingerprint=f"digest-{number}", outline=None)
        for number in NUMBERS
    ]
    return [RememberedCluster(each, parts) for each in known]


def ask(cache: BuildCache, monkeypatch: pytest.MonkeyPatch, **limits: int) -> list[str]:
    """Ask all clusters the same twice; gives the files that were looked into for it."""
    read: list[str] = []
    load = cache.load_parts

    def load_and_tell(kind: str, key: str) -> PartFile | None:
        read.append(key)
        return load(kind, key)

    monkeypatch.setattr(cache, "load_parts", load_and_tell)
    asked = clusters(Parts(cache, **limits))
    for _ in range(2):
        assert {str(each.heaps) for each in asked} == {"x" * 1000}
    return read


def test_what_was_asked_for_lately_is_read_once(cache: BuildCache, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(cache, monkeypatch) == [f"digest-{number}" for number in NUMBERS]


def test_with_zeros_nothing_stays_but_the_last(cache: BuildCache, monkeypatch: pytest.MonkeyPatch) -> None:
    once = [f"digest-{number}" for number in NUMBERS]
    assert ask(cache, monkeypatch, most_kept=0, most_indexes=0) == once + once


def test_a_lost_part_names_its_cluster(cache: BuildCache, tmp_path: Path) -> None:
    (tmp_path / DIGESTS / "digest-7").unlink()
    asked = clusters(Parts(cache))
    assert list(asked[8].incidents) == [8, -8]
    with pytest.raises(CacheLostError, match="of c7 is gone"):
        list(asked[7].incidents)
