"""The geometry of every chart, on small histories whose picture one can imagine."""

from datetime import date

import pytest

from tracker.domain.event import Action, EventKind
from tracker.domain.version import Minor
from tracker.publish.charts.axis import TimeAxis, minute_of
from tracker.publish.charts.bands import Violation, band_lanes
from tracker.publish.charts.behind import behind_chart
from tracker.publish.charts.config_steps import LANE, Setting, config_chart, config_lanes, quantity
from tracker.publish.charts.labels import NEVER
from tracker.publish.charts.lifelines import Turn, lifeline
from tracker.publish.charts.strip import MOST_MARKS, Happening, strip
from tracker.publish.charts.versions import ROW, Lifetime, Run, version_chart

AXIS = TimeAxis(minute_of(date(2017, 1, 1)), minute_of(date(2018, 1, 1)))
LIFETIMES = (
    Lifetime(Minor(1, 5), date(2016, 12, 12), None, date(2017, 10, 1)),
    Lifetime(Minor(1, 6), date(2017, 3, 28), date(2017, 8, 1), date(2017, 11, 23)),
    Lifetime(Minor(1, 7), date(2017, 6, 30), None, None),
    Lifetime(Minor(1, 8), date(2017, 9, 28), None, None),
    Lifetime(Minor(1, 9), date(2017, 12, 15), None, None),
)


def at(day: str) -> int:
    return minute_of(date.fromisoformat(day))


def a_run(version: str, start: str, end: str) -> Run:
    major, minor = version.split(".")[:2]
    return Run(version, Minor(int(major), int(minor)), at(start), at(end), "#", version)


class TestVersions:
    def test_rows_run_from_the_newest_to_the_oldest_and_show_two_newer_minors(self) -> None:
        chart = version_chart(AXIS, [a_run("1.5.1", "2017-01-01", "2017-05-01")], LIFETIMES)
        assert [(row.label, row.y) for row in chart.rows] == [("1.7", 0), ("1.6", ROW), ("1.5", 2 * ROW)]

    def test_the_line_is_dashed_from_the_day_after_the_last_supported_day(self) -> None:
        chart = version_chart(AXIS, [a_run("1.5.1", "2017-02-01", "2017-12-01")], LIFETIMES)
        assert [(part.kind, part.start, part.end) for part in chart.line] == [
            ("run", at("2017-02-01"), at("2017-10-02")),
            ("overdue", at("2017-10-02"), at("2017-12-01")),
        ]

    def test_a_version_that_came_after_its_end_is_overdue_from_the_start(self) -> None:
        chart = version_chart(AXIS, [a_run("1.5.1", "2017-11-01", "2017-12-01")], LIFETIMES)
        assert [part.kind for part in chart.line] == ["overdue"]

    def test_bands_tell_support_maintenance_and_what_follows(self) -> None:
        chart = version_chart(AXIS, [a_run("1.6.1", "2017-04-07", "2017-12-01")], LIFETIMES)
        kinds = {row.label: [band.kind for band in row.spans] for row in chart.rows}
        assert kinds["1.6"] == ["supported", "maintenance", "ended"]
        assert kinds["1.7"] == ["supported"], "an unknown end is drawn as open"

    def test_a_step_to_another_minor_has_a_riser_and_a_patch_has_none(self) -> None:
        runs = [
            a_run("1.5.1", "2017-01-10", "2017-02-01"),
            a_run("1.5.3", "2017-02-01", "2017-04-07"),
            a_run("1.6.1", "2017-04-07", "2017-12-01"),
        ]
        chart = version_chart(AXIS, runs, LIFETIMES)
        assert [riser.at for riser in chart.risers] == [at("2017-04-07")]
        assert [mark.label for mark in chart.marks] == ["1.5.1", "1.5.3", "1.6.1"]

    def test_no_run_draws_nothing(self) -> None:
        assert version_chart(AXIS, [], LIFETIMES).rows == ()


class TestBehind:
    def test_it_rises_from_the_day_a_newer_minor_came_out(self) -> None:
        chart = behind_chart(AXIS, [a_run("1.5.1", "2017-01-10", "2017-04-07")], LIFETIMES)
        assert [(slope.start, slope.days) for slope in chart.slopes] == [(at("2017-03-28"), 10)]
        assert chart.most_days == 10

    def test_nothing_newer_is_not_behind(self) -> None:
        assert behind_chart(AXIS, [a_run("1.9.0", "2017-12-20", "2017-12-31")], LIFETIMES).slopes == ()

    def test_whoever_starts_late_starts_high(self) -> None:
        (slope,) = behind_chart(AXIS, [a_run("1.5.1", "2017-04-07", "2017-04-09")], LIFETIMES).slopes
        assert slope.days == 12
        assert slope.y < chart_bottom(), "ten days behind when it began"


