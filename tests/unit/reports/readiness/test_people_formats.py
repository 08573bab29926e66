"""What people read: the verdict first, nothing wider than the terminal, nothing of a manifest taken for mark-up."""

import re

import html5lib
import pytest

from tests.support.golden import GoldenFiles
from tests.support.readiness_sample import SHOP, a_document
from tracker.domain.text_width import width
from tracker.reports.outcomes.formats import Look
from tracker.reports.readiness.formats import FORMATS, format_for

CLEAN = SHOP.split("---")[2]
CASES = {
    "not ready": a_document(),
    "unknown": a_document("1.30", None),
    "ready with advice": a_document(manifests=CLEAN),
    "same": a_document("1.29", CLEAN),
    "rollback": a_document("1.28", CLEAN, rollback=True),
}
HOSTILE = SHOP.replace("namespace: shop", 'namespace: "<script>alert(1)</script>|@all *x* `y`"')


def written(style: str, case: str = "not ready", look: Look | None = None) -> str:
    return "".join(FORMATS[style].render(CASES[case], look))


@pytest.mark.parametrize("columns", [80, 200])
def test_the_terminal_shows_all_of_it(golden: GoldenFiles, columns: int) -> None:
    golden.check(f"readiness/table-{columns}.txt", written("table", look=Look(columns)))


def test_a_pull_request_shows_all_of_it(golden: GoldenFiles) -> None:
    golden.check("readiness/report.md", written("markdown"))


def test_a_browser_shows_all_of_it(golden: GoldenFiles) -> None:
    golden.check("readiness/report.html", written("html"))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(case: str, columns: int) -> None:
    lines = written("table", case, Look(columns)).splitlines()
    # A command line stays whole, so that it can be copied.
    assert [line for line in lines if width(line) > columns and not line.lstrip().startswith("$ ")] == []


@pytest.mark.parametrize("case", CASES)
def test_the_verdict_is_the_second_line(case: str) -> None:
    assert written("table", case).splitlines()[1] == CASES[case]["verdict"].upper()


def test_colours_are_for_terminals() -> None:
    assert "\x1b[" not in written("table")
    coloured = written("table", look=Look(80, is_coloured=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == written("table", look=Look(80))


@pytest.mark.parametrize("case", CASES)
def test_the_page_is_valid_and_needs_nothing_else(case: str) -> None:
    page = written("html", case)
    html5lib.HTMLParser(strict=True).parse(page)
    assert not re.search(r"<script|<link|<img|@import|url\(", page)
    assert re.findall(r'(?:src|action)="', page) == []


@pytest.mark.parametrize("style", ["html", "markdown"])
def test_text_of_manifests_is_no_mark_up(style: str) -> None:
    text = "".join(FORMATS[style].render(a_document(manifests=HOSTILE)))
    assert "<script>" not in text
    assert "<b>down" not in text
    if style == "markdown":
        assert "@all" not in text
        assert "|&#64;all" not in text.replace("\\|", "")


def test_an_address_that_is_none_is_no_link() -> None:
    document = CASES["not ready"]
    found = [{**finding, "source": "https://x.example/"} for finding in document["findings"]]
    found[0] = {**found[0], "source": "javascript:alert(1)"}
    assert "javascript:" not in "".join(FORMATS["html"].render({**document, "findings": found}))


def test_later_hops_are_said_to_be_projections() -> None:
    text = written("table")
    assert "Hop 1.29 → 1.30 (exact)" in text
    assert "Hop 1.30 → 1.31 (projection)" in text


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("a.html", "html"),
        ("A.MD", "markdown"),
        ("a.json", "json"),
        ("a.sarif", "sarif"),
        ("a.xml", "junit"),
        ("a", "table"),
    ],
)
def test_the_ending_of_a_file_says_the_format(name: str, style: str) -> None:
    assert format_for(name) == style
