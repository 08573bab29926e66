"""A rebuild renders what a change touches, and gives the same bytes as a build from nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.journal import record, retracting
from tests.support.site_build import TODAY, build, content, differing
from tests.support.site_sample import PROD, STAGE, journal_events, young_events
from tests.support.stores import opened
from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Change, Event, EventKind, Subject, SubjectType, Visibility
from tracker.domain.when import When
from tracker.publish.site_data import LARGE_MONTH
from tracker.store.store import SqlStore

UPGRADE, OUTAGE = young_events()[:2]


def an_upgrade(day: date) -> Event:
    return Event(
        "0158ffff-0000-7000-8000-000000000001",
        PROD.id,
        EventKind.UPGRADE,
        "kubernetes 1.7.5",
        When.on(day),
        changes=(Change(Subject(SubjectType.PLATFORM, "kubernetes"), Action.UPGRADED, "1.7.4", "1.7.5"),),
        visibility=Visibility.PUBLIC,
    )


def add(store: SqlStore) -> None:
    record(store, an_upgrade(date(2017, 10, 3)))


def add_in_the_past(store: SqlStore) -> None:
    record(store, an_upgrade(date(2016, 9, 7)))


def amend_the_title(store: SqlStore) -> None:
    record(store, replace(journal_events()[10], title="다른 제목"))


def move_to_another_month(store: SqlStore) -> None:
    record(store, replace(journal_events()[10], when=When.on(date(2017, 5, 5))))


def retract(store: SqlStore) -> None:
    record(store, retracting(journal_events()[20]))


def move_the_cause_of_an_incident(store: SqlStore) -> None:
    record(store, replace(UPGRADE, when=When.on(date(2017, 11, 11))))


def retract_the_cause_of_an_incident(store: SqlStore) -> None:
    record(store, retracting(UPGRADE))


def rename_a_cluster(store: SqlStore) -> None:
    record(store, replace(STAGE, name="pre-production"))


def add_a_cluster(store: SqlStore) -> None:
    lab = Cluster("c-lab", "lab", zone="UTC")
    record(
        store,
        lab,
        replace(an_upgrade(date(2017, 10, 3)), cluster_id="c-lab", id="0158ffff-0000-7000-8000-00000000000a"),
    )


def retract_all_of_a_cluster(store: SqlStore) -> None:
    record(store, *(retracting(event) for event in young_events()))


CHANGES = [
    add,
    add_in_the_past,
    amend_the_title,
    move_to_another_month,
    retract,
    move_the_cause_of_an_incident,
    retract_the_cause_of_an_incident,
    rename_a_cluster,
    add_a_cluster,
    retract_all_of_a_cluster,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_rebuild_gives_the_bytes_of_a_build_from_nothing(
    store: Path, tmp_path: Path, change: Callable[[SqlStore], None]
) -> None:
    site = tmp_path / "site"
    build(store, site)
    with opened(store) as opened_store:
        change(opened_store)
    rebuilt = build(store, site)
    fresh = build(store, tmp_path / "fresh")
    assert content(site) == content(tmp_path / "fresh")
    assert 0 < rebuilt.rendered < fresh.rendered


def test_nothing_is_rendered_when_nothing_changed(store: Path, tmp_path: Path) -> None:
    first = build(store, tmp_path / "site")
    before = {path: path.stat() for path in (tmp_path / "site").rglob("*") if path.is_file()}
    again = build(store, tmp_path / "site")
    assert (first.written, again.rendered, again.written) == (first.files, 0, 0)
    for path, status in before.items():
        if path.name != ".tracker-site.json":
            assert (path.stat().st_ino, path.stat().st_mtime_ns) == (status.st_ino, status.st_mtime_ns), path


def test_an_event_touches_its_month_and_no_other(store: Path, tmp_path: Path) -> None:
    build(store, tmp_path / "site")
    build(store, tmp_path / "before")
    with opened(store) as opened_store:
        add(opened_store)
    build(store, tmp_path / "site")
    months = {path for path in differing(tmp_path / "before", tmp_path / "site") if "timeline/" in path}
    # October is new, and its neighbours link to it.
    assert {Path(path).stem for path in months} == {"2017-09", "2017-10", "2017-12"}


def test_another_day_is_another_site(store: Path, tmp_path: Path) -> None:
    build(store, tmp_path / "site")
    build(store, tmp_path / "site", today=date(2018, 6, 1))
    build(store, tmp_path / "fresh", today=date(2018, 6, 1))
    assert not differing(tmp_path / "site", tmp_path / "fresh")


def test_a_store_put_in_the_place_of_another_is_noticed(store: Path, tmp_path: Path) -> None:
    """Its ledger may be as long as the other one's; the hash of the last revision tells them apart."""
    build(store, tmp_path / "site")
    with opened(store) as opened_store:
        add(opened_store)
    build(store, tmp_path / "site")
    other = tmp_path / "other" / "tracker.db"
    other.parent.mkdir()
    from tests.support.site_build import a_store

    a_store(other)
    with opened(other) as opened_store:
        record(opened_store, replace(an_upgrade(date(2016, 9, 8)), title="kubernetes 1.3.7"))
    other.replace(store)
    build(store, tmp_path / "site")
    build(store, tmp_path / "fresh")
    assert not differing(tmp_path / "site", tmp_path / "fresh")


