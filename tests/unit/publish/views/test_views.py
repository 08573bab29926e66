"""What the pages say, before any template: order, counts, links and words."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.support.site_sample import (
    PROD,
    STAGE,
    a_finding,
    a_site,
    an_id,
    empty_site,
    journal_events,
    journal_site,
    sample_site,
    young_events,
)
from tracker.domain.event import Action as Act
from tracker.domain.event import Change, Event, EventKind, Subject, SubjectType
from tracker.domain.outcome import Severity
from tracker.domain.when import When
from tracker.publish import urls
from tracker.publish.pages import pages
from tracker.publish.sanitise import with_code
from tracker.publish.site_data import LARGE_MONTH, RuleNote
from tracker.publish.views import incidents, months, overview, warnings
from tracker.publish.views.about import rule_view
from tracker.publish.views.values import shown
from tracker.publish.words import CatalogueWords, Spoken

WORDS = CatalogueWords("en")


def view(site: Any, path: str) -> Any:
    page = next(page for page in pages(site) if page.path == path)
    return page.view(WORDS)


class TestOverview:
    def test_what_needs_attention_comes_first(self) -> None:
        names = [row.standing.cluster.name for row in overview.view(sample_site(), WORDS)["rows"]]  # type: ignore[attr-defined]
        assert names == ["prod", "stage", "lab <new>"], "open incidents, then days of support left, unknown last"

    def test_the_last_change_is_not_in_the_future(self) -> None:
        rows = overview.view(sample_site(), WORDS)["rows"]
        (stage,) = (row for row in rows if row.standing.cluster.name == "stage")  # type: ignore[attr-defined]
        assert stage.last.time.day == "2017-12-20"

    def test_what_lies_ahead_is_listed_soonest_first(self) -> None:
        coming = overview.view(sample_site(), WORDS)["coming"]
        assert [each.day for each in coming] == [date(2018, 1, 9), date(2018, 4, 4), date(2018, 7, 12)]  # type: ignore[attr-defined]

    def test_the_end_of_a_minor_is_told_once_for_all_clusters_that_run_it(self) -> None:
        names = ("b", "a", "c")
        clusters = [replace(STAGE, id=f"{STAGE.id[:-1]}{index}", name=name) for index, name in enumerate(names)]
        site = a_site([(cluster, young_events(), (), ()) for cluster in clusters])
        (end,) = (each for each in overview.view(site, WORDS)["coming"] if each.version)  # type: ignore[attr-defined]
        assert (end.version, [each.name for each in end.clusters]) == ("1.8", ["a", "b", "c"])

    def test_a_retired_cluster_counts_nowhere(self) -> None:
        retired = replace(PROD, retired=When.on(date(2017, 12, 1)))
        said = overview.view(a_site([(retired, journal_events(), (), ())]), WORDS)
        assert (said["total"], said["open_incidents"], said["minors"]) == (0, 0, ())

    def test_an_empty_store_has_no_rows(self) -> None:
        assert overview.view(empty_site(), WORDS)["rows"] == []


class TestConfigKeys:
    def test_values_are_counted_by_the_clusters_that_have_them(self) -> None:
        clusters = [replace(PROD, id=f"{PROD.id[:-1]}{index}", name=f"c{index}") for index in range(5)]
        site = a_site([(cluster, journal_events(), (), ()) for cluster in clusters])
        (row,) = view(site, "config.html")["rows"]
        assert row.shares == (("600s", 5),)


class TestIncidents:
    def test_the_changes_before_an_incident_are_listed_newest_first(self) -> None:
        said: Any = incidents.view(journal_site(), WORDS)
        kube_dns = said["cards"][0]
        assert [(each.line.time.day, each.days) for each in kube_dns.before] == [("2017-06-05", 15), ("2017-05-31", 20)]

    def test_on_a_day_without_times_the_whole_day_may_precede(self) -> None:
        said: Any = incidents.view(journal_site(), WORDS)
        maxscale = said["cards"][-1]
        assert (maxscale.before[0].line.time.day, maxscale.before[0].days) == ("2016-10-25", 0)

    def test_with_times_only_what_was_earlier_precedes(self) -> None:
        upgrade, outage, *_ = young_events()
        later = replace(upgrade, id=an_id(8, "1"), when=When.at(datetime(2017, 12, 4, 2, 11, tzinfo=UTC)))
        said: Any = incidents.view(a_site([(STAGE, (upgrade, outage, later), (), ())]), WORDS)
        assert len(said["cards"][0].before) == 1

    def test_the_time_to_resolve_is_said_in_hours(self) -> None:
        said = incidents.view(sample_site(), WORDS)
        assert (said["open"], said["resolved"], said["median"]) == (3, 1, "1 h 30 min")

    def test_an_incident_links_to_its_cause(self) -> None:
        said: Any = incidents.view(sample_site(), WORDS)
        assert said["cards"][0].entry.incident.cause == f"timeline/2017-12.html#e-{an_id(1, '1')}"


class TestWarnings:
    def test_findings_come_worst_first_and_undecided_ones_apart(self) -> None:
        outcomes = (
            a_finding("N1", "a", "x", severity=Severity.NOTE),
            a_finding("R1", "b", "x", severity=Severity.REQUIRED),
        )
        said: Any = warnings.view(a_site([(PROD, journal_events(), outcomes, ())]), WORDS)
        assert [line.code for line in said["findings"]] == ["R1", "N1"]
        assert said["undecided"] == []

    def test_rules_come_worst_first_then_those_that_speak_most(self) -> None:
        outcomes = (
            a_finding("A1", "a", "x", severity=Severity.NOTE),
            a_finding("B1", "b", "x", severity=Severity.RECOMMENDED),
            a_finding("C1", "c", "x", severity=Severity.RECOMMENDED),
            a_finding("C1", "d", "x", severity=Severity.RECOMMENDED),
            a_finding("D1", "e", "x", severity=Severity.REQUIRED),
        )
        said: Any = warnings.view(a_site([(PROD, journal_events(), outcomes, ())]), WORDS)
        assert [rule.code for rule in said["rules"]] == ["D1", "C1", "B1", "A1"]

    def test_evidence_leads_to_the_event(self) -> None:
        said: Any = warnings.view(journal_site(), WORDS)
        links = [piece.href for line in said["findings"] for piece in line.evidence]
        assert f"timeline/2017-09.html#e-{an_id(53)}" in links

    def test_nobody_looked_is_not_all_is_well(self) -> None:
        assert warnings.view(empty_site(rules=()), WORDS)["looked"] is False

    def test_code_in_the_text_of_a_rule_stays_text(self) -> None:
        assert with_code("run `a <b>` & see") == "run <code>a &lt;b&gt;</code> &amp; see"
        assert with_code("a ` alone <b>") == "a ` alone &lt;b&gt;"


class TestMonths:
    def test_every_incident_leads_to_the_cause_that_it_shares_with_others(self) -> None:
        upgrade, outage, *_ = young_events()
        assert outage.incident
        days = (date(2017, 12, 6), date(2018, 1, 3), date(2018, 2, 1))
        others = (
            replace(
                outage,
                id=an_id(8, str(number)),
                when=When.on(day),
                incident=replace(outage.incident, cause=upgrade.id),
            )
            for number, day in enumerate(days, 1)
        )
        site = a_site([(STAGE, (upgrade, *others), (), ())])
        for day in days:
            said: Any = view(site, f"timeline/{day:%Y-%m}.html")
            links = [each.incident.cause for group in said["days"] for each in group.entries if each.incident]
            assert len(links) == 1
            assert links[0].endswith(f"#{urls.event_anchor(upgrade.id)}")

    def test_a_large_month_has_a_line_for_each_event_and_its_days_the_rest(self) -> None:
        events = tuple(a_note(number, day=1 + number % 2) for number in range(LARGE_MONTH + 1))
        site = a_site([(PROD, events, (), ())])
        found = {page.path: page for page in months.build(site)}
        assert list(found) == ["timeline/2017-05.html", "timeline/2017-05-01.html", "timeline/2017-05-02.html"]
        large: Any = found["timeline/2017-05.html"].view(WORDS)
        assert sum(len(day.lines) for day in large["days"]) == LARGE_MONTH + 1
        for anchor, href, _ in large["days"][0].lines:
            page: Any = found[f"timeline/{href.partition('#')[0]}"].view(WORDS)
            assert anchor in {entry.anchor for day in page["days"] for entry in day.entries}

    def test_a_long_day_has_parts(self) -> None:
        events = tuple(a_note(number, day=1) for number in range(LARGE_MONTH + 1))
        found = [page.path for page in months.build(a_site([(PROD, events, (), ())]))]
        assert found == ["timeline/2017-05.html", "timeline/2017-05-01.html", "timeline/2017-05-01-2.html"]

    def test_every_permalink_leads_to_the_page_of_the_month(self) -> None:
        small = journal_events()
        large = tuple(a_note(number, day=1) for number in range(LARGE_MONTH + 1))
        for events in (small, large):
            found = {page.path for page in months.build(a_site([(PROD, events, (), ())]))}
            assert {urls.event(event.when.day, event.id).partition("#")[0] for event in events} <= found


def a_note(number: int, day: int) -> Event:
    return Event(an_id(number), PROD.id, EventKind.NOTE, f"Note {number}", When.on(date(2017, 5, day)))


class TestInputs:
    """A page's inputs name all that its view uses: what changes a view changes the inputs."""

    @staticmethod
    def inputs(site: Any) -> dict[str, str]:
        return {page.path: page.inputs for page in pages(site)}

    def test_the_same_site_has_the_same_inputs(self) -> None:
        assert self.inputs(sample_site()) == self.inputs(sample_site())

    def test_another_event_leaves_other_months_alone(self) -> None:
        before = self.inputs(journal_site())
        events = (*journal_events(), a_note(99, day=3))
        after = self.inputs(a_site([(PROD, events, (), ())]))
        assert before["timeline/2017-05.html"] != after["timeline/2017-05.html"]
        assert before["timeline/2017-03.html"] == after["timeline/2017-03.html"]

    def test_another_day_leaves_the_months_alone(self) -> None:
        before, after = self.inputs(journal_site()), self.inputs(journal_site(today=date(2017, 12, 29)))
        assert before["index.html"] != after["index.html"]
        assert before["clusters/prod.html"] != after["clusters/prod.html"]
        assert before["timeline/2017-05.html"] == after["timeline/2017-05.html"]

    def test_a_cause_that_moved_changes_the_page_of_its_incident(self) -> None:
        upgrade, *rest = young_events()
        moved = replace(upgrade, when=When.on(date(2017, 11, 30)))
        before = {page.path: page.inputs for page in months.build(a_site([(STAGE, (upgrade, *rest), (), ())]))}
        after = {page.path: page.inputs for page in months.build(a_site([(STAGE, (moved, *rest), (), ())]))}
        assert before["timeline/2017-12.html"] != after["timeline/2017-12.html"]


