"""Built sites, of which every page is read together with the JSON file beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bench.events import clusters, events
from tests.support.cli import command_line
from tests.support.journal import record
from tests.support.site_beside import Site
from tests.support.site_build import a_store, build
from tests.support.stores import opened
from tracker import bundled
from tracker.domain.event import Event, Visibility
from tracker.domain.when import When
from tracker.publish.days import DAY_PART
from tracker.publish.site_data import LARGE_MONTH, Edition

FLEET_TODAY = date(2026, 8, 11)
CROWDED = DAY_PART + LARGE_MONTH // 4
"""Events on the first day of the large month: more than one page of a day holds."""

WAIVER = """
[[waivers]]
code = "SUP001"
owner = "mina"
reason = "it moves in spring"
expires = 2026-12-31
"""


def _journal(folder: Path) -> Path:
    """The site of the sample journal, as somebody makes it on the command line."""
    tracker = command_line(folder, XDG_CACHE_HOME=str(folder / "cache"))
    tracker.ok("init")
    tracker.ok(
        "cluster", "add", "seoul", "--provider", "kube-aws", "--environment", "production", "--zone", "Asia/Seoul"
    )
    tracker.ok("import", "journal", str(bundled.path("data") / "samples" / "kube-aws-journal.md"))
    tracker("report", "--to", "1.8", "--keep")
    tracker.ok("add", "The step to Kubernetes 1.8", "--kind", "plan", "--on", "2027-01-15")
    with (folder / "tracker.toml").open("a") as settings:
        settings.write(WAIVER)
    tracker.ok("site", "build", "-o", "site")
    return folder / "site"


def _fleet(folder: Path, edition: Edition) -> Path:
    """The site of two small clusters and of three with hundreds of events, 300 of them in one month."""
    store = a_store(folder / "tracker.db")
    with opened(store) as port:
        for number, cluster in enumerate(clusters(3)):
            told = list(events(cluster, 420))
            record(port, cluster, *(told if number else _crowded(told)))
    build(store, folder / "site", edition=edition, today=FLEET_TODAY)
    return folder / "site"


def _crowded(told: list[Event]) -> list[Event]:
    days = [date(2026, 5, 4)] * CROWDED + [date(2026, 5, day) for day in range(5, 29) for _ in range(3)]
    crowd = zip(told[-len(days) :], days, strict=True)
    return told[: -len(days)] + [
        replace(event, when=When.on(day, event.when.zone), ended=None, visibility=Visibility.PUBLIC)
        for event, day in crowd
    ]


BUILDERS: dict[str, Callable[[Path], Path]] = {
    "journal": _journal,
    "fleet": lambda folder: _fleet(folder, Edition.INTERNAL),
    "public fleet": lambda folder: _fleet(folder, Edition.PUBLIC),
}


# Each site is built by one worker alone.
@pytest.fixture(
    scope="session",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"site-json {name}")) for name in BUILDERS],
)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A built site, made once; nobody writes to it."""
    folder = tmp_path_factory.mktemp("site-json")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        return Site(request.param, BUILDERS[request.param](folder))