def chart_bottom() -> int:
    from tracker.publish.charts.behind import HEIGHT

    return HEIGHT - 6


class TestLifelines:
    def test_retired_and_back_again_are_two_spans(self) -> None:
        turns = [
            Turn(at("2017-02-01"), Action.ADDED, "", "in", "#"),
            Turn(at("2017-03-01"), Action.REMOVED, "", "out", "#"),
            Turn(at("2017-05-01"), Action.ADDED, "", "back", "#"),
        ]
        lane = lifeline(AXIS, "Kafka", "#", turns)
        assert [(part.start, part.end) for part in lane.spans] == [
            (at("2017-02-01"), at("2017-03-01")),
            (at("2017-05-01"), AXIS.end),
        ]
        assert lane.is_present

    def test_trouble_is_a_mark_and_changes_nothing(self) -> None:
        turns = [
            Turn(at("2017-02-01"), Action.ADDED, "", "in", "#"),
            Turn(at("2017-03-01"), None, "", "trouble", "#"),
            Turn(at("2017-04-01"), Action.SET, "", "again", "#"),
        ]
        lane = lifeline(AXIS, "MaxScale", "#", turns)
        assert [mark.kind for mark in lane.marks] == ["added", "trouble", "again"]
        assert len(lane.spans) == 1

    def test_trouble_alone_has_no_line(self) -> None:
        lane = lifeline(AXIS, "kube-dns", "#", [Turn(at("2017-06-20"), None, "", "dies", "#")])
        assert lane.spans == ()
        assert not lane.is_present


class TestConfig:
    @pytest.mark.parametrize(
        ("text", "number"),
        [("90s", 90), ("10m", 600), ("1h30m", 5400), ("250ms", 0.25), ("2Gi", 2**31), ("42", 42), ("50%", 50)],
    )
    def test_quantities(self, text: str, number: float) -> None:
        assert quantity(text) == number

    @pytest.mark.parametrize("text", ["", "true", "v1.2", "s", "1..2"])
    def test_other_values_are_no_quantity(self, text: str) -> None:
        assert quantity(text) is None

    def test_durations_are_drawn_to_scale_from_zero(self) -> None:
        values = ["90s", "240s", "600s"]
        settings = [
            Setting(value, at(f"2017-0{n}-01"), at(f"2017-0{n + 1}-01"), value, "#")
            for n, value in enumerate(values, 2)
        ]
        chart = config_chart(AXIS, settings)
        heights = [chart.base - mark.y for mark in chart.marks]
        assert chart.is_to_scale
        assert heights[1] / heights[0] == pytest.approx(240 / 90, rel=0.01)
        assert len(chart.risers) == 2

    @pytest.mark.parametrize(("values", "shown"), [(["90s", "240s"], 2), (["580s", "600s"], 1)])
    def test_labels_at_nearly_the_same_height_keep_off_one_another(self, values: list[str], shown: int) -> None:
        days = [at("2017-03-10"), at("2017-03-11")]
        settings = [Setting(value, day, AXIS.end, value, "#") for value, day in zip(values, days, strict=True)]
        chart = config_chart(AXIS, [*settings, Setting("600s", at("2017-09-01"), AXIS.end, "600s", "#")])
        assert sum(mark.fits < NEVER for mark in chart.marks if mark.at in days) == shown

    def test_a_key_is_as_high_as_its_values_are_many(self) -> None:
        heights = []
        for count in range(1, 9):
            values = [f"{number}s" for number in range(1, count + 1)]
            chart = config_chart(AXIS, [Setting(value, at("2017-02-01"), AXIS.end, value, "#") for value in values])
            assert 0 < min(mark.y for mark in chart.marks) <= max(mark.y for mark in chart.marks) <= chart.base
            assert chart.base < chart.height
            heights.append(chart.height)
        assert heights[0] < 40
        assert heights[:5] == sorted(set(heights[:5]))
        assert heights[-1] == heights[-2] < 160

    def test_the_same_value_again_takes_no_room(self) -> None:
        days = ["2017-02-01", "2017-03-01"]
        settings = [Setting("on", at(day), AXIS.end, "on", "#") for day in days]
        assert config_chart(AXIS, settings).height == config_chart(AXIS, settings[:1]).height

    def test_words_stand_above_the_line_of_zero(self) -> None:
        chart = config_chart(AXIS, [Setting("on", at("2017-02-01"), AXIS.end, "on", "#")])
        assert chart.marks[0].y < chart.base

    def test_words_get_a_height_each(self) -> None:
        settings = [Setting("off", 1, AXIS.start + 9, "", "#"), Setting("on", AXIS.start + 9, AXIS.end, "", "#")]
        chart = config_chart(AXIS, settings)
        assert not chart.is_to_scale
        assert len({part.y for part in chart.line}) == 2

    def test_lanes_of_many_places_share_a_scale_and_are_as_high_as_a_line(self) -> None:
        places = [[Setting(value, at("2017-02-01"), AXIS.end, value, "#")] for value in ("90s", "600s", "90s")]
        low, high, same = config_lanes(AXIS, places)
        assert [chart.height for chart in (low, high, same)] == [LANE] * 3
        assert LANE < 28
        assert 0 < high.marks[0].y < low.marks[0].y == same.marks[0].y < LANE
        assert all(chart.is_to_scale for chart in (low, high, same))

    def test_labels_in_a_lane_keep_off_one_another(self) -> None:
        values, days = ["90s", "600s", "90s"], ["2017-03-10", "2017-03-11", "2017-09-01"]
        settings = [Setting(value, at(day), AXIS.end, value, "#") for value, day in zip(values, days, strict=True)]
        (chart,) = config_lanes(AXIS, [settings])
        near, far = chart.marks[:2], chart.marks[2]
        assert sorted(mark.fits == NEVER for mark in near) == [False, True]
        assert far.fits == 0

    def test_a_key_that_is_taken_away_leaves_a_gap(self) -> None:
        settings = [
            Setting("1", at("2017-02-01"), at("2017-03-01"), "", "#"),
            Setting(None, at("2017-03-01"), at("2017-04-01"), "", "#"),
            Setting("2", at("2017-04-01"), AXIS.end, "", "#"),
        ]
        chart = config_chart(AXIS, settings)
        assert len(chart.line) == 2
        assert chart.risers == ()


