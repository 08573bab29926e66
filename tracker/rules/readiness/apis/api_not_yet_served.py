"""An object is written in an API that the target does not serve yet, or not unless somebody switches it on."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.rules.base import Rule
from tracker.rules.readiness.apis.facts import ApiFacts, row, where


def check(facts: ApiFacts) -> Iterator[Outcome]:
    """Live objects are served by definition and stay quiet."""
    found, life = facts.found, facts.kubernetes_life()
    if life is None or found.is_live or life.is_removed(facts.target):
        return
    evidence = (where(found), row(life))
    if life.introduced_in is None:
        missing = f"the reference data does not say since when {found.api} is served"
        yield RULE.undecided(found.subject, missing, evidence=evidence, key=facts.key)
    elif facts.target < life.introduced_in:
        yield RULE.finding(
            found.subject,
            f"{found.api} is served from {life.introduced_in} on, and the target is {facts.target}",
            advice=f"write it in an API that {facts.target} serves, or upgrade to {life.introduced_in} first",
            evidence=evidence,
            key=facts.key,
        )
    elif not life.served_by_default:
        yield RULE.finding(
            found.subject,
            f"{found.api} is {life.stage} and off unless --runtime-config or a feature gate switches it on",
            severity=Severity.NOTE,
            advice="make sure that the target's API servers keep it switched on",
            evidence=evidence,
            key=facts.key,
        )


RULE = Rule(
    code="API003",
    title="An API in use is not served yet",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/reference/using-api/#api-versioning",
    check=check,
)
