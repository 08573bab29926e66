"""Pages about all clusters show what they would show if they read every cluster whole."""

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

import pytest

from bench.events import clusters, events
from tests.support.site_sample import TODAY, a_finding, a_site
from tracker.domain.ledger import canonical_json
from tracker.domain.outcome import Outcome, Severity, Undecided
from tracker.publish.charts.strip import MOST_MARKS
from tracker.publish.data import facts
from tracker.publish.data import pages as data_of
from tracker.publish.data.text import items_text, with_items
from tracker.publish.gathered import LOOK_BACK_DAYS, MOST_BEFORE, MOST_TOLD, NEWEST_WINDOWS, Prelude
from tracker.publish.marks import MarkWords
from tracker.publish.site_data import SiteData
from tracker.publish.views import timeline, warnings
from tracker.publish.views.links import Links
from tracker.publish.views.outcomes import kind_of, newest, worst_first
from tracker.publish.views.timeline import fleet_strip, moments_strip

SEVERITIES = (Severity.REQUIRED, Severity.RECOMMENDED, Severity.NOTE)


@cache
def fleet() -> SiteData:
    """Clusters that differ in how much the rules say of them, and when."""
    rows = []
    for index, cluster in enumerate(clusters(6)):
        told: list[Outcome] = [
            replace(
                a_finding("SUP002", f"thing {number}", "late", severity=SEVERITIES[(index + number) % 3]),
                cluster=cluster.name,
            )
            for number in range(35 * (index % 3 + 1))
        ]
        told += [Undecided("SKEW001", f"pool {number}", "no version", cluster=cluster.name) for number in range(60)]
        windows = [
            replace(
                a_finding("SUP002", f"thing {number}", "late"),
                cluster=cluster.name,
                since=TODAY - timedelta(days=number * (index + 1)),
                until=None if number % 5 else TODAY - timedelta(days=number),
            )
            for number in range(130)
        ]
        rows.append((cluster, tuple(events(cluster, 150)), told, windows))
    return a_site(rows, today=date(2026, 8, 11))


@pytest.mark.parametrize("kinds", [("required", "recommended", "note"), ("undecided",)])
def test_the_worst_outcomes_of_all_clusters_are_shown_and_the_others_counted(kinds: tuple[str, ...]) -> None:
    outcomes = [outcome for data in fleet().clusters for outcome in data.outcomes if kind_of(outcome) in kinds]
    shown = warnings._worst(fleet(), kinds)
    assert shown == worst_first(outcomes)[: warnings._MOST_ROWS]
    left = warnings._left(fleet(), kinds, shown)
    assert len(shown) == warnings._MOST_ROWS
    assert left.total() == len(outcomes) - len(shown)


def test_the_newest_windows_of_all_clusters_are_shown() -> None:
    windows = [window for data in fleet().clusters for window in data.windows]
    assert warnings._newest_windows(fleet()) == newest(windows, warnings._MOST_ROWS)
    assert all(len(data.newest_windows) == NEWEST_WINDOWS for data in fleet().clusters)


def test_summed_heaps_draw_what_all_moments_would_draw() -> None:
    links, words = Links("timeline.html"), MarkWords()
    drawn = fleet_strip(fleet(), links, words)
    assert drawn is not None
    told = sorted(
        ((moment, data.cluster.name) for data in fleet().clusters for moment in data.moments),
        key=lambda pair: (pair[0].when.sort_at, pair[0].id),
    )
    assert len(told) > MOST_MARKS
    assert drawn == moments_strip(drawn.axis, told, links, words)


def test_the_newest_months_list_every_moment() -> None:
    said: dict[str, Any] = dict(timeline.overview(fleet(), MarkWords()))
    shown = [row.href for year in said["years"] for month in year.months for row in month.lines]
    counts = {month.label: len(month.lines) for year in said["years"] for month in year.months if month.lines}
    told = sorted(
        (moment for data in fleet().clusters for moment in data.moments),
        key=lambda moment: (moment.when.sort_at, moment.id),
        reverse=True,
    )
    assert len(counts) > 1
    assert shown == [Links("timeline.html").moment(moment) for moment in told[: len(shown)]]


def test_json_put_together_from_parts_is_canonical() -> None:
    outcomes = [told for data in fleet().clusters for told in facts.outcomes(data.outcomes)]
    whole = {
        "outcomes": outcomes,
        "through_time": [f"clusters/{data.cluster.name}.json" for data in fleet().clusters],
        "today": "2026-08-11",
    }
    assert "".join(data_of.warnings(fleet())) == canonical_json(whole)
    incidents = sorted(
        ((incident, data.cluster.name) for data in fleet().clusters for incident in data.incidents),
        key=lambda pair: pair[0].order,
        reverse=True,
    )
    text = "".join(data_of.incidents(fleet()))
    assert text == canonical_json(json.loads(text))
    assert json.loads(text)["events"] == json.loads(canonical_json([facts.event(*pair) for pair in incidents]))


@pytest.mark.parametrize(
    ("items", "others"),
    list(product(([], [{"a": 1}], [{}, {"b": "x]}"}]), ({}, {"z": [1]}, {"a": "}"}, {"a": 1, "day": {}, "z": None}))),
)
def test_lists_of_any_length_are_put_together(items: list[dict[str, object]], others: dict[str, object]) -> None:
    texts = [items_text(items[:1]), items_text(items[1:])]
    assert "".join(with_items("events", texts, others)) == canonical_json({"events": items, **others})


def test_every_incident_is_told_with_what_changed_before_it() -> None:
    for data in fleet().clusters:
        changing = {step.event_id for history in data.histories for step in history.steps}
        told = data.incidents[-MOST_TOLD:]
        assert len(data.preludes) == len(told) > 5
        for incident, prelude in zip(told, data.preludes, strict=True):
            before = [
                moment
                for moment in reversed(data.moments)
                if moment.id in changing
                and moment.id != incident.id
                and incident.when.day - moment.when.day <= timedelta(days=LOOK_BACK_DAYS)
                and (
                    moment.when.instant <= incident.when.instant
                    if moment.when.instant and incident.when.instant
                    else moment.when.day <= incident.when.day
                )
            ]
            assert prelude == Prelude(tuple(before[:MOST_BEFORE]), max(0, len(before) - MOST_BEFORE))
