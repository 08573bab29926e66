from tests.support.facts import a_day, a_world, outcomes
from tracker.domain.outcome import Finding, Severity
from tracker.rules.facts import IncidentFacts
from tracker.rules.journal.incident_unresolved import RULE


def said(today: str, *, needs_review: bool = False) -> list[Finding]:
    facts = IncidentFacts("MaxScale in trouble", a_day("2016-10-25"), needs_review, a_world(today))
    return [outcome for outcome in outcomes(RULE, facts) if isinstance(outcome, Finding)]


def test_is_quiet_for_two_weeks() -> None:
    assert said("2016-10-25") == []
    assert said("2016-11-07") == []


def test_speaks_from_the_fourteenth_day_on() -> None:
    (finding,) = said("2016-11-08")
    assert finding.severity is Severity.RECOMMENDED
    assert finding.message == "no end is recorded for the incident of 2016-10-25"


def test_is_a_note_while_an_importers_guess_was_not_looked_at() -> None:
    (finding,) = said("2016-11-08", needs_review=True)
    assert finding.severity is Severity.NOTE
    assert "nobody has looked at it yet" in finding.message