class TestStrip:
    def test_lanes_hold_what_there_is_worst_first(self) -> None:
        happenings = [a_happening("2017-03-01", EventKind.NOTE), a_happening("2017-02-01", EventKind.INCIDENT)]
        chart = strip(AXIS, happenings, lambda _: "#")
        assert [lane.kind for lane in chart.lanes] == [EventKind.INCIDENT, EventKind.NOTE]

    def test_very_many_moments_are_drawn_by_month(self) -> None:
        happenings = [a_happening("2017-03-01", EventKind.NOTE)] * (MOST_MARKS + 1)
        chart = strip(AXIS, happenings, lambda _: "#")
        assert chart.is_grouped
        (lane,) = chart.lanes
        assert [(tier.months, [mark.count for mark in tier.marks]) for tier in lane.tiers] == [(1, [MOST_MARKS + 1])]
        assert (lane.count, lane.years) == (MOST_MARKS + 1, ((2017, MOST_MARKS + 1),))


def a_happening(day: str, kind: EventKind) -> Happening:
    return Happening(at(day), None, kind, day, "#", (int(day[:4]), int(day[5:7])))


class TestBands:
    def test_lanes_are_ordered_by_their_worst_band(self) -> None:
        found = [a_violation("A1", "note", "2017-01-05"), a_violation("B1", "required", "2017-02-05")]
        assert [lane.code for lane in band_lanes(AXIS, found)] == ["B1", "A1"]

    def test_what_lies_beside_the_axis_has_no_lane(self) -> None:
        found = [a_violation("A1", "note", "2020-09-30"), a_violation("B1", "note", "2017-01-05")]
        assert [lane.code for lane in band_lanes(AXIS, found)] == ["B1"]

    def test_an_open_window_reaches_the_end_and_a_closed_one_its_last_day(self) -> None:
        found = [a_violation("A1", "note", "2017-01-05"), a_violation("A1", "note", "2017-01-01", "2017-01-02")]
        (lane,) = band_lanes(AXIS, found)
        assert {(part.start, part.end) for part in lane.spans} == {
            (at("2017-01-05"), AXIS.end),
            (at("2017-01-01"), at("2017-01-03")),
        }


def a_violation(code: str, kind: str, since: str, until: str | None = None) -> Violation:
    return Violation(
        "x", "#", code, kind, date.fromisoformat(since), date.fromisoformat(until) if until else None, code
    )
