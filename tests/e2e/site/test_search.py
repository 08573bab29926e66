"""The search in a real browser, from a web server and from a folder."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.support.site_browsing import asked_for, quiet
from tests.support.site_sample import PROD, journal_events, young_events

pytestmark = pytest.mark.browser


@pytest.fixture
def timeline(page: Page, base: str) -> Iterator[Page]:
    """The timeline's page; the test fails if the browser complained about anything."""
    with quiet(page, base):
        page.goto(f"{base}timeline.html")
        yield page


def found(page: Page) -> list[str]:
    """The titles that the search shows."""
    return page.locator("[data-search-list] .title").all_inner_texts()


def search(page: Page, query: str) -> list[str]:
    page.get_by_role("searchbox").fill(query)
    expect(page.get_by_role("status")).to_have_text(re.compile("found|Nothing|건|없"))
    page.wait_for_function("query => new URLSearchParams(location.search).get('q') === query", arg=query)
    expect(page.locator("[data-search-list]")).to_have_attribute("aria-busy", "false")
    return found(page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("백업", ["백업"]),
        ("난항", ["MaxScale"]),
        ("운영 난항", ["MaxScale"]),
        ("kafka manager", ["Kafka manager"]),
        ('"log rot"', ["log rotate"]),
        ("INFRA-671", ["INFRA-671"]),
        ("INFRA-7", ["INFRA-7"]),
        ("v0.9.6-rc.2", ["0.9.6-rc.2"]),
        ("2017-07-12", ["600s"]),
        ("office", ["<from the office>"]),
        ("PRIVATE SUBNETS", ["Private subnets"]),
    ],
)
def test_finds(timeline: Page, query: str, expected: list[str]) -> None:
    titles = search(timeline, query)
    assert titles
    text = " ".join(timeline.locator("[data-search-list] li").all_inner_texts())
    for words in expected:
        assert words in text


@pytest.mark.parametrize(
    ("query", "never"),
    [
        ("1.6", ["1.16", "11.6", "v1.3.6 "]),
        ("INFRA-7", ["INFRA-671"]),
        ("0.9.6 -rc", ["rc.2"]),
        ("maxscale -재도입", ["재도입"]),
    ],
)
def test_does_not_find(timeline: Page, query: str, never: list[str]) -> None:
    assert search(timeline, query)
    text = " ".join(timeline.locator("[data-search-list] li").all_inner_texts())
    assert not [words for words in never if words in text]


def test_counts_are_those_of_the_journal(timeline: Page) -> None:
    """Every line of the journal that names Kubernetes 1.6.x: to it, from it, and nothing else."""
    search(timeline, "kubernetes 1.6")
    days = timeline.locator("[data-search-list] time").all_inner_texts()
    assert days == ["2017-09-25", "2017-06-05", "2017-05-10", "2017-04-14", "2017-04-07"]


def test_what_is_decomposed_is_found(timeline: Page) -> None:
    """A Mac hands out Hangul in letters (NFD)."""
    import unicodedata

    timeline.get_by_role("searchbox").fill(unicodedata.normalize("NFD", "백업"))
    expect(timeline.locator("[data-search-list] li").first).to_be_visible()


def test_a_syllable_in_the_making_does_not_empty_the_list(timeline: Page) -> None:
    assert search(timeline, "백ㅇ") == search(timeline, "백")


@pytest.mark.parametrize(
    "query", ["v1.6.2", "kubernetes 1.6", '"log rot"', "maxscale -재도입", "백업", "kind:incident kaf", "INFRA-671"]
)
def test_typing_letter_by_letter_finds_what_the_whole_query_finds(timeline: Page, query: str) -> None:
    whole = search(timeline, query)
    search(timeline, "zzzz")
    timeline.get_by_role("searchbox").fill("")
    timeline.get_by_role("searchbox").press_sequentially(query, delay=30)
    timeline.wait_for_function("query => new URLSearchParams(location.search).get('q') === query", arg=query)
    expect(timeline.locator("[data-search-list] li")).to_have_count(len(whole))
    assert found(timeline) == whole


def test_the_rows_below_the_first_screen_follow(timeline: Page) -> None:
    search(timeline, "2017")
    count = int(timeline.get_by_role("status").inner_text().split()[0])
    assert count > 12
    expect(timeline.locator("[data-search-list] li")).to_have_count(min(count, 50))


def test_says_that_nothing_was_found(timeline: Page) -> None:
    timeline.get_by_role("searchbox").fill("zzzzzz")
    expect(timeline.get_by_role("status")).to_contain_text("Nothing found")


def test_markup_in_a_title_is_text(timeline: Page) -> None:
    titles = search(timeline, "office")
    assert titles == ["API server unreachable <from the office>"]


def test_filters_count_and_combine(timeline: Page) -> None:
    timeline.get_by_text("Filters").click()
    incidents = timeline.get_by_role("checkbox", name=re.compile("^Incident"))
    expect(incidents).to_be_visible()
    incidents.check()
    rows = timeline.locator("[data-search-list] li")
    expect(rows.first).to_be_visible()
    count = rows.count()
    assert str(count) in timeline.locator("label:has(input[value=incident])").inner_text()
    timeline.get_by_role("checkbox", name=re.compile("^2016")).check()
    expect(rows).to_have_count(2)
    assert all("2016-" in text for text in rows.all_inner_texts())


