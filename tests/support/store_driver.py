"""Works on a store in processes that are killed, or that compete. Run as a script, so that no test runner is forked.

``store_driver.py kill LOCATION add|import KILLS SEED``: forks a process that records, kills it at a random moment, again
and again; prints the identifiers of all events (add) or the tags of all imports whose commit was acknowledged.

``store_driver.py compete LOCATION PROCESSES EVENTS``: that many processes record that many events each, at once.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from itertools import count
from typing import NoReturn

from tests.support.journal import RECORDED_AT, a_change, an_event, record, writing
from tests.support.stores import opened
from tracker.domain.cluster import Cluster
from tracker.domain.event import Event
from tracker.domain.identity import IdentifierSource

IMPORTED_AT_ONCE = 60
_STEPS = 6
"""An import appends in this many steps, so that a kill meets it between two batches as well."""
_ids = IdentifierSource()

Acknowledge = Callable[[str], object]
Work = Callable[[str, Acknowledge], None]


def _new_event(cluster: Cluster, title: str, **fields: object) -> Event:
    return an_event(cluster, title, id=_ids.next(RECORDED_AT), changes=(a_change("etcd", title),), **fields)  # type: ignore[arg-type]


def add(location: str, acknowledge: Acknowledge) -> None:
    """Records one event after the other, each as a command of its own would."""
    for number in count():
        with opened(location) as store:
            event = _new_event(store.timeline.clusters()[0], f"{os.getpid()} {number}")
            record(store, event)
        acknowledge(event.id)


def imports(location: str, acknowledge: Acknowledge) -> None:
    """Records many events in one transaction, again and again."""
    for number in count():
        tag = f"import-{os.getpid()}-{number}"
        with opened(location) as store, store.unit_of_work(author="importer", recorded_at=RECORDED_AT) as work:
            cluster = work.timeline.clusters()[0]
            for _ in range(_STEPS):
                some = [_new_event(cluster, tag, tags=(tag,)) for _ in range(IMPORTED_AT_ONCE // _STEPS)]
                assert len(list(work.append(writing(*some)))) == len(some)
            work.commit()
        acknowledge(tag)


def kill_again_and_again(location: str, work: Work, kills: int, seed: int) -> list[str]:
    """Everything that was acknowledged before the process was killed."""
    chance = random.Random(seed)
    acknowledged: list[str] = []
    usual = 0.1
    for kill in range(kills):
        reading, writing_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _work_until_killed(location, work, writing_end)
        os.close(writing_end)
        with os.fdopen(reading, encoding="utf-8") as lines:
            started = time.monotonic()
            # Some are killed early on, some in the middle of a later piece of work, however slow this machine is.
            awaited = chance.choice((1, 2)) if kill % 3 == 0 else 0
            acknowledged += [lines.readline().strip() for _ in range(awaited)]
            if awaited:
                usual = (time.monotonic() - started) / awaited
            time.sleep(chance.uniform(0, 1.5 * usual))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            if not os.WIFSIGNALED(status):
                raise RuntimeError(f"the process ended on its own, with status {status}")
            acknowledged += lines.read().splitlines()
    return acknowledged


def _work_until_killed(location: str, work: Work, acknowledgements: int) -> NoReturn:
    try:
        work(location, lambda text: os.write(acknowledgements, f"{text}\n".encode()))
    finally:
        os._exit(1)


def compete(location: str, processes: int, events: int) -> None:
    """Every process records its events, alternating between the clusters."""
    children = [os.fork() or _record_some(location, number, events) for number in range(processes)]
    for child in children:
        _, status = os.waitpid(child, 0)
        if status:
            raise RuntimeError(f"a process ended with status {status}")


def _record_some(location: str, process: int, events: int) -> NoReturn:
    status = 1
    try:
        with opened(location) as store:
            clusters = store.timeline.clusters()
            for number in range(events):
                record(store, _new_event(clusters[(process + number) % len(clusters)], f"{process} {number}"))
        status = 0
    finally:
        if status:
            traceback.print_exc()
        os._exit(status)


def main() -> None:
    match sys.argv[1:]:
        case ["kill", location, "add", kills, seed]:
            json.dump(kill_again_and_again(location, add, int(kills), int(seed)), sys.stdout)
        case ["kill", location, "import", kills, seed]:
            json.dump(kill_again_and_again(location, imports, int(kills), int(seed)), sys.stdout)
        case ["compete", location, processes, events]:
            compete(location, int(processes), int(events))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
