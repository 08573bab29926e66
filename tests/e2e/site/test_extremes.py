"""Stores as nobody means them: names that are no file names, days at both ends of the calendar, next to nothing recorded."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import html

from tests.support.browser_tabs import Tabs
from tests.support.journal import a_change, a_cluster, an_event, record
from tests.support.made_once import made_once
from tests.support.site_build import build, build_apart
from tests.support.site_links import broken_links
from tests.support.stores import opened, sqlite_store_at
from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Event, EventKind, Incident, IncidentSeverity, Link, SubjectType, Visibility
from tracker.domain.when import Precision, When
from tracker.publish.site_data import Edition

NAMES = [
    "..",
    "../../etc/passwd",
    ".",
    "/",
    "CON",
    "nul.txt",
    "a/b",
    "a b",
    "a-b",
    "prod",
    "prod.html",
    "prod.json",
    "index",
    "ko",
    "2016.html",
    "#top",
    "?q=1",
    "%2e%2e",
    "<script>alert(1)</script>",
    "서울 운영",
    "🚢",
    "\u202egnp.exe",
    "x" * 300,
]
MARKUP = """# Head
<script>alert(1)</script> <!-- hidden --> <img src=x onerror=alert(1)>
[run](javascript:alert(1)) [data](data:text/html,<script>alert(1)</script>) ![pixel](http://evil.example/x.png)
> > > deep **bold *and* `code`**

| a | b |
|---|---|
| 1 | <b onclick="alert(1)">2</b> |
"""


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return sqlite_store_at(tmp_path / "tracker.db")


def everything_named(name: str, other: str) -> Iterator[object]:
    """A cluster of that name, and one event of each kind that says it wherever it can."""
    cluster = a_cluster(name, environment=name, description=f"{name} {MARKUP}")
    yield cluster
    for kind in EventKind:
        yield an_event(
            cluster,
            f"{name} <b>title</b>",
            "2017-06-05",
            kind=kind,
            body=MARKUP,
            changes=tuple(a_change(name, "1.2.3", kind=each, scope=other) for each in SubjectType),
            links=(Link(name, "javascript:alert(1)"), Link(name, f"https://ok.example/?{name}")),
            tags=(name,),
            incident=Incident(IncidentSeverity.MAJOR, (name, other), fix=MARKUP)
            if kind is EventKind.INCIDENT
            else None,
        )


def test_no_name_leaves_the_folder_or_takes_the_page_of_another(empty_store: Path, tmp_path: Path) -> None:
    with opened(empty_store) as store:
        for name, other in zip(NAMES, [*NAMES[1:], NAMES[0]], strict=True):
            record(store, *everything_named(name, other))  # type: ignore[arg-type]
    site = tmp_path / "sites" / "site"
    build(empty_store, site)
    assert [path.name for path in site.parent.iterdir()] == ["site"]
    assert len(list((site / "clusters").glob("*.html"))) == len(NAMES)
    paths = [str(path.relative_to(site)) for path in site.rglob("*") if path.name != ".tracker-site.json"]
    assert not [path for path in paths if not re.fullmatch(r"[a-z0-9][A-Za-z0-9._/-]*", path)]
    assert len({path.lower() for path in paths}) == len(paths)
    assert not broken_links(site)
    for path in site.rglob("*.html"):
        tree = html.document_fromstring(path.read_bytes())
        assert all(script.get("src") for script in tree.iter("script")), path
        assert not list(tree.iter("img")), path
        assert not [link for link in tree.iter("a") if re.match("(?:javascript|data):", link.get("href", ""))], path


LONG = "registry.example.com/team/image@sha256:" + 4 * "0123456789abcdef"
"""Nothing in it where a line may be broken, and wider than a phone."""


@pytest.fixture(scope="session")
def wide_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a store in which everything has that name."""

    def make(folder: Path) -> None:
        with opened(sqlite_store_at(folder / "tracker.db")) as store:
            record(store, *everything_named(LONG, "kafka"))  # type: ignore[arg-type]
        build_apart(folder, folder / "tracker.db")

    return made_once(tmp_path_factory, "wide", make) / "site"


@pytest.mark.browser
@pytest.mark.parametrize("language", ["", "ko/"])
def test_words_that_are_wider_than_a_phone_are_broken(wide_folder: Path, tabs: Tabs, language: str) -> None:
    page = tabs.empty(width=360, height=740, has_scripts=False)
    wide = []
    for path in sorted((wide_folder / language).rglob("*.html")):
        name = str(path.relative_to(wide_folder))
        if name.startswith(language) and "rules/" not in name:
            page.goto(path.as_uri())
            if page.evaluate("document.documentElement.scrollWidth") > 360:
                wide.append(name)
    assert not wide


MOMENTS = [
    When.on(date.min),
    When.at(datetime(1, 1, 1, 0, 10, tzinfo=UTC), "Asia/Seoul"),
    When.on(date(9999, 12, 31)),
    When.at(datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "America/Los_Angeles"),
    When(date(9999, 12, 1), None, Precision.MONTH),
]


def of_every_kind(cluster: Cluster, when: When) -> Iterator[Event]:
    """An event of each kind at that moment, with changes."""
    changes = (a_change("kubernetes", "1.7.4", Action.ADDED, kind=SubjectType.PLATFORM), a_change("kafka", "1.0.0"))
    for kind in EventKind:
        incident = Incident() if kind is EventKind.INCIDENT else None
        yield an_event(cluster, "at the end", when, kind=kind, changes=changes, incident=incident)


@pytest.mark.parametrize("today", [date.min, date(2017, 12, 28), date.max])
def test_days_at_the_ends_of_the_calendar_are_shown(empty_store: Path, tmp_path: Path, today: date) -> None:
    # Each end alone, and both: the axis of a chart begins and ends at different moments.
    early, late = MOMENTS[:2], MOMENTS[2:]
    with opened(empty_store) as store:
        for name, moments in (("early", early), ("late", late), ("both", [*early, *late])):
            cluster = a_cluster(name)
            record(store, cluster, *(event for when in moments for event in of_every_kind(cluster, when)))
    build(empty_store, tmp_path / "site", today=today)
    assert not broken_links(tmp_path / "site")
    for month, moments in (("0001-01", early), ("9999-12", late)):
        shown = (tmp_path / "site" / "timeline" / f"{month}.html").read_text().count("<article")
        assert shown == 2 * len(moments) * len(EventKind)


def test_a_cluster_of_which_nothing_is_recorded_yet_is_shown_to_those_inside(empty_store: Path, tmp_path: Path) -> None:
    cluster, other = a_cluster("quiet-7"), a_cluster("hushed-7")
    private: Event = an_event(other, "between us")
    assert private.visibility is Visibility.INTERNAL
    with opened(empty_store) as store:
        record(store, cluster, other, private)
    pages = {}
    for edition in Edition:
        build(empty_store, tmp_path / edition, edition=edition)
        assert not broken_links(tmp_path / edition)
        pages[edition] = {path.name for path in (tmp_path / edition / "clusters").glob("*.html")}
    assert pages == {Edition.INTERNAL: {"quiet-7.html", "hushed-7.html"}, Edition.PUBLIC: set()}
    everything = b"".join(path.read_bytes() for path in (tmp_path / Edition.PUBLIC).rglob("*") if path.is_file())
    assert b"quiet-7" not in everything
    assert b"hushed-7" not in everything


@pytest.mark.parametrize("page", ["index.html", "timeline.html", "reports.html"])
def test_an_edition_without_anything_public_asks_nobody_to_record(empty_store: Path, tmp_path: Path, page: str) -> None:
    """Its readers have no store, and something is recorded."""
    cluster = a_cluster()
    with opened(empty_store) as store:
        record(store, cluster, an_event(cluster, "between us"))
    build(empty_store, tmp_path / "site", edition=Edition.PUBLIC)
    (told,) = html.document_fromstring((tmp_path / "site" / page).read_bytes()).iter("main")
    said = told.text_content()
    assert "published here yet" in said
    assert "recorded" not in said
    assert not list(told.iter("pre"))
