"""What is folded on the screen is told on paper, where nobody opens anything; scripts have no part in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.support.site_browsing import PAGE_TYPES, page_of

pytestmark = pytest.mark.browser

FOLDED = {"timeline": 1, "cluster": 7, "incidents": 1, "report": 2}
"""How many things each page folds, the tables of its charts among them."""
IN_TABLES = ("Minor released", "Days without support", "Days behind upstream", "What changed")
"""Heads of columns that no chart shows."""

TOLD = """() => [...document.querySelectorAll("main details:not(.search-filters)")].map((details) => {
  const last = [...details.querySelectorAll("td, li")].at(-1), box = last.getBoundingClientRect();
  return [details.open, last.checkVisibility({ contentVisibilityAuto: true }) && box.height > 0];
})"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """As wide as A4 between its margins."""
    with browser.new_context(java_script_enabled=False, viewport={"width": 718, "height": 1000}) as context:
        yield context.new_page()


@pytest.mark.parametrize("kind", FOLDED)
def test_what_is_folded_is_printed(page: Page, site_folder: Path, kind: str) -> None:
    page.goto(f"file://{site_folder}/{page_of(site_folder, PAGE_TYPES[kind])}")
    on_screen = page.evaluate(TOLD)
    page.emulate_media(media="print")
    on_paper = page.evaluate(TOLD)
    assert on_screen == [[False, False]] * len(on_screen)
    assert on_paper == [[False, True]] * len(on_screen)
    assert len(on_screen) == FOLDED[kind]


def test_the_pdf_of_a_cluster_has_the_tables_of_its_charts(page: Page, site_folder: Path, tmp_path: Path) -> None:
    page.goto(f"file://{site_folder}/{page_of(site_folder, PAGE_TYPES['cluster'])}")
    page.pdf(path=tmp_path / "cluster.pdf", format="A4")
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "cluster.pdf").pages)
    assert [head for head in IN_TABLES if head not in text] == []
