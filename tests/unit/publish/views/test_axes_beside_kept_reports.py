"""A kept report looks back on what happened: it is listed, but no chart reaches to it."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.support.site_sample import PROD, a_site, an_id, journal_events, journal_windows
from tracker.domain.event import Event, EventKind
from tracker.domain.when import When
from tracker.publish import words
from tracker.publish.charts.axis import TimeAxis, minute_of
from tracker.publish.charts.strip import MOST_MARKS
from tracker.publish.site_data import SiteData
from tracker.publish.views import cluster, timeline, warnings

TODAY = date(2026, 11, 23)
ENGLISH = words.CatalogueWords("en")
REPORT = Event(
    an_id(900),
    PROD.id,
    EventKind.PLAN,
    "Upgrade readiness for Kubernetes 1.8: ready",
    When.on(TODAY),
    details=(("document", "{}"), ("target", "1.8"), ("verdict", "ready")),
)
JOURNAL = journal_events()


def a_site_of(*events: Event) -> SiteData:
    return a_site([(PROD, events, (), journal_windows())], today=TODAY)


def page_of_cluster(site: SiteData) -> Any:
    return cluster.view(site, site.clusters[0], ENGLISH)


def axes(site: SiteData) -> list[TimeAxis]:
    """Of the timeline, of the warnings and of the cluster."""
    fleet: list[Any] = [timeline.overview(site, ENGLISH), warnings.view(site, ENGLISH)]
    return [*(page["axis"] for page in fleet), page_of_cluster(site)["charts_data"].axis]


def test_charts_end_where_they_did_without_the_report() -> None:
    with_report = axes(a_site_of(*JOURNAL, REPORT))
    assert with_report == axes(a_site_of(*JOURNAL))
    assert max(axis.end for axis in with_report) < minute_of(date(2019, 1, 1))


def test_the_cluster_is_silent_since_something_happened_and_still_lists_the_report() -> None:
    page = page_of_cluster(a_site_of(*JOURNAL, REPORT))
    assert page["silent_since"] == str(JOURNAL[-1].when)
    assert page["total"] == len(JOURNAL) + 1
    assert page["latest"][0].title.text == REPORT.title


def test_a_plan_without_a_report_is_something_that_happened() -> None:
    assert all(axis.holds(minute_of(TODAY)) for axis in axes(a_site_of(*JOURNAL, replace(REPORT, details=()))))


def test_where_nothing_else_is_recorded_the_charts_show_the_report() -> None:
    charts = page_of_cluster(a_site_of(REPORT))["charts_data"]
    assert charts.axis.holds(minute_of(TODAY))


def test_a_mark_of_a_month_beyond_the_axis_is_not_drawn_at_its_edge() -> None:
    many = [replace(JOURNAL[-1], id=an_id(1000 + number)) for number in range(MOST_MARKS)]
    page: Any = timeline.overview(a_site_of(*JOURNAL, *many, REPORT), ENGLISH)
    assert page["strip"].is_grouped
    plans = {year for lane in page["strip"].lanes if lane.kind is EventKind.PLAN for year, _ in lane.years}
    assert TODAY.year not in plans
