"""What was acknowledged survives SIGKILL and competition, and nothing is ever half there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.journal import a_cluster, record
from tests.support.store_driver import IMPORTED_AT_ONCE
from tests.support.stores import opened
from tracker.services.ports import EventQuery

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.slow


def drive(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.store_driver", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def two_clusters(location: str) -> str:
    with opened(location) as store:
        record(store, a_cluster("osaka"), a_cluster("tokyo"))
    return location


def test_every_acknowledged_event_survives_a_kill(two_clusters: str) -> None:
    acknowledged = json.loads(drive("kill", two_clusters, "add", "60", "1"))
    assert len(acknowledged) >= 20
    with opened(two_clusters) as store:
        assert store.verify().problems == ()
        there = {event.id: event for event in store.timeline.events(EventQuery())}
        assert set(acknowledged) <= there.keys()
        assert all(event.changes[0].to == event.title for event in there.values())


def test_a_killed_import_leaves_all_or_nothing(two_clusters: str) -> None:
    acknowledged = json.loads(drive("kill", two_clusters, "import", "40", "2"))
    with opened(two_clusters) as store:
        assert store.verify().problems == ()
        events = list(store.timeline.events(EventQuery()))
        sizes: dict[str, int] = {}
        for event in events:
            sizes[event.tags[0]] = sizes.get(event.tags[0], 0) + 1
    assert set(acknowledged) <= sizes.keys()
    assert set(sizes.values()) <= {IMPORTED_AT_ONCE}
    assert len(acknowledged) >= 13


def test_competing_writers_lose_nothing_and_keep_the_chains_whole(two_clusters: str) -> None:
    drive("compete", two_clusters, "8", "100")
    with opened(two_clusters) as store:
        result = store.verify()
        assert (result.problems, result.branches) == ((), {})
        titles = sorted(event.title for event in store.timeline.events(EventQuery()))
        assert titles == sorted(f"{process} {number}" for process in range(8) for number in range(100))
        assert result.revisions == 802
