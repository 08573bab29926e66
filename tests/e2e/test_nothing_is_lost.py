"""The installed command: killed at any moment, or run by many at once, it loses nothing that it has confirmed."""

import json
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.journal import a_cluster, record
from tests.support.stores import opened, sqlite_store_at
from tracker.services.ports import EventQuery

# Commands are killed after a part of the time that they usually take, which is long on a busy machine.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

TRACKER = Path(sys.executable).with_name("tracker")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = sqlite_store_at(tmp_path / "tracker.db")
    with opened(path) as store:
        record(store, a_cluster("production"))
    return path


def titles(path: Path) -> list[str]:
    with opened(path) as store:
        assert store.verify().problems == ()
        return [event.title for event in store.timeline.events(EventQuery())]


def kill_at_random(command: list[str | Path], longest: float, chance: random.Random) -> bool:
    """Start a command and kill it; whether it had finished by then, with success."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(chance.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        _, errors = process.communicate()
        assert process.returncode in (0, -signal.SIGKILL), errors.decode()
        return process.returncode == 0


def duration(command: list[str | Path]) -> float:
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - started


def test_add_survives_kills(store: Path) -> None:
    def adding(number: int) -> list[str | Path]:
        return [TRACKER, "--store", store, "add", f"velero 1.{number}", "--on", "2024-05-01"]

    chance = random.Random(7)
    usual = duration(adding(1_000))
    confirmed = [number for number in range(25) if kill_at_random(adding(number), 1.6 * usual, chance)]
    recorded = titles(store)
    assert {f"velero 1.{number}" for number in confirmed} <= set(recorded)
    assert len(recorded) == len(set(recorded))


def test_import_is_all_or_nothing_under_kills(store: Path, tmp_path: Path) -> None:
    def importing(number: int, size: int) -> list[str | Path]:
        file = tmp_path / f"{number}.jsonl"
        events = ({"date": "2024-05-01", "title": f"{number}", "key": f"{number}-{line}"} for line in range(size))
        file.write_text("".join(json.dumps(event) + "\n" for event in events))
        return [TRACKER, "--store", store, "import", "jsonl", file, "--no-check"]

    chance = random.Random(8)
    size = 3_500  # more than one process reads so many
    usual = duration(importing(1_000, size))
    confirmed = [number for number in range(15) if kill_at_random(importing(number, size), 1.3 * usual, chance)]
    recorded = titles(store)
    counts = {title: recorded.count(title) for title in set(recorded)}
    assert {str(number) for number in confirmed} <= counts.keys()
    assert set(counts.values()) == {size}


def test_many_at_once_lose_nothing(store: Path) -> None:
    def add(number: int) -> int:
        command = [str(TRACKER), "--store", str(store), "add", f"velero 1.{number}", "--on", "2024-05-01"]
        return subprocess.run(command, check=False, capture_output=True).returncode

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(add, range(40))) == {0}
    assert sorted(titles(store)) == sorted(f"velero 1.{number}" for number in range(40))
