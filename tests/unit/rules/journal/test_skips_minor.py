from datetime import date

import pytest

from tests.support.facts import a_change, event_facts, outcomes
from tests.support.small_reference import SmallReference
from tracker.domain.knowledge.policies import UpgradeRule
from tracker.domain.outcome import Finding, Severity
from tracker.domain.version import Minor
from tracker.rules.journal.skips_minor import RULE


def a_rule(rule_id: str, subject: str, applies_from: str, max_step: int | None, *, binding: bool) -> UpgradeRule:
    return UpgradeRule(
        source="invented",
        retrieved_on=date(2026, 8, 22),
        id=rule_id,
        subject=subject,
        applies_from=Minor.parse(applies_from),
        max_step=max_step,
        text="one at a time",
        binding=binding,
    )


REFERENCE = SmallReference(
    rules=[
        a_rule("step", "kube-apiserver", "1.13", 1, binding=True),
        a_rule("order", "cluster", "1.13", None, binding=True),
        a_rule("legacy", "cluster", "1.2", 2, binding=False),
        a_rule("etcd", "etcd", "1.7", 1, binding=True),
    ]
)


def findings(subject: str, before: str | None, after: str) -> list[Finding]:
    facts = event_facts(a_change(subject, after, before=before), reference=REFERENCE)
    return [outcome for outcome in outcomes(RULE, facts) if isinstance(outcome, Finding)]


@pytest.mark.parametrize(
    ("subject", "before", "after"),
    [
        ("kubernetes", "1.30.1", "1.31.0"),
        ("kubernetes", "1.30.1", "1.30.9"),
        ("kubernetes", "1.31.1", "1.29.0"),
        ("kubernetes", None, "1.31.0"),
        ("kubernetes", "2024-01", "1.31.0"),
        ("kubernetes", "1.5.1", "1.7.0"),
        ("etcd", "3.4.1", "3.5.0"),
        ("etcd", "2.3.0", "3.0.0"),
        ("pool:workers", "1.28.1", "1.31.0"),
        ("component:cert-manager", "1.1.0", "1.14.0"),
    ],
)
def test_is_quiet_for_steps_that_are_allowed(subject: str, before: str | None, after: str) -> None:
    assert findings(subject, before, after) == []


@pytest.mark.parametrize(
    ("subject", "before", "after", "severity", "told"),
    [
        ("kubernetes", "1.29.1", "1.31.0", Severity.RECOMMENDED, "2 minors in one step; the policy allows one minor"),
        (
            "kube-apiserver@a",
            "1.29.1",
            "1.31.0",
            Severity.RECOMMENDED,
            "2 minors in one step; the policy allows one minor",
        ),
        ("kubernetes", "1.4.1", "1.7.0", Severity.NOTE, "3 minors in one step; the advice of the time is 2 minors"),
        ("etcd", "3.3.1", "3.5.0", Severity.RECOMMENDED, "2 minors in one step; the policy allows one minor"),
    ],
)
def test_reports_one_minor_too_many(subject: str, before: str, after: str, severity: Severity, told: str) -> None:
    (finding,) = findings(subject, before, after)
    assert finding.severity is severity
    assert finding.message.endswith(told)
