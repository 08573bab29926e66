"""Marks of months become marks of quarters or years where they would touch one another; nothing is lost by that."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.event import EventKind
from tracker.publish.charts.axis import TimeAxis, minute_of
from tracker.publish.charts.labels import WIDTHS
from tracker.publish.charts.periods import LENGTHS, Stretch, Tier, YearMonth, tiers

UPGRADE, NOTE = EventKind.UPGRADE, EventKind.NOTE
TEN_YEARS = TimeAxis(minute_of(date(2016, 8, 11)), minute_of(date(2026, 8, 11)))


def months(first: YearMonth, count: int) -> list[YearMonth]:
    start = first[0] * 12 + first[1] - 1
    return [((start + each) // 12, (start + each) % 12 + 1) for each in range(count)]


def one_lane(counts: dict[YearMonth, int], axis: TimeAxis = TEN_YEARS) -> tuple[Tier, ...]:
    (found,) = tiers(axis, [(UPGRADE, 12, counts)], str)
    return found


def shown_at(found: tuple[Tier, ...], size: int) -> Tier:
    (tier,) = (tier for tier in found if f"at-{size}" in tier.widths.split())
    return tier


EVERY_MONTH = dict.fromkeys(months((2016, 8), 120), 3)


def test_a_busy_decade_is_shown_in_longer_stretches_the_narrower_it_is_drawn() -> None:
    found = one_lane(EVERY_MONTH)
    assert [shown_at(found, size).months for size in range(3)] == [12, 6, 3]
    assert [tier.months for tier in found] == [3, 6, 12], "what no width shows is not in the page"


def test_months_that_have_room_stay_months() -> None:
    found = one_lane(dict.fromkeys(months((2016, 8), 120)[::12], 700))
    assert [(tier.months, tier.widths) for tier in found] == [(1, "at-0 at-1 at-2")]


def test_the_lanes_of_a_chart_agree_on_a_length() -> None:
    busy, calm = tiers(TEN_YEARS, [(UPGRADE, 12, EVERY_MONTH), (NOTE, 36, {(2020, 5): 1})], str)
    assert [(tier.months, tier.widths) for tier in busy] == [(tier.months, tier.widths) for tier in calm]


def test_a_mark_says_which_months_it_stands_for() -> None:
    quarter, half, year = ({mark.title: mark.count for mark in tier.marks} for tier in one_lane(EVERY_MONTH))
    assert (quarter["2017-01 – 2017-03"], half["2017-07 – 2017-12"], year["2017"]) == (9, 18, 36)


def test_a_mark_leads_to_its_months_and_knows_the_newest() -> None:
    asked: list[Stretch] = []
    counts = dict.fromkeys(months((2016, 8), 60), 1) | {(2024, 5): 1}

    def link(stretch: Stretch) -> str:
        asked.append(stretch)
        return "#"

    tiers(TEN_YEARS, [(UPGRADE, 12, counts)], link)
    assert Stretch(UPGRADE, (2021, 7), (2021, 9), (2021, 7)) not in asked, "one month alone leads to itself"
    assert Stretch(UPGRADE, (2021, 1), (2021, 12), (2021, 7)) in asked
    assert Stretch(UPGRADE, (2024, 5), (2024, 5), (2024, 5)) in asked


YEAR_MONTHS = st.tuples(st.integers(2015, 2027), st.integers(1, 12))


@given(st.dictionaries(YEAR_MONTHS, st.integers(1, 100_000), min_size=1), st.integers(1, 4000))
def test_every_length_counts_everything_and_what_is_shown_does_not_touch(
    counts: dict[YearMonth, int], days: int
) -> None:
    axis = TimeAxis(minute_of(date(2016, 8, 11)), minute_of(date.fromordinal(date(2016, 8, 11).toordinal() + days)))
    found = one_lane(counts, axis)
    assert {sum(mark.count for mark in tier.marks) for tier in found} == {sum(counts.values())}
    for size, width in enumerate(WIDTHS):
        tier = shown_at(found, size)
        for mark, after in pairwise(tier.marks):
            gap = (after.x - mark.x) / 100 * width - (mark.size + after.size) / 2
            assert gap >= 0 or tier.months == LENGTHS[-1]
