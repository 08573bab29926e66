"""On the chart of a fleet a mark stands for a month, until somebody zooms in: then for an event."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from bench.events import clusters, events
from tests.support.journal import record
from tests.support.site_browsing import a_page
from tests.support.site_build import build
from tests.support.stores import opened, sqlite_store_at

pytestmark = pytest.mark.browser
A_CLUSTER = 650


@pytest.fixture(scope="session")
def fleet_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of two clusters with more events each than a chart draws one by one."""
    folder = tmp_path_factory.mktemp("fleet")
    sqlite_store_at(folder / "tracker.db")
    with opened(folder / "tracker.db") as store:
        for cluster in clusters(2):
            record(store, cluster, *events(cluster, A_CLUSTER))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        build(folder / "tracker.db", folder / "site")
    return folder / "site"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        yield context


@pytest.fixture(params=["timeline.html", "ko/timeline.html", "clusters/prod-000.html"])
def page(request: pytest.FixtureRequest, context: BrowserContext, fleet_folder: Path) -> Iterator[Page]:
    """A page with such a chart, opened from the folder; the test fails if the browser complained."""
    page, complaints = a_page(context, f"file://{fleet_folder}/")
    page.goto(f"file://{fleet_folder}/{request.param}")
    yield page
    assert not complaints.found


def chart(page: Page) -> Locator:
    return page.locator("figure.chart[data-events]")


def zoom_in(page: Page, times: int) -> None:
    for _ in range(times):
        chart(page).locator(".tools button").first.click()
    # The chart is drawn with the next frame: nothing moves after this.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(chart(page).locator(".mark.event").first).to_be_visible()


def test_months_become_events_and_months_again(page: Page) -> None:
    months, single = chart(page).locator(".mark:not(.event)"), chart(page).locator(".mark.event")
    expect(months.first).to_be_visible()
    expect(single).to_have_count(0)
    zoom_in(page, 6)
    expect(single.first).to_be_visible()
    expect(months.first).to_be_hidden()
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
    page.wait_for_timeout(200)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == focused
    labels = (
        chart(page).locator("svg[data-kind=upgrade] .event").evaluate_all("all => all.map((each) => each.ariaLabel)")
    )
    days = [label[:10] for label in labels]
    assert days == sorted(days)
    assert len(days) > 3
