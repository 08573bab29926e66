"""The browser that the site is looked at with."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_draws_hangul_with_a_font_that_has_it(page: Page) -> None:
    """Without such a font each syllable becomes the same box, and two different words have the same picture."""
    page.set_content("<h1 style='display:inline-block'>백업</h1><br><h1 style='display:inline-block'>도입</h1>")
    first, second = (page.locator("h1").nth(index).screenshot() for index in range(2))
    assert first != second


@pytest.mark.parametrize("visit", ["first", "second"])
def test_each_test_begins_with_an_empty_profile(page: Page, visit: str) -> None:
    page.route("**/*", lambda route: route.fulfill(body="<p>a page</p>", content_type="text/html"))
    page.goto("http://tracker.test/")
    assert page.evaluate("localStorage.getItem('visit')") is None
    page.evaluate("visit => localStorage.setItem('visit', visit)", visit)
