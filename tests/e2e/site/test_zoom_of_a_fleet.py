"""On the chart of a fleet a mark stands for months, as many as leave it room, until somebody zooms in: then for an event."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.events import LAST_DAY, clusters, events
from tests.support.browser_tabs import Tabs
from tests.support.journal import record
from tests.support.made_once import made_once
from tests.support.site_browsing import quiet
from tests.support.site_build import build_apart
from tests.support.stores import opened, sqlite_store_at
from tracker.domain.event import EventKind

pytestmark = pytest.mark.browser
A_CLUSTER = 650


@pytest.fixture(scope="session")
def fleet_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of two clusters with more events each than a chart draws one by one, and of one without an incident."""

    def make(folder: Path) -> None:
        sqlite_store_at(folder / "tracker.db")
        with opened(folder / "tracker.db") as store:
            *busy, calm = clusters(3)
            for cluster in busy:
                record(store, cluster, *events(cluster, A_CLUSTER))
            record(store, calm, *(event for event in events(calm, 200) if event.kind is not EventKind.INCIDENT))
        build_apart(folder, folder / "tracker.db", today=LAST_DAY)

    return made_once(tmp_path_factory, "fleet", make) / "site"


CHARTED = ["timeline.html", "ko/timeline.html", "clusters/prod-000.html", "incidents.html", "ko/incidents.html"]


@pytest.fixture(params=CHARTED)
def page(request: pytest.FixtureRequest, tabs: Tabs, fleet_folder: Path) -> Iterator[Page]:
    """A page with such a chart, opened from the folder; the test fails if the browser complained."""
    page = tabs.empty()
    with quiet(page, f"file://{fleet_folder}/"):
        page.goto(f"file://{fleet_folder}/{request.param}")
        yield page


def chart(page: Page) -> Locator:
    return page.locator("figure.chart[data-events]")


def settle(page: Page) -> None:
    """The chart is drawn with the next frame: nothing moves after that."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def zoom_in(page: Page, times: int) -> None:
    for _ in range(times):
        chart(page).locator(".tools button").first.click()
    settle(page)
    expect(chart(page).locator(".mark.event").first).to_be_visible()


def test_months_become_events_and_months_again(page: Page) -> None:
    months, single = chart(page).locator(".mark:not(.event):visible"), chart(page).locator(".mark.event")
    expect(months.first).to_be_visible()
    expect(single).to_have_count(0)
    zoom_in(page, 6)
    expect(single.first).to_be_visible()
    expect(months).to_have_count(0)
    chart(page).locator(".tools button").last.click()
    expect(single).to_have_count(0)
    expect(months.first).to_be_visible()


def test_an_event_leads_to_itself(page: Page) -> None:
    zoom_in(page, 7)
    href = chart(page).locator(".mark.event[href*='#e-']").first.get_attribute("href")
    single = chart(page).locator(f".mark.event[href='{href}']")
    label = single.get_attribute("aria-label") or ""
    day, _, rest = label.partition(" · ")
    single.click()
    page.wait_for_url(re.compile(r"timeline/\d{4}-\d\d\.html#e-"))
    entry = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(entry).to_be_in_viewport()
    expect(entry).to_contain_text(rest.rpartition(" · ")[0])
    expect(entry).to_contain_text(day[:10])


def test_several_on_one_spot_lead_to_a_search_for_them(page: Page) -> None:
    zoom_in(page, 3)
    several = chart(page).locator(".mark.event[href*='timeline.html?']").first
    count = re.findall(r"\((\d+)\)", several.get_attribute("aria-label") or "")[0]
    several.dispatch_event("click")
    page.wait_for_url(re.compile(r"timeline\.html\?q=after"))
    expect(page.locator("[data-search-list] li")).to_have_count(int(count))


def test_the_focus_stays_on_its_event_and_order_is_that_of_time(page: Page) -> None:
    zoom_in(page, 5)
    chart(page).locator("svg[data-kind=upgrade] .event").nth(2).focus()
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowLeft")
    settle(page)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == focused
    labels = (
        chart(page).locator("svg[data-kind=upgrade] .event").evaluate_all("all => all.map((each) => each.ariaLabel)")
    )
    days = [label[:10] for label in labels]
    assert days == sorted(days)
    assert len(days) > 3


TOUCHING = """(figure) => [...figure.querySelectorAll("svg[data-kind]")].flatMap((plot) => {
  const boxes = [...plot.querySelectorAll(".mark use")].map((mark) => mark.getBoundingClientRect())
    .filter((box) => box.width).sort((one, other) => one.left - other.left);
  return boxes.slice(1).filter((box, index) => box.left < boxes[index].right - 0.5).map((box) => `${plot.dataset.kind} ${box.left}`);
})"""


@pytest.mark.parametrize("path", CHARTED)
@pytest.mark.parametrize("width", [360, 1000, 1440])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_marks_of_a_decade_keep_off_one_another(
    tabs: Tabs, fleet_folder: Path, path: str, width: int, *, scripts: bool
) -> None:
    page = tabs.empty(width=width, height=740, has_scripts=scripts)
    page.goto(f"file://{fleet_folder}/{path}")
    assert chart(page).locator(".mark:visible").count() > 30
    assert chart(page).evaluate(TOUCHING) == []


@pytest.mark.parametrize("times", [1, 2])
def test_they_do_so_while_somebody_zooms_in(page: Page, times: int) -> None:
    for _ in range(times):
        chart(page).locator(".tools button").first.click()
    settle(page)
    assert chart(page).locator(".mark:not(.event):visible").count() > 10
    assert chart(page).evaluate(TOUCHING) == []


def test_a_mark_of_several_months_leads_to_a_search_for_them(page: Page) -> None:
    """All that the mark counts is found, and nothing else: of some clusters only, where the chart is about those."""
    several = chart(page).locator(".mark[href*='?q=']:visible")
    counts = {index: int(re.findall(r"\((\d+)\)", label)[0]) for index, label in enumerate(_labels(several))}
    fewest = min(counts, key=lambda index: counts[index])
    several.nth(fewest).dispatch_event("click")
    page.wait_for_url(re.compile(r"timeline\.html\?q=after"))
    expect(page.locator("[data-search-list] li")).to_have_count(counts[fewest])


def test_without_scripts_it_leads_to_the_newest_of_its_months(tabs: Tabs, fleet_folder: Path) -> None:
    page = tabs.empty(has_scripts=False)
    page.goto(f"file://{fleet_folder}/timeline.html")
    mark = page.locator("svg[data-kind=note] .mark[href*='?q=']:visible").first
    mark.dispatch_event("click")
    page.wait_for_url(re.compile(r"#m-\d{4}-\d\d$"))
    expect(page.locator(f"[id='{page.url.partition('#')[2]}']")).to_be_in_viewport()


def test_the_chart_of_incidents_shows_changes_of_clusters_that_had_some(tabs: Tabs, fleet_folder: Path) -> None:
    page = tabs.empty()
    page.goto(f"file://{fleet_folder}/incidents.html")
    zoom_in(page, 8)
    labels = [label for label in _labels(chart(page).locator(".mark.event")) if " · " in label]
    assert {label.rpartition(" · ")[2] for label in labels} == {"prod-000", "stag-001"}


def _labels(marks: Locator) -> list[str]:
    labels: list[str] = marks.evaluate_all("all => all.map((each) => each.getAttribute('aria-label'))")
    return labels