class TestValues:
    @pytest.mark.parametrize(
        ("value", "kind", "said"),
        [
            ("v1.7.4", SubjectType.PLATFORM, "1.7.4"),
            ("v0.9.6-rc.2", SubjectType.COMPONENT, "0.9.6-rc.2"),
            ("2024-06", SubjectType.COMPONENT, "2024-06"),
            ("v1.5", SubjectType.CONFIG, "v1.5"),
            (None, SubjectType.COMPONENT, ""),
        ],
    )
    def test_versions_are_written_alike_and_settings_as_they_were(
        self, value: str | None, kind: SubjectType, said: str
    ) -> None:
        assert shown(value, kind) == said


def test_the_page_of_a_component_tells_where_it_came_and_went() -> None:
    said: Any = view(journal_site(), "components/labelgun.html")
    assert [(turn.time.day, turn.action) for turn in said["turns"]] == [
        ("2017-03-06", "removed"),
        ("2016-09-11", "added"),
    ]
    assert said["row"].present == 0


def test_names_that_differ_in_case_share_a_page() -> None:
    other = replace(
        journal_events()[8],
        id=an_id(70),
        changes=(Change(Subject(SubjectType.COMPONENT, "MAXSCALE"), Act.ADDED),),
        cluster_id=STAGE.id,
    )
    site = a_site([(PROD, journal_events(), (), ()), (STAGE, (other,), (), ())])
    said: Any = view(site, "components/maxscale.html")
    assert {turn.cluster.name for turn in said["turns"]} == {"prod", "stage"}


