"""The mark that has the focus is drawn over its neighbours with a ring, and goes with the zoom."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.browser_tabs import Tabs
from tests.support.site_browsing import PAGE_TYPES, page_of

pytestmark = pytest.mark.browser

LIFTED = """() => {
  const mark = document.activeElement, box = (node) => { const { x, y } = node.getBoundingClientRect(); return [x, y]; };
  const [above, ...more] = document.querySelectorAll(".lifted");
  if (!above || more.length) return null;
  return {
    isLast: above === mark.ownerSVGElement.lastElementChild,
    places: [box(above), box(mark.querySelector("use, circle"))],
    rings: getComputedStyle(above).filter.split("drop-shadow").length - 1,
  };
}"""
A_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def page(tabs: Tabs, site_folder: Path) -> Page:
    page = tabs.empty(width=1000, height=740)
    page.goto(f"file://{site_folder}/{page_of(site_folder, PAGE_TYPES['cluster'])}")
    return page


@pytest.mark.parametrize("chart", ["happened", "versions", "settings", "components"])
def test_it_lies_over_its_neighbours_also_after_zooming(page: Page, chart: str) -> None:
    page.keyboard.press("Tab")
    page.locator(f"#{chart} .mark").nth(1).focus()
    for _ in range(2):
        lifted = page.evaluate(LIFTED)
        assert lifted["isLast"]
        assert lifted["places"][0] == pytest.approx(lifted["places"][1], abs=1)
        assert lifted["rings"] == 8
        page.keyboard.press("+")
        page.evaluate(A_FRAME)


def test_the_tab_key_goes_on_to_the_next_mark(page: Page) -> None:
    marks = page.locator("#happened .mark")
    page.keyboard.press("Tab")
    marks.first.focus()
    for number in (1, 2):
        page.keyboard.press("Tab")
        assert marks.nth(number).evaluate("(mark) => mark === document.activeElement")
    assert page.locator(".lifted").count() == 1
    page.locator("#happened .tools button").first.focus()
    assert page.locator(".lifted").count() == 0
