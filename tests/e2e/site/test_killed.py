"""A build may be killed at any moment: readers see a whole site at every instant, and the next build puts all in order."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.support.journal import record
from tests.support.site_build import build, content
from tests.support.site_sample import PROD
from tests.support.stores import opened
from tracker.domain.event import Event, EventKind
from tracker.domain.when import When
from tracker.publish.output import Staging, _is_in_use

PAGES = [f"folder{number % 7}/page{number}.html" for number in range(120)]


def write_generation(target: Path, generation: int) -> None:
    """A site whose every page says its generation; half of the pages never change."""
    with Staging(target) as staging:
        files = {
            path: staging.write(path, f"{generation if number % 2 else 'same'}\n".encode() * 50)[0]
            for number, path in enumerate(PAGES)
        }
        files["index.html"] = staging.write("index.html", f"{generation}\n".encode() * 50)[0]
        staging.publish(files)


def killed_after(seconds: float, work: Callable[[], None]) -> bool:
    """Do the work in a process that dies at that moment, wherever it is; whether it died."""
    child = os.fork()
    if child == 0:
        # The default action of SIGALRM ends a process as SIGKILL does: no handler, no cleaning up.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] != 0


def wait_for_orphans(folder: Path) -> None:
    """Until no process works any more that a killed build had started; what is left behind is nobody's then."""
    while any(_is_in_use(left) for left in folder.glob(".*.tracker-*")):
        time.sleep(0.01)


def look(target: Path) -> str | None:
    """What is wrong with the site as a reader finds it now, or None."""
    before = (target / "index.html").read_text()
    pages = {path: (target / path).read_text() for path in PAGES}
    after = (target / "index.html").read_text()
    if len(before.splitlines()) != 50 or len(set(before.splitlines())) != 1:
        return f"half a page: {before!r}"
    wrong = [path for number, path in enumerate(PAGES) if pages[path] != (before if number % 2 else "same\n" * 50)]
    return f"{wrong[0]} is not of the generation of the index" if before == after and wrong else None


@contextmanager
def a_reader(target: Path) -> Iterator[list[str]]:
    """Reads the site again and again; gives what it found to be wrong."""
    complaints: list[str] = []
    done = threading.Event()
    looks = 0

    def read() -> None:
        nonlocal looks
        while not done.is_set():
            looks += 1
            try:
                wrong = look(target)
            except OSError as error:
                wrong = str(error)
            if wrong:
                complaints.append(wrong)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield complaints
    finally:
        done.set()
        thread.join()
    assert looks > 10


def test_a_reader_sees_a_whole_site_while_builds_are_killed(tmp_path: Path) -> None:
    target = tmp_path / "site"
    write_generation(target, 0)
    (target / "CNAME").write_text("tracker.example")
    chance = random.Random(7)
    usual, deaths = 0.0, 0
    with a_reader(target) as complaints:
        # However fast or slow this machine is at the moment: until enough have died.
        for generation in count(1):
            started = time.perf_counter()
            writing = partial(write_generation, target, generation)
            has_died = killed_after(chance.uniform(0.0005, 1.2 * usual or 60), writing)
            deaths += has_died
            if not has_died:
                usual = time.perf_counter() - started
            if deaths == 50:
                break
    assert not complaints
    wait_for_orphans(tmp_path)
    write_generation(target, 1_000_000)
    assert look(target) is None
    assert (target / "CNAME").read_text() == "tracker.example"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.slow
def test_a_real_build_that_is_killed_leaves_the_old_site_or_the_new_one(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(store, target)
    started = time.perf_counter()
    build(store, tmp_path / "other")
    usual = time.perf_counter() - started
    before = content(target)
    with opened(store) as opened_store:
        when = When.on(date(2017, 10, 1))
        record(opened_store, Event("0158ffff-0000-7000-8000-000000000002", PROD.id, EventKind.NOTE, "new", when))
    build(store, tmp_path / "wanted")
    after = content(tmp_path / "wanted")

    def build_it() -> None:
        build(store, target)

    chance = random.Random(7)
    deaths = 0
    # The short ones first: after a build that lives there is nothing to do for the others.
    for seconds in sorted(chance.uniform(0.01, usual) for _ in range(12)):
        deaths += killed_after(seconds, build_it)
        assert content(target) in (before, after)
    wait_for_orphans(tmp_path)
    build(store, target)
    assert content(target) == after
    assert deaths > 0
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
