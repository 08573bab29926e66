"""How a cluster stands: support, distance to upstream, counts, and the axis of its charts."""

from datetime import date

import pytest

from tests.support.site_sample import EMPTY, PROD, STAGE, a_site, journal_events, sample_site
from tests.support.site_world import SmallWorld
from tracker.domain.version import Minor
from tracker.publish.charts.axis import minute_of
from tracker.publish.gathered import ClusterData
from tracker.publish.views.links import Links
from tracker.publish.views.standing import (
    axis_over,
    behind,
    cluster_axis,
    kubernetes_runs,
    lifetimes,
    standing,
    support,
)

WINDOWS = lifetimes(SmallWorld(), "upstream")


def cluster(name: str) -> ClusterData:
    return next(data for data in sample_site().clusters if data.cluster.name == name)


@pytest.mark.parametrize(
    ("today", "status", "days"),
    [
        (date(2017, 9, 25), "supported", 191),
        (date(2018, 1, 3), "supported", 91),
        (date(2018, 1, 4), "ending", 90),
        (date(2018, 4, 4), "ending", 0),
        (date(2018, 4, 5), "ended", 1),
    ],
)
def test_support_is_near_its_end_for_ninety_days_and_over_the_day_after(today: date, status: str, days: int) -> None:
    found = support(Minor(1, 7), WINDOWS, today)
    assert (found.status, found.days) == (status, days)


@pytest.mark.parametrize("minor", [None, Minor(1, 99)])
def test_support_of_an_unknown_version_is_unknown(minor: Minor | None) -> None:
    assert support(minor, WINDOWS, date(2017, 9, 25)).status == "unknown"


def test_behind_counts_from_the_first_newer_minor() -> None:
    found = behind(Minor(1, 7), WINDOWS, date(2017, 12, 28))
    assert found is not None
    assert (found.minors, found.days, found.latest) == (2, 91, "1.9")


def test_the_newest_is_not_behind_and_what_came_later_does_not_count() -> None:
    found = behind(Minor(1, 7), WINDOWS, date(2017, 9, 27))
    assert found is not None
    assert (found.minors, found.days) == (0, 0)


@pytest.mark.parametrize("minor", [None, Minor(2, 0)])
def test_an_unknown_distance_is_not_guessed(minor: Minor | None) -> None:
    assert behind(minor, WINDOWS, date(2017, 12, 28)) is None


def test_the_journal_stands_as_its_last_entries_say() -> None:
    now = standing(cluster("prod"), SmallWorld(), date(2017, 12, 28))
    assert now.kubernetes == "1.7.4"
    assert [each.text for each in now.installers] == ["kube-aws 0.9.8"]
    assert now.counts == {"required": 0, "recommended": 1, "note": 1, "undecided": 1}
    assert now.open_incidents == 3


def test_a_cluster_without_events_stands_unknown() -> None:
    now = standing(cluster(EMPTY.name), SmallWorld(), date(2017, 12, 28))
    assert (now.kubernetes, now.support.status, now.behind) == ("", "unknown", None)


class TestRuns:
    def test_a_version_that_is_recorded_again_goes_on(self) -> None:
        data = cluster("prod")
        axis = cluster_axis(data, date(2017, 12, 28), None)
        assert axis is not None
        versions = [run.version for run in kubernetes_runs(data, axis, Links("index.html"))]
        assert versions == [
            "1.3.4", "1.3.6", "1.4.0", "1.4.3", "1.4.6", "1.5.1", "1.5.3", "1.5.5", "1.6.1", "1.6.2", "1.6.3", "1.7.4",
        ]  # fmt: skip

    def test_runs_follow_one_another_without_gaps(self) -> None:
        data = cluster("prod")
        axis = cluster_axis(data, date(2017, 12, 28), None)
        assert axis is not None
        runs = kubernetes_runs(data, axis, Links("index.html"))
        assert [run.end for run in runs[:-1]] == [run.start for run in runs[1:]]
        assert runs[-1].end == axis.present


class TestAxis:
    def test_it_reaches_today_when_that_is_near(self) -> None:
        axis = cluster_axis(cluster("prod"), date(2017, 12, 28), None)
        assert axis is not None
        assert axis.today == minute_of(date(2017, 12, 29))

    def test_years_of_silence_do_not_squeeze_it_but_the_end_of_support_shows(self) -> None:
        axis = cluster_axis(cluster("prod"), date(2026, 11, 23), date(2018, 4, 4))
        assert axis is not None
        assert axis.today is None
        assert minute_of(date(2018, 4, 4)) < axis.end < minute_of(date(2019, 1, 1))

    def test_a_single_event_has_an_axis_too(self) -> None:
        (data,) = a_site([(PROD, journal_events()[:1], (), ())]).clusters
        axis = cluster_axis(data, date(2026, 11, 23), None)
        assert axis is not None
        assert axis.start < axis.end

    def test_no_event_has_none(self) -> None:
        (data,) = a_site([(STAGE, (), (), ())]).clusters
        assert cluster_axis(data, date(2017, 12, 28), None) is None


def test_the_axis_of_a_single_moment_shows_a_month_around_it() -> None:
    moment = minute_of(date(2026, 11, 26)) + 720
    axis = axis_over(moment, moment, date(2026, 11, 26))
    assert axis.end - axis.start == 30 * 1440
    assert axis.holds(moment)
