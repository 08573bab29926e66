"""Feeds, calendars, changelogs and sitemap, each read by a parser that somebody else wrote."""

import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.site_rendered import render, rendered_empty, rendered_sample
from tests.support.site_sample import STAGE, a_site, sample_site, young_events
from tracker.domain.event import Event, EventKind
from tracker.domain.when import Precision, When
from tracker.publish.feeds.calendar import _escaped, _folded

AT_ONE, AT_FOUR = datetime(2018, 1, 9, 1, tzinfo=UTC), datetime(2018, 1, 9, 4, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("events.atom", "clusters/prod/events.atom", "components/kafka.atom", "components/maxscale.atom")


class TestAtom:
    @pytest.mark.parametrize("path", FEEDS)
    def test_a_reader_finds_no_fault(self, path: str) -> None:
        feed = feedparser.parse(rendered_sample()[path].encode())
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.version == "atom10"
        assert feed.feed.title
        assert feed.feed.updated_parsed
        for entry in feed.entries:
            assert entry.id.startswith("urn:uuid:")
            assert entry.link.startswith("https://clusters.example.org/timeline/")
            assert entry.updated_parsed

    @pytest.mark.parametrize("path", FEEDS)
    def test_it_has_what_the_standard_demands(self, path: str) -> None:
        """RFC 4287, 4.1.1 and 4.1.2: id, title, updated and an author, each once; identifiers differ."""
        root = ET.fromstring(rendered_sample()[path])
        for element in (root, *root.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1
        assert root.find(f"{ATOM}author/{ATOM}name") is not None
        identifiers = [element.text for element in root.iter(f"{ATOM}id")]
        assert len(identifiers) == len(set(identifiers))

    def test_the_newest_come_first_and_carry_their_language(self) -> None:
        feed = feedparser.parse(rendered_sample()["clusters/prod/events.atom"].encode())
        assert feed.entries[0].title == "kube-aws v0.9.8 / kubernetes v1.7.4"
        updated = [entry.updated for entry in feed.entries]
        assert updated == sorted(updated, reverse=True)
        korean = next(entry for entry in feed.entries if "은퇴" in entry.title)
        assert korean.content[0].language == "ko"

    def test_a_component_has_its_changes_and_its_troubles(self) -> None:
        feed = feedparser.parse(rendered_sample()["components/maxscale.atom"].encode())
        assert len(feed.entries) == 4, "added, in trouble twice, back again"

    def test_without_an_address_links_are_relative(self) -> None:
        files = render(sample_site(base_url=""))
        root = ET.fromstring(files["clusters/prod/events.atom"])
        link = root.find(f"{ATOM}entry/{ATOM}link")
        assert link is not None
        assert link.get("href", "").startswith("../../timeline/2017-09.html#e-")
        assert "sitemap.xml" not in files

    def test_a_new_title_makes_no_new_feed(self) -> None:
        """Whoever subscribed keeps what was read; without an address the title is all that tells one site from another."""
        before, after, nameless = (
            {path: ET.fromstring(files[path]).findtext(f"{ATOM}id") for path in FEEDS}
            for files in (
                rendered_sample(),
                render(sample_site(title="Another title")),
                render(sample_site(title="Another title", base_url="")),
            )
        )
        assert before == after
        assert len({*before.values(), *nameless.values()}) == 2 * len(FEEDS)

    def test_characters_that_xml_forbids_are_left_out(self) -> None:
        from dataclasses import replace

        upgrade, *rest = young_events()
        site = a_site([(STAGE, (replace(upgrade, title="bell\x07 and \ufffe end"), *rest), (), ())])
        feed = feedparser.parse(render(site)["events.atom"].encode())
        assert not feed.bozo
        assert "bell and  end" in [entry.title for entry in feed.entries]

    def test_an_empty_store_has_an_empty_feed(self) -> None:
        feed = feedparser.parse(rendered_empty()["events.atom"].encode())
        assert not feed.bozo
        assert feed.entries == []


class TestCalendar:
    def test_ends_of_support_and_maintenance_windows(self) -> None:
        calendar = icalendar.Calendar.from_ical(rendered_sample()["support.ics"])
        found = {
            str(event["SUMMARY"]): (event.decoded("DTSTART"), event.decoded("DTEND"))
            for event in calendar.walk("VEVENT")
        }
        assert found == {
            "prod: last day of support for Kubernetes 1.7.4": (date(2018, 4, 4), date(2018, 4, 5)),
            "stage: last day of support for Kubernetes 1.8.4": (date(2018, 7, 12), date(2018, 7, 13)),
            "stage: Replace etcd members": (
                datetime(2018, 1, 9, 1, tzinfo=UTC),
                datetime(2018, 1, 9, 4, tzinfo=UTC),
            ),
        }

    def test_every_entry_has_what_the_standard_demands(self) -> None:
        calendar = icalendar.Calendar.from_ical(rendered_sample()["support.ics"])
        assert calendar["VERSION"] == "2.0"
        entries = list(calendar.walk("VEVENT"))
        assert len({str(entry["UID"]) for entry in entries}) == len(entries)
        assert all(entry["DTSTAMP"] for entry in entries)
        assert not list(calendar.errors)

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            (When.on(date(2018, 1, 9)), None, (date(2018, 1, 9), date(2018, 1, 10))),
            (When.on(date(2018, 1, 9)), When.on(date(2018, 1, 11)), (date(2018, 1, 9), date(2018, 1, 12))),
            (When.on(date(9999, 12, 31)), None, (date(9999, 12, 31), None)),
            (When.on(date(987, 1, 9)), None, (date(987, 1, 9), date(987, 1, 10))),
            (When(date(2018, 2, 1), None, Precision.MONTH), None, (date(2018, 2, 1), date(2018, 3, 1))),
            (When.at(AT_ONE), None, (AT_ONE, None)),
            (When.at(AT_ONE), When.at(AT_ONE), (AT_ONE, None)),
            (When.at(AT_ONE), When.at(AT_FOUR), (AT_ONE, AT_FOUR)),
            (When.at(AT_ONE), When.on(date(2018, 1, 9)), (date(2018, 1, 9), date(2018, 1, 10))),
        ],
    )
    def test_an_end_is_later_than_its_start_or_left_out(
        self, start: When, end: When | None, expected: tuple[date, date | None]
    ) -> None:
        """RFC 5545, 3.8.2.2 and 3.6.1."""
        window = Event(young_events()[0].id, STAGE.id, EventKind.MAINTENANCE, "window", start, ended=end)
        text = render(a_site([(STAGE, (window,), (), ())]))["clusters/stage/support.ics"]
        (entry,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert not entry.errors
        assert (entry.decoded("DTSTART"), entry.decoded("DTEND", None)) == expected

    def test_a_cluster_has_its_own(self) -> None:
        calendar = icalendar.Calendar.from_ical(rendered_sample()["clusters/prod/support.ics"])
        assert [str(entry["SUMMARY"]) for entry in calendar.walk("VEVENT")] == [
            "prod: last day of support for Kubernetes 1.7.4"
        ]

    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
    def test_any_text_survives_folding_and_escaping(self, text: str) -> None:
        lines = list(_folded(f"SUMMARY:{_escaped(text)}"))
        assert all(len(line.encode()) <= 75 for line in lines)
        document = "\r\n".join(["BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT", ""])
        assert str(icalendar.Event.from_ical(document)["SUMMARY"]) == text


class TestChangelog:
    @pytest.fixture
    def text(self) -> str:
        return rendered_sample()["clusters/prod/CHANGELOG.md"]

    def test_its_sections_are_versions_with_days_newest_first(self, text: str) -> None:
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert headings[0] == "[1.7.4] - 2017-09-25"
        assert headings[-1] == "Before the first recorded version"
        days = [
            match[1] for heading in headings[:-1] if (match := re.fullmatch(r"\[[^]]+\] - (\d{4}-\d\d-\d\d)", heading))
        ]
        assert len(days) == len(headings) - 1
        assert days == sorted(days, reverse=True)

    def test_its_types_of_change_are_those_of_the_form(self, text: str) -> None:
        allowed = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
        assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= allowed

    def test_every_event_is_in_it(self, text: str) -> None:
        from tests.support.site_journal import JOURNAL

        days = [line.split(" | ")[0] for line in JOURNAL.splitlines()]
        assert sum(f"- {day} " in text for day in days) == len(days)

    def test_what_came_and_went_beside_an_upgrade_is_listed_on_its_own(self, text: str) -> None:
        section = text.partition("## [1.5.3]")[2].partition("\n## ")[0]
        assert "### Removed\n\n- 2017-03-06 Labelgun" in section

    def test_titles_cannot_change_its_form(self) -> None:
        files = rendered_sample()
        assert r"API server unreachable \<from the office\>" in files["clusters/stage/CHANGELOG.md"]


class TestSitemap:
    def test_it_lists_every_page_in_every_language(self) -> None:
        files = rendered_sample()
        root = ET.fromstring(files["sitemap.xml"])
        space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
        addresses = [element.text or "" for element in root.findall("s:url/s:loc", space)]
        expected = {f"https://clusters.example.org/{path}" for path in files if path.endswith(".html")}
        assert set(addresses) == expected
        assert len(addresses) == len(expected)

    def test_many_pages_are_spread_over_several_files(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from tracker.publish.feeds import sitemap

        monkeypatch.setattr(sitemap, "_MOST_PAGES", 2)
        files = {
            file.path: "".join(file.content())
            for file in sitemap.files("https://example.org/", ["a.html", "b.html", "c.html"])
        }
        assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
        assert "https://example.org/sitemap-2.xml" in files["sitemap.xml"]
