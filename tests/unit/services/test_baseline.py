import pytest

from tests.support.outcomes import a_finding, an_assessment, an_undecided
from tracker.domain.errors import InvalidDataError
from tracker.domain.outcome import Severity
from tracker.reports.outcomes.formats import FORMATS
from tracker.services.baseline import read_baseline, write_baseline


def test_what_was_written_is_known_and_what_is_new_counts() -> None:
    before = an_assessment(a_finding(), an_undecided())
    known = read_baseline(write_baseline(before), "known.json")
    after = an_assessment(a_finding(message="in other words"), a_finding(subject="new"), an_undecided(), known=known)
    assert [finding.subject for finding in after.at_or_above(Severity.NOTE)] == ["new"]
    assert after.open_questions == ()


def test_a_json_report_is_a_baseline_too() -> None:
    report = "".join(FORMATS["json"].render(an_assessment(a_finding(), an_undecided())))
    assert read_baseline(report, "report.json") == {a_finding().fingerprint, an_undecided().fingerprint}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": "tracker/baseline/1"}', '{"schema": "tracker/baseline/1", "known": [{"code": "X"}]}'],
)
def test_refuses_what_is_none(text: str) -> None:
    with pytest.raises(InvalidDataError, match=r"known\.json: not a baseline"):
        read_baseline(text, "known.json")
