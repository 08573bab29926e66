"""A disruption budget keeps unhealthy pods from being evicted, so a crash-looping pod holds up the drain."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.domain.version import Minor
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.facts import DrainFacts

ON_BY_DEFAULT_SINCE = Minor(1, 27)
"""KEP-3017: beta, and on by default, in 1.27."""


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """One finding a budget that leaves the policy at its default, where the field exists."""
    if facts.target is not None and facts.target < ON_BY_DEFAULT_SINCE:
        return
    for budget in facts.budgets:
        policy = budget.unhealthy_policy
        if policy != "AlwaysAllow":
            stated = "IfHealthyBudget" if policy is None else str(policy)
            yield RULE.finding(
                budget.subject,
                say(
                    "unhealthyPodEvictionPolicy is %(policy)s: a pod that never gets ready cannot be evicted while the"
                    " budget is not met",
                    policy=stated,
                ),
                advice=say(
                    "set unhealthyPodEvictionPolicy: AlwaysAllow unless the pods guard data while they are unhealthy"
                ),
                evidence=(budget.evidence,),
            )


RULE = Rule(
    code="DRN008",
    title="Unhealthy pods cannot be evicted",
    severity=Severity.NOTE,
    source="https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy",
    check=check,
    since=ON_BY_DEFAULT_SINCE,
)