def test_a_lost_or_damaged_cache_costs_time_and_nothing_else(store: Path, tmp_path: Path) -> None:
    build(store, tmp_path / "site")
    before = content(tmp_path / "site")
    for file in (tmp_path / "cache").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x80\x05garbage")
    summary = build(store, tmp_path / "site")
    assert content(tmp_path / "site") == before
    assert summary.written == 0
    assert summary.rendered > 0


def test_parts_of_the_cache_that_are_lost_are_made_again(store: Path, tmp_path: Path) -> None:
    build(store, tmp_path / "site")
    digests = [file for file in (tmp_path / "cache").rglob("digests/*") if file.is_file()]
    for file in digests:
        file.unlink()
    with opened(store) as opened_store:
        add(opened_store)
    build(store, tmp_path / "site")
    build(store, tmp_path / "fresh")
    assert digests
    assert not differing(tmp_path / "site", tmp_path / "fresh")


def test_a_day_of_a_large_month_is_made_again_without_the_others(store: Path, tmp_path: Path) -> None:
    crowd = [
        replace(an_upgrade(date(2017, 8, 1 + number % 3)), id=f"0158fffe-0000-7000-8000-{number:012x}")
        for number in range(LARGE_MONTH + 1)
    ]
    with opened(store) as opened_store:
        record(opened_store, *crowd)
    build(store, tmp_path / "site")
    build(store, tmp_path / "before")
    with opened(store) as opened_store:
        record(opened_store, replace(crowd[1], title="kubernetes 1.7.5, at last"))
    rebuilt = build(store, tmp_path / "site")
    fresh = build(store, tmp_path / "fresh")
    assert not differing(tmp_path / "site", tmp_path / "fresh")
    days = {path for path in differing(tmp_path / "before", tmp_path / "site") if "timeline/2017-08-" in path}
    assert days == {"timeline/2017-08-02.html", "ko/timeline/2017-08-02.html", "timeline/2017-08-02.json"}
    assert rebuilt.rendered < fresh.rendered - 2


def test_a_full_build_renders_everything_and_writes_nothing_new(store: Path, tmp_path: Path) -> None:
    first = build(store, tmp_path / "site")
    again = build(store, tmp_path / "site", is_incremental=False)
    assert (again.rendered, again.written) == (first.rendered, 0)


def test_a_write_in_the_middle_of_a_build_is_in_it_or_not_but_never_half(store: Path, tmp_path: Path) -> None:
    """The processes of a build read at different times; they start again when the store is not what it was."""
    from tracker.publish import order
    from tracker.publish.site_data import Edition
    from tracker.reference.opening import open_reference
    from tracker.store.opening import open_store

    written = False

    def write_once(what: str, _done: int, _total: int) -> None:
        nonlocal written
        if what == "clusters" and not written:
            written = True
            with opened(store) as opened_store:
                add(opened_store)

    wanted = order.Order(tmp_path / "site", Edition.INTERNAL, TODAY, "Test", "https://clusters.example.org")
    order.build_ordered(wanted, lambda: open_store(str(store)), open_reference(), write_once)
    assert written
    build(store, tmp_path / "fresh")
    assert not differing(tmp_path / "site", tmp_path / "fresh")


def test_the_cache_is_private(store: Path, tmp_path: Path) -> None:
    build(store, tmp_path / "site")
    folders = (tmp_path / "cache" / "tracker" / "site").iterdir()
    assert [path.stat().st_mode & 0o777 for path in folders] == [0o700]


def test_reads_only_what_is_new(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an unchanged cluster, no event is read."""
    build(store, tmp_path / "site")
    with opened(store) as opened_store:
        record(opened_store, replace(OUTAGE, title="API server unreachable"))
    asked: list[tuple[str, ...]] = []
    from tracker.store.timeline import SqlTimeline

    original = SqlTimeline.events

    def events(self: SqlTimeline, query: object) -> object:
        asked.append(query.cluster_ids)  # type: ignore[attr-defined]
        return original(self, query)  # type: ignore[arg-type]

    monkeypatch.setattr(SqlTimeline, "events", events)
    monkeypatch.setattr("tracker.publish.order._processors", lambda: 1)
    build(store, tmp_path / "site")
    assert (STAGE.id,) in asked
    assert (PROD.id,) not in asked


def test_two_zones_and_two_folders_give_the_same_bytes(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    sites = []
    for zone in ("Asia/Seoul", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        sites.append(tmp_path / zone / "site")
        build(store, sites[-1])
    monkeypatch.delenv("TZ")
    time.tzset()
    assert content(sites[0]) == content(sites[1])


def test_a_cluster_is_renamed_on_every_page(store: Path, tmp_path: Path) -> None:
    build(store, tmp_path / "site")
    with opened(store) as opened_store:
        rename_a_cluster(opened_store)
    build(store, tmp_path / "site")
    files = (path for path in (tmp_path / "site").rglob("*") if path.is_file() and path.name != ".tracker-site.json")
    # A kept report recalls upgrades by the names that clusters had when it was made.
    pages = [path for path in files if path.parent.name != "reports"]
    assert not [path for path in pages if b">stage<" in path.read_bytes()]
