import pytest

from tests.support.facts import a_day, a_world, messages, outcomes
from tracker.rules.facts import WaiverFacts
from tracker.rules.waivers import waiver_expired, waiver_unused


def facts(today: str, uses: int = 1, *, is_complete: bool = True) -> WaiverFacts:
    return WaiverFacts("SUP001 legacy-*", "platform", a_day("2027-01-31"), uses, is_complete, a_world(today))


def test_a_waiver_that_is_used_is_quiet_to_its_last_day() -> None:
    for rule in (waiver_expired.RULE, waiver_unused.RULE):
        assert messages(rule, facts("2027-01-31")) == []


def test_reports_a_waiver_from_the_day_after_its_last() -> None:
    assert messages(waiver_expired.RULE, facts("2027-02-01")) == ["the waiver of platform expired on 2027-01-31"]


@pytest.mark.parametrize(
    ("uses", "is_complete", "advice"),
    [
        (1, True, "Fix what it accepted"),
        (0, True, "Remove it"),
        (1, False, "Fix what it accepted"),
        (0, False, "Fix what it accepted"),
    ],
)
def test_advises_by_whether_something_still_needs_it(uses: int, is_complete: bool, advice: str) -> None:
    (outcome,) = outcomes(waiver_expired.RULE, facts("2027-02-01", uses, is_complete=is_complete))
    assert outcome.advice.startswith(advice)


def test_notes_a_waiver_that_accepts_nothing_once_everything_was_judged() -> None:
    assert messages(waiver_unused.RULE, facts("2027-01-31", 0)) == ["the waiver of platform accepts nothing"]
    assert messages(waiver_unused.RULE, facts("2027-01-31", 0, is_complete=False)) == []
    assert messages(waiver_unused.RULE, facts("2027-02-01", 0)) == []
