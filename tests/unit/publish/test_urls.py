"""Where things lie: slugs that never meet, links that work from anywhere."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.publish import urls
from tracker.publish.gathered import Month


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("MaxScale", "maxscale"),
        ("nodeMonitorGracePeriod", "nodemonitorgraceperiod"),
        ("kube-aws", "kube-aws"),
        ("v1.7.4", "v1.7.4"),
    ],
)
def test_plain_names_stay_readable(name: str, slug: str) -> None:
    assert urls.slug(name) == slug


@pytest.mark.parametrize(
    "name",
    [
        "..",
        ".",
        "../..",
        "",
        "a/b",
        "a\\b",
        "con",
        "NUL.txt",
        "index",
        "카프카",
        "🚢",
        "a b",
        "x" * 300,
        ".hidden",
        "a\0b",
    ],
)
def test_other_names_get_a_digest_and_stay_file_names(name: str) -> None:
    slug = urls.slug(name)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-._")
    assert slug.strip(".") == slug != ""
    assert len(slug) <= 80
    assert slug != name


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_names_meet_only_when_they_differ_in_case_alone(one: str, other: str) -> None:
    import unicodedata

    def key(name: str) -> str:
        return unicodedata.normalize("NFC", name).strip().casefold()

    assert (urls.slug(one) == urls.slug(other)) == (key(one) == key(other))


@pytest.mark.parametrize("name", ["prod.html", "prod.json", "Prod.HTML"])
def test_the_folder_of_a_cluster_is_no_page_of_another(name: str) -> None:
    folder = urls.cluster_file(name, "events.atom").rpartition("/")[0]
    assert folder not in (urls.cluster("prod"), urls.json_beside(urls.cluster("prod")))


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("index.html", "timeline.html", "timeline.html"),
        ("timeline/2017-09.html", "clusters/prod.html#state", "../clusters/prod.html#state"),
        ("clusters/prod/2017.html", "timeline/2017-09.html", "../../timeline/2017-09.html"),
        ("timeline/2017-09.html", "timeline/2017-09.html#e-1", "2017-09.html#e-1"),
    ],
)
def test_links_are_relative(source: str, target: str, link: str) -> None:
    assert urls.relative(source, target) == link


def test_the_permalink_of_an_event_is_on_the_page_of_its_month() -> None:
    assert urls.event(date(2017, 9, 25), "0158-7") == "timeline/2017-09.html#e-0158-7"
    assert urls.month_page(Month(2017, 9)) == "timeline/2017-09.html"


def test_a_language_other_than_the_first_has_a_folder() -> None:
    assert urls.localized("index.html", "en") == "index.html"
    assert urls.localized("clusters/a.html", "ko") == "ko/clusters/a.html"
    assert urls.to_root("ko/clusters/a.html") == "../../"
