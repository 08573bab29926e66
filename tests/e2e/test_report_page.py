"""The report's page in a real browser: accessible, quiet, within the width of a phone, and whole on paper."""

from typing import get_args

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.support.browser_tabs import ColorScheme, Tabs
from tests.support.readiness_sample import a_document
from tests.support.site_browsing import quiet
from tracker.reports.readiness.formats import FORMATS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text("".join(FORMATS["html"].render(a_document())), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", get_args(ColorScheme))
@pytest.mark.parametrize("width", [360, 1280])
def test_is_accessible_and_fits(tabs: Tabs, address: str, scheme: ColorScheme, width: int) -> None:
    page = tabs.empty(width=width, height=800, color_scheme=scheme)
    with quiet(page, address):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    # The page's own policy forbids scripts; axe is one.
    page.evaluate("() => document.querySelector('meta[http-equiv]').remove()")
    levels = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": levels, "resultTypes": ["violations"]})
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []


def test_prints_on_a_few_sheets(page: Page, address: str) -> None:
    page.goto(address)
    pdf = page.pdf(format="A4")
    sheets = pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages")
    assert 2 <= sheets <= 6
