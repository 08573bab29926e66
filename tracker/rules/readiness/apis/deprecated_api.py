"""An object is written in an API that the target still serves and calls deprecated."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.rules.base import Rule
from tracker.rules.readiness.apis.facts import ApiFacts, row, what_to_do, where


def check(facts: ApiFacts) -> Iterator[Outcome]:
    """A note where nobody has said when it goes, or where a live object may be written in another version."""
    found, life = facts.found, facts.kubernetes_life()
    if life is None or not life.is_deprecated(facts.target) or life.is_removed(facts.target):
        return
    if facts.is_judged_by_traces or (found.release is not None and found.release.is_history):
        return
    end = f"is removed in {life.removed_in}" if life.removed_in else "has no date of removal yet"
    planned = " as planned" if life.removed_in and life.removal_is_planned else ""
    yield RULE.finding(
        found.subject,
        f"{found.api} is deprecated since {life.deprecated_in} and {end}{planned}",
        severity=Severity.RECOMMENDED if life.removed_in else Severity.NOTE,
        advice=what_to_do(facts, found.api),
        evidence=(where(found), row(life)),
        key=facts.key,
    )


RULE = Rule(
    code="API002",
    title="An API in use is deprecated",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/reference/using-api/deprecation-policy/",
    check=check,
)
