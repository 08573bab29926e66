import pytest

from tests.support.facts import a_change, event_facts, outcomes
from tracker.domain.outcome import Finding, Severity
from tracker.rules.journal.goes_backwards import RULE


def findings(subject: str, before: str | None, after: str | None, today: str = "2024-12-15") -> list[Finding]:
    said = outcomes(RULE, event_facts(a_change(subject, after, before=before), today=today))
    return [outcome for outcome in said if isinstance(outcome, Finding)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1.30.1", "1.30.2"),
        ("1.30.1", "1.30.1"),
        ("1.30.1-rc.1", "1.30.1"),
        ("v1.30.1-eks-2", "v1.30.1-eks-1"),
        (None, "1.30.1"),
        ("1.30.1", None),
        ("2024-06", "2023-01"),
        ("1.30", "1.30.1"),
    ],
)
def test_is_quiet_when_nothing_goes_back(before: str | None, after: str | None) -> None:
    assert findings("kubernetes", before, after) == []


@pytest.mark.parametrize(("before", "after"), [("1.31.1", "1.30.2"), ("1.30.2", "1.30.1"), ("1.30.1", "1.30.1-rc.1")])
def test_reports_a_lower_version_after_a_higher_one(before: str, after: str) -> None:
    (finding,) = findings("kubernetes", before, after)
    assert finding.severity is Severity.RECOMMENDED
    assert finding.message == f"kubernetes goes back from {before} to {after}"


def test_blames_an_earlier_record_that_cannot_be_true() -> None:
    (finding,) = findings("kubernetes", "1.32.0", "1.31.1", today="2024-11-01")
    assert finding.severity is Severity.NOTE
    assert finding.message == "kubernetes goes back from 1.32.0 to 1.31.1, though 1.32.0 was not out yet"