def test_the_steps_of_a_setting_are_told_with_their_days() -> None:
    said: Any = view(journal_site(), "config/nodemonitorgraceperiod.html")
    assert [(row.value, row.days) for row in said["places"][0].rows] == [("600s", 0), ("240s", 9), ("90s", 11)]


def test_the_state_after_each_change_counts_components() -> None:
    said: Any = view(journal_site(), "clusters/prod.html")
    newest, *_, oldest = said["states"]
    assert (newest.kubernetes, newest.others, newest.config) == (
        "1.7.4",
        ("kube-aws 0.9.8",),
        ("nodeMonitorGracePeriod 600s",),
    )
    assert oldest.components == 1
    assert "− Labelgun" in next(row for row in said["states"] if row.time.day == "2017-03-06").changed


def test_a_fleet_of_two_hundred_clusters_is_listed_whole() -> None:
    clusters = [
        (replace(PROD, id=f"c-{number}", name=f"cluster-{number:03}"), journal_events(f"c-{number}")[:12], (), ())
        for number in range(200)
    ]
    site = a_site(clusters)
    said: Any = overview.view(site, WORDS)
    assert len(said["rows"]) == 200
    made = list(pages(site))
    assert len({page.path for page in made}) == len(made)


class TestRulePage:
    ENGLISH = "# SUP001: Past its end\n\nSeverity: required\n\n## What it says\n\nIt ended.\n"
    KOREAN = "<!-- translated from ../SUP001.md 0 -->\n\n# SUP001: 지원 종료\n\n심각도: 필수\n\n## 내용\n\n`a`가 끝났습니다.\n"

    def page(self, language: str, *translations: tuple[str, str]) -> Spoken:
        rule = RuleNote("SUP001", "Past its end", Severity.REQUIRED, "", self.ENGLISH, translations)
        manual = rule_view(rule, CatalogueWords(language))["manual"]
        assert isinstance(manual, Spoken)
        return manual

    def test_it_says_its_title_and_severity_once(self) -> None:
        said = self.page("en")
        assert "It ended." in said.text
        assert "Past its end" not in said.text
        assert "Severity" not in said.text

    def test_it_leads_to_the_rules_that_it_names(self) -> None:
        rule = RuleNote("SUP001", "", Severity.REQUIRED, "", "Those count instead ([SUP005](SUP005.md)).")
        manual = rule_view(rule, WORDS)["manual"]
        assert isinstance(manual, Spoken)
        assert '(<a href="sup005.html">SUP005</a>)' in manual.text

    def test_it_is_in_the_language_of_the_page(self) -> None:
        said = self.page("ko", ("ko", self.KOREAN))
        assert said.language == "ko"
        assert "<code>a</code>가 끝났습니다." in said.text
        assert "It ended." not in said.text
        assert "translated" not in said.text
        assert "지원 종료" not in said.text

    def test_without_a_translation_it_is_english_and_says_so(self) -> None:
        said = self.page("ko")
        assert (said.language, "It ended." in said.text) == ("en", True)
