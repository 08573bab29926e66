from datetime import date

import pytest

from tests.support.outcomes import a_finding, an_assessment, an_undecided
from tests.support.small_reference import SmallReference
from tracker.domain.errors import InvalidDataError
from tracker.domain.outcome import Disposition, Finding, Outcome
from tracker.services.waivers import Waiver, apply_waivers, read_waivers

TODAY = date(2026, 11, 23)
GOOD = {"code": "skew001", "owner": "platform", "reason": "is switched off", "expires": "2027-01-31"}


def apply(*outcomes: Outcome, waivers: tuple[Waiver, ...], today: date = TODAY) -> tuple[Outcome, ...]:
    return apply_waivers(outcomes, waivers, SmallReference(), today, is_complete=True)[0]


def test_reads_what_the_settings_say() -> None:
    (waiver,) = read_waivers([GOOD | {"cluster": "legacy-*"}])
    assert waiver == Waiver("SKEW001", "platform", "is switched off", date(2027, 1, 31), "legacy-*")
    assert waiver.label == "SKEW001 legacy-*"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"owner": ""}, "tracker.toml: waiver 1 lacks owner"),
        ({"owner": " ", "reason": ""}, "tracker.toml: waiver 1 lacks owner and reason"),
        ({"code": "SKEW999"}, "tracker.toml: waiver 1: there is no rule SKEW999; the manual lists them all"),
        (
            {"expires": "soon"},
            "tracker.toml: waiver 1: expires must be a day such as 2027-01-31, not 'soon'",
        ),
    ],
)
def test_refuses_a_waiver_that_nobody_could_hold_to(change: dict[str, str], message: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        read_waivers([GOOD | change])
    assert str(caught.value) == message


def test_accepts_what_matches_and_says_who_why_and_until_when() -> None:
    (waiver,) = read_waivers([GOOD])
    (accepted,) = apply(a_finding(), waivers=(waiver,))
    assert isinstance(accepted, Finding)
    assert accepted.disposition is Disposition.ACCEPTED
    assert accepted.waiver == "platform until 2027-01-31: is switched off"
    assert accepted.fingerprint == a_finding().fingerprint


@pytest.mark.parametrize(
    ("patterns", "matches"),
    [
        ({"cluster": "PROD"}, True),
        ({"cluster": "p?od"}, True),
        ({"cluster": "staging"}, False),
        ({"subject": "work*"}, True),
        ({"subject": "batch"}, False),
        ({"cluster": "prod", "subject": "batch"}, False),
    ],
)
def test_patterns_narrow_it(patterns: dict[str, str], *, matches: bool) -> None:
    (waiver,) = read_waivers([GOOD | patterns])
    judged = apply(a_finding(), waivers=(waiver,))[0]
    assert isinstance(judged, Finding)
    assert (judged.disposition is Disposition.ACCEPTED) is matches


def test_an_expired_waiver_accepts_nothing_and_is_a_finding() -> None:
    (waiver,) = read_waivers([GOOD])
    finding, about = apply(a_finding(), waivers=(waiver,), today=date(2027, 2, 1))
    assert isinstance(finding, Finding)
    assert finding.disposition is Disposition.ACTIONABLE
    assert about.code == "WVR001"


def test_an_unused_waiver_is_a_finding() -> None:
    (waiver,) = read_waivers([GOOD])
    assert [outcome.code for outcome in apply(waivers=(waiver,))] == ["WVR002"]


def test_an_accepted_question_stays_visible_and_does_not_count() -> None:
    (waiver,) = read_waivers([GOOD])
    outcomes, accepted = apply_waivers([an_undecided()], (waiver,), SmallReference(), TODAY, is_complete=True)
    assessment = an_assessment(*outcomes, accepted=accepted)
    assert len(assessment.undecided) == 1
    assert assessment.open_questions == ()
