from datetime import date

import pytest

from tests.support.facts import messages, outcomes, subject_facts
from tests.support.small_reference import SmallReference, an_installer_release
from tracker.domain.outcome import Finding, Severity
from tracker.rules.journal.pre_release_in_use import RULE

REFERENCE = SmallReference(releases=[an_installer_release("kube-aws", "0.9.6", "1.6.2", None, date(2017, 4, 29))])


@pytest.mark.parametrize("value", ["0.9.6", "0.9.6-eks-1", "0.9.6_coreos.0", "2017-04", None])
def test_is_quiet_for_releases_and_labels(value: str | None) -> None:
    assert messages(RULE, subject_facts("kube-aws", value)) == []


def said(today: str) -> Finding:
    (finding,) = outcomes(RULE, subject_facts("kube-aws", "0.9.6-rc.2", today=today, reference=REFERENCE))
    assert isinstance(finding, Finding)
    return finding


def test_is_a_note_while_the_release_is_not_out() -> None:
    assert (said("2017-04-28").severity, said("2017-04-28").message) == (
        Severity.NOTE,
        "kube-aws 0.9.6-rc.2 is a pre-release",
    )


def test_is_a_recommendation_once_the_release_is_out() -> None:
    finding = said("2017-04-29")
    assert finding.severity is Severity.RECOMMENDED
    assert finding.message == "kube-aws 0.9.6-rc.2 is a pre-release; 0.9.6 is out since 2017-04-29"
    assert finding.advice == "Move to 0.9.6."


def test_is_a_recommendation_for_kubernetes_at_once() -> None:
    (finding,) = outcomes(RULE, subject_facts("kubernetes", "1.34.0-alpha.1"))
    assert isinstance(finding, Finding)
    assert finding.severity is Severity.RECOMMENDED
