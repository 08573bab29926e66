"""What holds for every page of a site, whatever it shows."""

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest
from lxml import html

from tests.support.site_rendered import render, rendered_empty, rendered_sample
from tests.support.site_sample import sample_site
from tracker.publish.theme import Theme

SITES = {"sample": rendered_sample, "empty": rendered_empty}


@cache
def pages(name: str) -> dict[str, html.HtmlElement]:
    return {path: html.document_fromstring(text) for path, text in SITES[name]().items() if path.endswith(".html")}


@pytest.fixture(params=sorted(SITES))
def site(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def links(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter():
        if isinstance(element.tag, str):
            for attribute in ("href", "src", "action"):
                if value := element.get(attribute):
                    yield value


def test_every_link_within_the_site_leads_somewhere(site: str) -> None:
    files = set(SITES[site]()) | set(Theme.bundled().assets) | {"sitemap.xml", "assets/js/search-data.js"}
    anchors = {path: {element.get("id") for element in tree.iter()} for path, tree in pages(site).items()}
    lost = []
    for path, tree in pages(site).items():
        for link in links(tree):
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = link.partition("#")
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), target.partition("?")[0]))
                if target
                else path
            )
            if target not in files or (anchor and target in anchors and anchor not in anchors[target]):
                lost.append(f"{path}: {link}")
    assert lost == []


def test_identifiers_are_unique_on_a_page(site: str) -> None:
    for path, tree in pages(site).items():
        counts = Counter(element.get("id") for element in tree.iter() if element.get("id"))
        assert [each for each, count in counts.items() if count > 1] == [], path


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(site: str) -> None:
    for path, tree in pages(site).items():
        assert tree.xpath("//@style | //style | //*[@*[starts-with(name(), 'on')]]") == [], path
        assert tree.xpath("//script[not(@src)]") == [], path
        loaded = tree.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src")
        assert [link for link in loaded if re.match(r"(?:[a-z]+:)?//", str(link))] == [], path


def test_a_page_has_one_heading_of_the_first_rank_a_title_and_a_language(site: str) -> None:
    for path, tree in pages(site).items():
        assert len(tree.xpath("//h1")) == 1, path
        assert tree.xpath("string(//title)").strip(), path
        assert tree.get("lang") == ("ko" if path.startswith("ko/") else "en"), path


def test_headings_skip_no_rank(site: str) -> None:
    for path, tree in pages(site).items():
        ranks = [
            int(element.tag[1]) for element in tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]
        assert all(after - before <= 1 for before, after in pairwise(ranks)), (path, ranks)


def test_every_chart_has_a_name_and_its_marks_have_one_too(site: str) -> None:
    for path, tree in pages(site).items():
        for plot in tree.xpath("//svg[@role]"):
            assert plot.get("aria-label"), path
        for mark in tree.xpath("//svg//a"):
            assert mark.get("aria-label"), path


def test_the_interface_is_translated_and_the_content_is_not() -> None:
    korean = rendered_sample()["ko/timeline/2017-03.html"]
    assert "2017년 3월" in korean
    assert '<span lang="ko">kube-aws v0.9.4 / kubernetes v1.5.3, Labelgun 은퇴</span>' in korean
    english = rendered_sample()["timeline/2017-03.html"]
    assert '<span lang="en">kube-aws v0.9.4 / kubernetes v1.5.3, Labelgun retires</span>' in english


def test_no_english_word_of_the_frame_is_left_on_a_korean_page() -> None:
    tree = pages("sample")["ko/index.html"]
    text = " ".join(tree.xpath("//nav//text() | //thead//text() | //h2//text()"))
    assert set(re.findall(r"[A-Za-z]{3,}", text)) <= {"Kubernetes"}


def test_the_data_beside_every_page_is_json(site: str) -> None:
    files = SITES[site]()
    for path in pages(site):
        if not path.startswith("ko/"):
            assert isinstance(json.loads(files[path.removesuffix(".html") + ".json"]), dict)


@pytest.mark.parametrize("path", ["index.html", "ko/index.html", "clusters/prod.html"])
def test_a_version_leads_to_the_event_that_set_it(path: str) -> None:
    told = (
        "//table[contains(@class, 'fleet')]//tr[th//a = 'prod']/td[position() <= 2]//a"
        if "index" in path
        else "//dl[@class='standing']/div[1]/dd/a"
    )
    versions = pages("sample")[path].xpath(told)
    assert [each.text_content() for each in versions] == ["1.7.4", "kube-aws 0.9.8"]
    for each in versions:
        target, _, anchor = each.get("href").partition("#")
        month = pages("sample")[posixpath.normpath(posixpath.join(posixpath.dirname(path), target))]
        (entry,) = month.xpath("//*[@id=$anchor]", anchor=anchor)
        assert each.text_content().split()[-1] in entry.text_content()


MEASURED = {
    "index.html": "//*[@class='lead'] | //ul[@class='tiles']/li | //table[contains(@class, 'fleet') or @class='bars']//td",
    "clusters/prod.html": "//dl[@class='standing']//dd[contains(@class, 'big') or not(@class)]",
    "clusters/stage.html": "//dl[@class='standing']//dd[contains(@class, 'big') or not(@class)]",
    "components.html": "//main//tbody/tr",
    "config.html": "//main//tbody/tr",
    "warnings.html": "//*[@class='lead'] | //table[contains(@class, 'bars')]//td",
}
"""Where pages give figures."""


@pytest.mark.parametrize("language", ["", "ko/"])
@pytest.mark.parametrize("path", MEASURED)
def test_figures_lead_to_their_evidence(path: str, language: str) -> None:
    tree = pages("sample")[language + path]
    figures = [each for each in tree.xpath(MEASURED[path]) if re.search(r"\d", each.text_content())]
    assert figures
    assert [each.text_content() for each in figures if not list(each.iter("a"))] == []


def test_text_that_looks_like_markup_stays_text() -> None:
    files = rendered_sample()
    assert "API server unreachable &lt;from the office&gt;" in files["timeline/2017-12.html"]
    assert all("<from the office>" not in text for path, text in files.items() if path.endswith((".html", ".atom")))


def test_the_same_data_gives_the_same_bytes() -> None:
    assert render(sample_site()) == rendered_sample()


def test_no_empty_state_is_blank() -> None:
    for path, tree in pages("empty").items():
        assert len(" ".join(tree.xpath("//main//text()")).split()) > 4, path


@pytest.mark.parametrize("event_id", ["01580000-0035-7000-8000-000000000035", "01580001-0002-7000-8000-000000000002"])
def test_an_event_stands_once_with_its_anchor(event_id: str) -> None:
    found = [
        path for path, text in rendered_sample().items() if f'id="e-{event_id}"' in text and "/timeline/" in f"/{path}"
    ]
    assert len(found) == 2, "once in each language"


def test_the_zoom_script_stays_small() -> None:
    """What the browser downloads for all charts together, as a server sends it."""
    import gzip

    assert len(gzip.compress(Theme.bundled().assets["assets/js/charts.js"], 9, mtime=0)) < 3000


def test_a_table_stands_behind_each_chart(site: str) -> None:
    """In the figure itself, right after it, or as the history on the page of a component."""
    bare = {
        f"{path}#{figure.get('id')}"
        for path, tree in pages(site).items()
        for figure in tree.iter("figure")
        if not figure.findall(".//table")
        and not any(True for following in figure.itersiblings() for _ in following.iter("table"))
        and not tree.findall(".//section[@aria-labelledby='history']")
    }
    assert bare == set()
