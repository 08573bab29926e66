"""Texts that can be read: table columns wide enough for words, and charts whose labels keep off one another."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser_tabs import Tabs
from tests.support.site_browsing import PAGE_TYPES, page_of

pytestmark = pytest.mark.browser

CHARTED = ["timeline", "cluster", "component", "config key", "incidents", "warnings"]

BROKEN_CELLS = """() => [...document.querySelectorAll("td, th")]
  .filter((cell) => cell.getClientRects().length && cell.innerText.trim().length > 3)
  .filter((cell) => cell.offsetWidth > 1 && cell.offsetWidth < 60)
  .filter((cell) => cell.offsetHeight > 2.9 * parseFloat(getComputedStyle(cell).lineHeight))
  .map((cell) => `${cell.offsetWidth} px: ${cell.innerText}`)"""

WIDE = """() => [...document.querySelectorAll(".scroll")].filter((each) => each.scrollWidth > each.clientWidth)
  .map((each) => each.getAttribute("aria-label"))"""

PARTS_OF_NAMES = """() => [...document.querySelectorAll(".key .lane-name a")].flatMap((name) => [...name.childNodes])
  .filter((node) => node.nodeType === Node.TEXT_NODE)
  .map((node) => {
    const range = document.createRange();
    range.selectNode(node);
    return [node.data, range.getClientRects().length];
  })"""

OVERLAPS = """() => [...document.querySelectorAll("svg.axis, svg.plot")].flatMap((svg) => {
  const shown = [...svg.querySelectorAll("text")].filter((text) => getComputedStyle(text).visibility === "visible")
    .map((text) => [text.textContent, text.getBoundingClientRect()]).filter(([, box]) => box.width);
  const meet = (one, other) => one.left < other.right && other.left < one.right
    && one.top + 3 < other.bottom - 3 && other.top + 3 < one.bottom - 3;
  return shown.flatMap(([text, box], index) => shown.slice(index + 1)
    .filter(([, other]) => meet(box, other)).map(([other]) => `${text} and ${other}`));
})"""

BROKEN_DAYS = r"""() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [], lines = (range) => new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
  while (texts.nextNode()) for (const day of texts.currentNode.data.matchAll(/\d{4}-\d\d-\d\d/g)) {
    const range = document.createRange();
    range.setStart(texts.currentNode, day.index);
    range.setEnd(texts.currentNode, day.index + day[0].length);
    found.push([texts.currentNode.data, lines(range).size]);
  }
  return found;
}"""

COVERED = """() => [...document.querySelectorAll(".lane svg.plot, .key svg.plot")].flatMap((svg) => {
  const marks = [...svg.querySelectorAll(".mark use, .mark circle")].map((mark) => mark.getBoundingClientRect());
  return [...svg.querySelectorAll("text.label")].filter((text) => {
    const box = text.getBoundingClientRect(), middle = (box.top + box.bottom) / 2;
    return box.width && getComputedStyle(text).visibility === "visible" && marks.some((mark) =>
      mark.left < box.right && box.left < mark.right && mark.top < middle && middle < mark.bottom);
  }).map((text) => text.textContent);
})"""


@pytest.fixture(scope="module", params=[360, 1280])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A phone and a desktop."""
    with browser.new_context(viewport={"width": request.param, "height": 740}) as context:
        yield context.new_page()


@pytest.mark.parametrize("language", ["", "ko/"])
@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_no_column_is_a_few_letters_wide(window: Page, site_folder: Path, kind: str, language: str) -> None:
    window.goto(f"file://{site_folder}/{language}{page_of(site_folder, PAGE_TYPES[kind])}")
    assert window.evaluate(BROKEN_CELLS) == []


@pytest.mark.parametrize("language", ["", "ko/"])
@pytest.mark.parametrize("width", [740, 768, 1000, 1100, 1160, 1260])
def test_the_fleet_is_whole_in_windows_of_middling_width(
    tabs: Tabs, site_folder: Path, width: int, language: str
) -> None:
    page = tabs.empty(width=width, height=1024)
    page.goto(f"file://{site_folder}/{language}index.html")
    assert page.evaluate(WIDE) == []
    # A large fleet has a line for each cluster.
    page.evaluate("document.querySelector('.fleet').classList.add('dense')")
    assert page.evaluate(WIDE) == []


@pytest.mark.parametrize("language", ["", "ko/"])
@pytest.mark.parametrize("kind", ["overview", "cluster", "warnings", "report"])
def test_no_day_is_broken_at_its_hyphens(window: Page, site_folder: Path, kind: str, language: str) -> None:
    window.goto(f"file://{site_folder}/{language}{page_of(site_folder, PAGE_TYPES[kind])}")
    days = window.evaluate(BROKEN_DAYS)
    assert days
    assert [text for text, lines in days if lines > 1] == []


@pytest.mark.parametrize("kind", ["overview", "incidents", "about"])
def test_the_section_of_the_page_is_in_sight(window: Page, site_folder: Path, kind: str) -> None:
    window.goto(f"file://{site_folder}/{page_of(site_folder, PAGE_TYPES[kind])}")
    left, right, wide = window.evaluate("""() => {
      const box = document.querySelector(".bar nav [aria-current]").getBoundingClientRect();
      return [box.left, box.right, innerWidth];
    }""")
    assert 0 <= left < right <= wide


@pytest.mark.parametrize("kind", ["overview", "about", "cluster"])
def test_the_foot_stands_at_the_lower_edge_at_least(window: Page, site_folder: Path, kind: str) -> None:
    window.goto(f"file://{site_folder}/{page_of(site_folder, PAGE_TYPES[kind])}")
    assert window.evaluate("document.querySelector('footer').getBoundingClientRect().bottom >= innerHeight - 1")


def test_names_of_settings_are_broken_between_their_parts(window: Page, site_folder: Path) -> None:
    window.goto(f"file://{site_folder}/{page_of(site_folder, PAGE_TYPES['cluster'])}")
    assert window.evaluate(PARTS_OF_NAMES) == [["node", 1], ["Monitor", 1], ["Grace", 1], ["Period", 1]]


@pytest.mark.parametrize("kind", CHARTED)
def test_labels_of_charts_keep_off_one_another(window: Page, site_folder: Path, kind: str) -> None:
    window.goto(f"file://{site_folder}/{page_of(site_folder, PAGE_TYPES[kind])}")
    assert window.locator("svg.axis text:visible").count()
    for _ in range(3):
        assert window.evaluate(OVERLAPS) == []
        assert window.evaluate(COVERED) == []
        window.locator("figure.chart .tools button").first.click()
        window.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_a_zoomed_axis_of_hours_names_the_day(window: Page, site_folder: Path) -> None:
    window.goto(f"file://{site_folder}/clusters/prod.html")
    zoom = window.locator("figure.chart .tools button").first
    for _ in range(14):
        zoom.click()
    window.wait_for_function("() => /:/.test(document.querySelector('svg.axis text').textContent)")
    assert re.match(r"\d{4}-\d\d-\d\d", window.locator("svg.axis text:visible").first.text_content() or "")
