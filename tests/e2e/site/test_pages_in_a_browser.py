"""Every type of page in a real browser: accessible, quiet, within a narrow screen, on paper, and without JavaScript."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support.browser_tabs import ColorScheme, Tabs
from tests.support.journal import a_cluster, an_event, record
from tests.support.made_once import made_once
from tests.support.site_browsing import PAGE_TYPES, page_of, quiet
from tests.support.site_build import build_apart
from tests.support.site_links import broken_links, references
from tests.support.stores import opened, sqlite_store_at
from tracker.publish.site_data import LARGE_MONTH

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[Page]:
    """One page for all looks, because a new one for each takes longer than the look."""
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        yield context.new_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_axe_finds_nothing(narrow: Page, site_folder: Path, kind: str, scheme: str) -> None:
    narrow.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    narrow.goto(f"file://{site_folder}/{page_of(site_folder, PAGE_TYPES[kind])}")
    results = Axe().run(narrow)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("language", ["", "ko/"])
@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_nothing_is_wider_than_a_phone(narrow: Page, site_folder: Path, kind: str, language: str) -> None:
    narrow.goto(f"file://{site_folder}/{language}{page_of(site_folder, PAGE_TYPES[kind])}")
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture(scope="session")
def crowded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a cluster with a month too large for one page."""

    def make(folder: Path) -> None:
        cluster = a_cluster("crowded")
        sqlite_store_at(folder / "tracker.db")
        with opened(folder / "tracker.db") as store:
            days = [f"2017-08-{1 + number % 2:02}" for number in range(LARGE_MONTH + 1)]
            record(store, cluster, *(an_event(cluster, "노드 교체 INFRA-1", day, language="ko") for day in days))
        build_apart(folder, folder / "tracker.db")

    return made_once(tmp_path_factory, "crowded", make) / "site"


@pytest.mark.parametrize("language", ["", "ko/"])
@pytest.mark.parametrize("name", ["2017-08", "2017-08-01"])
def test_a_large_month_and_its_days_are_accessible(
    narrow: Page, crowded_folder: Path, name: str, language: str
) -> None:
    narrow.goto(f"file://{crowded_folder}/{language}timeline/{name}.html")
    results = Axe().run(narrow)
    assert results.violations_count == 0, results.generate_report()
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_korean_pages_are_accessible(tabs: Tabs, site_folder: Path, kind: str) -> None:
    path = f"file://{site_folder}/ko/{page_of(site_folder, PAGE_TYPES[kind])}"
    page = tabs.empty(locale="ko-KR", color_scheme="dark", has_forced_colors=True)
    page.goto(path)
    assert page.url == path
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_nobody_complains_and_nothing_comes_from_elsewhere(page: Page, site_folder: Path, base: str, kind: str) -> None:
    with quiet(page, base):
        page.goto(base + page_of(site_folder, PAGE_TYPES[kind]))
        page.wait_for_load_state("networkidle")


def test_search_results_are_accessible(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}timeline.html?q=kubernetes")
    expect(page.locator("[data-search-list] li").first).to_be_visible()
    page.get_by_text("Filters").click()
    expect(page.get_by_role("checkbox").first).to_be_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def brightness(page: Page) -> int:
    """Of the background: 0 is black, 765 is white."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3])


def test_dark_is_dark(tabs: Tabs, site_url: str) -> None:
    def seen(scheme: ColorScheme) -> int:
        page = tabs.empty(color_scheme=scheme)
        page.goto(site_url)
        return brightness(page)

    assert seen("dark") < 150
    assert seen("light") > 600


UNREADABLE = """() => [...document.querySelectorAll("main *")]
  .filter((each) => each.children.length === 0 && each.textContent.trim() && each.getClientRects().length)
  .filter((each) => {
    const box = each.getBoundingClientRect();
    return box.right > document.documentElement.clientWidth + 1 || box.left < -1;
  }).filter((each) => !each.closest(".sr, svg"))
  .map((each) => each.textContent.trim().slice(0, 60))"""


@pytest.mark.parametrize("scheme", get_args(ColorScheme))
@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_prints(tabs: Tabs, site_folder: Path, kind: str, scheme: ColorScheme) -> None:
    """On white, without controls, and nothing beyond the edge of the paper."""
    # The width of A4 between its margins.
    page = tabs.empty(color_scheme=scheme, width=718, height=1000)
    page.goto(f"file://{site_folder}/{page_of(site_folder, PAGE_TYPES[kind])}")
    page.emulate_media(media="print")
    assert brightness(page) > 700
    assert page.evaluate(UNREADABLE) == []
    for hidden in page.locator("[data-search-box], figure.chart .tools").all():
        expect(hidden).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF-")


def test_without_javascript_there_is_no_search_box_and_everything_else(tabs: Tabs, base: str) -> None:
    page = tabs.empty(has_scripts=False)
    with quiet(page, base):
        page.goto(f"{base}timeline.html")
        expect(page.locator("[data-search-box]")).to_be_hidden()
        expect(page.locator("[data-search]")).to_be_hidden()
        page.locator("#timeline h3 a").first.click()
        expect(page.locator("article").first).to_be_visible()


def test_every_link_within_the_site_leads_somewhere(site_folder: Path) -> None:
    assert not broken_links(site_folder)


def test_every_page_can_be_reached_by_links(site_folder: Path) -> None:
    """Whatever a reader without JavaScript may want to see."""
    reached: set[str] = set()
    waiting = {"index.html"}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        targets = {re.split(r"[?#]", each)[0] for each in references(site_folder, site_folder / name)}
        waiting |= {each for each in targets if each.endswith(".html")} - reached
    assert {str(path.relative_to(site_folder)) for path in site_folder.rglob("*.html")} == reached