def test_every_filter_counts_what_the_store_holds(timeline: Page) -> None:
    events = [*journal_events(), *young_events()]
    expected = {
        "year": Counter(str(event.when.day.year) for event in events),
        "cluster": Counter("prod" if event.cluster_id == PROD.id else "stage" for event in events),
        "kind": Counter(event.kind.value for event in events),
        "component": Counter(name for event in events for name in {change.subject.name for change in event.changes}),
        "severity": Counter(event.incident.severity.value for event in events if event.incident),
        "tag": Counter(tag for event in events for tag in event.tags),
    }
    for event in events:
        changed = {change.subject.name for change in event.changes}
        expected["component"].update(set(event.incident.affects if event.incident else ()) - changed)
    timeline.get_by_text("Filters").click()
    expect(timeline.get_by_role("checkbox", name=re.compile("^Incident"))).to_be_visible()
    shown = timeline.evaluate("""() => Object.fromEntries([...document.querySelectorAll("[data-facet]")].map((facet) =>
      [facet.dataset.facet, Object.fromEntries([...facet.querySelectorAll(".choice")].map((row) =>
        [row.querySelector("input").value, Number(row.querySelector(".count").textContent)]))]))""")
    assert shown == {facet: dict(counts) for facet, counts in expected.items()}


@pytest.mark.parametrize("query", ["kind:", "-kind:", "maxscale kind:", 'maxscale "', "maxscale -"])
def test_a_filter_in_the_making_does_not_empty_the_list(timeline: Page, query: str) -> None:
    assert search(timeline, query) == search(timeline, query.partition(" ")[0] if " " in query else "2")[:50]


def test_going_back_leads_to_the_same_results(timeline: Page) -> None:
    titles = search(timeline, "maxscale")
    timeline.locator("[data-search-list] a").first.click()
    timeline.wait_for_url(re.compile("#e-"))
    timeline.go_back()
    expect(timeline.locator("[data-search-list] li")).to_have_count(len(titles))
    assert found(timeline) == titles


@pytest.mark.parametrize(
    "query", ["kafka " * 400, "가" * 2000, "🚢", "שלום", "<script>alert(1)</script>", "%", "\\", "("]
)
def test_no_query_breaks_the_search(page: Page, base: str, query: str) -> None:
    with quiet(page, base):
        page.goto(f"{base}timeline.html?{urlencode({'q': query})}")
        expect(page.locator("[data-search-list]")).to_have_attribute("aria-busy", "false")
        expect(page.get_by_role("status")).to_have_text(re.compile("found"))


def test_the_filters_that_are_chosen_are_named_while_they_are_closed(timeline: Page, base: str) -> None:
    timeline.goto(f"{base}timeline.html?kind=incident&year=2017")
    expect(timeline.locator("[data-search-chosen]")).to_have_text("2017, Incident")
    timeline.get_by_role("button", name="Show the whole timeline").click()
    expect(timeline.locator("[data-search-chosen]")).to_have_text("")
    expect(timeline.get_by_role("status")).to_have_text("")


def test_an_address_is_a_search(timeline: Page, base: str) -> None:
    timeline.get_by_text("Filters").click()
    timeline.get_by_role("checkbox", name=re.compile("^Incident")).check()
    titles = search(timeline, "maxscale")
    assert "q=maxscale&kind=incident" in timeline.url
    other = timeline.context.new_page()
    with quiet(other, base):
        other.goto(timeline.url)
        expect(other.locator("[data-search-list] li")).to_have_count(len(titles))
        assert found(other) == titles
        assert other.get_by_role("searchbox").input_value() == "maxscale"


def test_the_other_language_shows_the_same_search(timeline: Page) -> None:
    search(timeline, "maxscale")
    count = timeline.locator("[data-search-list] li").count()
    timeline.get_by_role("link", name="한국어").click()
    expect(timeline.locator("html")).to_have_attribute("lang", "ko")
    expect(timeline.locator("[data-search-list] li")).to_have_count(count)


def test_works_by_keyboard_alone(timeline: Page) -> None:
    keyboard = timeline.keyboard
    keyboard.press("/")
    expect(timeline.get_by_role("searchbox")).to_be_focused()
    keyboard.type("maxscale")
    links = timeline.locator("[data-search-list] a")
    expect(links.nth(1)).to_be_visible()
    keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")
    expect(timeline.get_by_role("searchbox")).to_be_focused()
    keyboard.press("ArrowDown")
    keyboard.press("Escape")
    expect(timeline.get_by_role("searchbox")).to_be_focused()
    keyboard.press("Escape")
    assert timeline.get_by_role("searchbox").input_value() == ""
    expect(timeline.locator("#timeline")).to_be_visible()
    keyboard.type("maxscale")
    expect(links.first).to_be_visible()
    keyboard.press("Enter")
    keyboard.press("Enter")
    timeline.wait_for_url(re.compile(r"timeline/\d{4}-\d\d\.html#e-"))
    expect(timeline.locator(f"[id='{timeline.url.partition('#')[2]}']")).to_be_in_viewport()


def test_a_search_from_another_page_leads_to_the_timeline(page: Page, base: str) -> None:
    with quiet(page, base):
        page.goto(f"{base}clusters/prod.html")
        page.keyboard.press("/")
        page.keyboard.type("백업")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"timeline\.html\?q="))
        expect(page.locator("[data-search-list] li").first).to_be_visible()


def test_nothing_is_loaded_before_somebody_searches(page: Page, site_url: str) -> None:
    with asked_for(page) as asked:
        page.goto(f"{site_url}timeline.html")
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if "/search/" in url]
        with page.expect_response(re.compile("/search/index.js")):
            page.get_by_role("searchbox").focus()
