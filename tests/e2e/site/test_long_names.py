"""Clusters whose names are sentences, as the clouds of large companies have them: no table is wider than the window."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bench.events import LAST_DAY, clusters, events
from tests.support.journal import record
from tests.support.site_build import build
from tests.support.stores import opened, sqlite_store_at

pytestmark = pytest.mark.browser

PATTERNS = (
    "payments-production-ap-northeast-2-blue-{:02}",
    "identity-staging-eu-central-1-canary-{:02}",
    "mediaprocessingandtranscodingproductionwest{:02}",
)
SHORT = "blue-01"
WIDTHS = range(740, 1490, 50)
"""From the first window in which the fleet is a table to those in which there is room for everything."""

WIDE = """() => [...document.querySelectorAll(".scroll")].filter((each) => each.scrollWidth > each.clientWidth)
  .map((each) => each.getAttribute("aria-label"))"""
LINES = """(name) => [...document.querySelectorAll(".fleet th a")].find((link) => link.textContent === name)
  .getClientRects().length"""
MEETING = """() => [...document.querySelectorAll(".results .result a")].filter((link) => {
  const right = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect().right;
  };
  return right(link.querySelector("time")) >= link.querySelector(".title").getBoundingClientRect().left;
}).map((link) => link.innerText)"""


@pytest.fixture(scope="module")
def long_named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a fleet that has a line for each cluster."""
    folder = tmp_path_factory.mktemp("long")
    names = chain([SHORT], (pattern.format(number) for number, pattern in enumerate(cycle(PATTERNS))))
    sqlite_store_at(folder / "tracker.db")
    with opened(folder / "tracker.db") as store:
        for cluster, name in zip(clusters(14), names, strict=False):
            record(store, replace(cluster, name=name), *events(cluster, 30))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        build(folder / "tracker.db", folder / "site", today=LAST_DAY)
    return folder / "site"


@pytest.fixture(params=["", "ko/"])
def root(request: pytest.FixtureRequest, long_named: Path) -> str:
    """Where the pages of a language are."""
    return f"file://{long_named}/{request.param}"


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": WIDTHS[0], "height": 900}) as context:
        yield context.new_page()


def too_wide(window: Page) -> dict[int, list[str]]:
    """The widths of the window in which a table is wider, and which."""
    found = {}
    for width in WIDTHS:
        window.set_viewport_size({"width": width, "height": 900})
        found[width] = window.evaluate(WIDE)
    return {width: tables for width, tables in found.items() if tables}


@pytest.mark.parametrize("style", ["dense", ""])
def test_the_fleet_is_whole(window: Page, root: str, style: str) -> None:
    window.goto(f"{root}index.html")
    window.evaluate("(style) => document.querySelector('.fleet').classList.toggle('dense', Boolean(style))", style)
    assert too_wide(window) == {}


def test_a_short_name_among_them_stays_on_its_line(window: Page, root: str) -> None:
    window.goto(f"{root}index.html")
    for width in WIDTHS:
        window.set_viewport_size({"width": width, "height": 900})
        assert window.evaluate(LINES, SHORT) == 1


def test_the_windows_of_warnings_are_whole(window: Page, root: str) -> None:
    window.goto(f"{root}warnings.html")
    assert window.locator("table.windows").count()
    assert too_wide(window) == {}


@pytest.mark.parametrize("pattern", ["components/*.html", "config/*.html"])
def test_histories_are_whole_on_a_phone(window: Page, root: str, long_named: Path, pattern: str) -> None:
    largest = max(long_named.glob(pattern), key=lambda path: path.stat().st_size)
    window.set_viewport_size({"width": 360, "height": 740})
    window.goto(f"{root}{largest.relative_to(long_named)}")
    assert window.locator("table.history td:visible").count()
    assert window.evaluate(WIDE) == []


def test_days_of_results_with_their_clocks_keep_off_the_titles(window: Page, root: str) -> None:
    window.goto(f"{root}timeline.html?kind=incident")
    window.wait_for_selector(".results .result")
    assert any(":" in text for text in window.locator(".results time").all_text_contents())
    for width in (660, *WIDTHS):
        window.set_viewport_size({"width": width, "height": 900})
        assert window.evaluate(MEETING) == []
