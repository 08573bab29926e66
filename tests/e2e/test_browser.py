"""The browser that the site is looked at with."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.browser_tabs import Tabs
from tests.support.site_browsing import served

pytestmark = pytest.mark.browser


def test_draws_hangul_with_a_font_that_has_it(page: Page) -> None:
    """Without such a font each syllable becomes the same box, and two different words have the same picture."""
    page.set_content("<h1 style='display:inline-block'>백업</h1><br><h1 style='display:inline-block'>도입</h1>")
    first, second = (page.locator("h1").nth(index).screenshot() for index in range(2))
    assert first != second


STORED = "[localStorage.length, sessionStorage.length, document.cookie]"


@pytest.mark.parametrize("has_scripts", [True, False])
@pytest.mark.parametrize("where", ["server", "folder"])
def test_a_used_page_is_as_good_as_new(tabs: Tabs, tmp_path: Path, where: str, *, has_scripts: bool) -> None:
    (tmp_path / "index.html").write_text("<p style='height: 90vh'>a page</p>")
    with served(tmp_path) as server:
        address = server if where == "server" else f"{tmp_path.as_uri()}/index.html"
        used = tabs.empty(has_scripts=has_scripts, width=400, color_scheme="dark")
        used.goto(address)
        assert used.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [400, True]
        used.evaluate("localStorage.kept = sessionStorage.kept = document.cookie = 'kept=1'")
        used.emulate_media(media="print", color_scheme="dark", forced_colors="active")
        used.context.new_page()
        used.reload()
        assert used.evaluate(STORED) == [1, 1, "kept=1" if where == "server" else ""]

        page = tabs.empty(has_scripts=has_scripts)
        assert page is used
        assert page.context.pages == [page]
        assert page.url == "about:blank"
        page.goto(address)
        assert page.evaluate(STORED) == [0, 0, ""]
        assert page.evaluate("[innerWidth, innerHeight]") == [1280, 720]
        for query in ("prefers-color-scheme: dark", "forced-colors: active"):
            assert not page.evaluate(f"matchMedia('({query})').matches")
        assert page.evaluate("matchMedia('screen').matches")


def test_a_used_page_takes_nothing_from_its_cache(tabs: Tabs, tmp_path: Path) -> None:
    """A server that was asked before is asked for the whole again, not whether anything has changed."""
    (tmp_path / "index.html").write_text("<p>a page</p>")
    with served(tmp_path) as address:
        answers = [tabs.empty().goto(address), tabs.empty().goto(address)]
    assert [answer and answer.status for answer in answers] == [200, 200]


def test_nothing_lies_under_the_pointer_of_a_used_page(tabs: Tabs, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p style='height: 90vh'>a page</p>")
    for _ in range(2):
        page = tabs.empty()
        page.goto((tmp_path / "index.html").as_uri())
        assert page.locator("p:hover").count() == 0
        page.mouse.move(50, 50)
        assert page.locator("p:hover").count() == 1


def test_languages_are_profiles_of_their_own(tabs: Tabs) -> None:
    assert tabs.empty(locale="ko-KR").evaluate("navigator.language") == "ko-KR"
    assert tabs.empty().evaluate("navigator.language") == "en-US"


def test_a_page_that_was_closed_is_replaced(tabs: Tabs) -> None:
    tabs.empty().close()
    assert tabs.empty().evaluate("1 + 1") == 2
