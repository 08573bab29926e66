"""The language of a first visit: the reader's own, with the search or the place that the address asked for."""

import pytest
from playwright.sync_api import expect

from tests.support.browser_tabs import Tabs

pytestmark = pytest.mark.browser

LANDS_ON = [("ko-KR", "ko/"), ("en-US", "")]


@pytest.mark.parametrize("asked", ["", "ko/"])
@pytest.mark.parametrize(("locale", "language"), LANDS_ON)
def test_a_shared_search_is_kept(tabs: Tabs, site_url: str, locale: str, language: str, asked: str) -> None:
    page = tabs.empty(locale=locale)
    page.goto(f"{site_url}{asked}timeline.html?q=kafka")
    page.wait_for_url(f"{site_url}{language}timeline.html?q=kafka")
    expect(page.get_by_role("searchbox")).to_have_value("kafka")
    expect(page.locator("[data-search-list] li").first).to_be_visible()


@pytest.mark.parametrize(("locale", "language"), LANDS_ON)
def test_a_shared_place_is_kept(tabs: Tabs, site_url: str, locale: str, language: str) -> None:
    page = tabs.empty(locale=locale)
    page.goto(f"{site_url}clusters/prod.html#versions")
    page.wait_for_url(f"{site_url}{language}clusters/prod.html#versions")
    expect(page.locator("html")).to_have_attribute("lang", "ko" if language else "en")
    expect(page.locator("#versions")).to_be_in_viewport()
