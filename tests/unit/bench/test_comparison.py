"""The figures of the benchmarks."""

import sys

import pytest

from bench.__main__ import line
from bench.comparison import Comparison, Contender, Limit, command, compare, log_log_slope


def test_runs_both_sides_in_turns_and_drops_the_first_of_each() -> None:
    order: list[str] = []
    ours = Contender("ours", lambda: order.append("A"), prepare=lambda: order.append("a"))
    theirs = Contender("theirs", lambda: order.append("B"))
    measured = compare(Comparison("work", ours, theirs, must=1, aim=1, turns=3))
    assert "".join(order) == "aAB" * 4
    assert measured.middle_half[0] <= measured.middle_half[1]
    assert measured.ratio == measured.ours / measured.theirs


@pytest.mark.parametrize("power", [1.0, 2.0])
def test_finds_the_power_with_which_time_grows(power: float) -> None:
    sizes = [10, 100, 1000]
    assert log_log_slope(sizes, [3 * size**power for size in sizes]) == pytest.approx(power)


def test_a_program_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="broken exited with 3"):
        command("broken", sys.executable, "-c", "raise SystemExit(3)").run()


@pytest.mark.parametrize(("figure", "told", "holds"), [(99.6, "100 ms", True), (100.4, "100 ms", False)])
def test_a_limit_holds_or_is_missed(figure: float, told: str, holds: bool) -> None:
    row, kept = line(Limit("search", "10,000 events", lambda: figure, "ms", must=100))
    assert kept is holds
    assert row == f"| search | 10,000 events | {told} | | 100 | | {'must' if holds else '**missed**'} |"
