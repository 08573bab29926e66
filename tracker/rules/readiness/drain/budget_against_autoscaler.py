"""A disruption budget allows evictions now, and none once the autoscaler has scaled down to its minimum."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.allowed_disruptions import allowed_disruptions, budget_text
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.workloads import Manifests


def check(facts: Manifests) -> Iterator[Outcome]:
    """One finding a budget whose number of pods is not below the autoscaler's minimum."""
    for workload in facts.workloads:
        minimum, replicas = facts.autoscaler_minimum(workload), workload.replicas
        if not minimum or not replicas:
            continue
        for budget in facts.budgets_of(workload):
            if allowed_disruptions(budget, minimum) == 0 and allowed_disruptions(budget, replicas) != 0:
                yield RULE.finding(
                    budget.object.subject,
                    f"{budget_text(budget)} leaves no eviction once the autoscaler of {workload.object.subject} has "
                    f"scaled down to its minimum of {minimum}",
                    advice="keep the budget below the autoscaler's minReplicas, or state it as maxUnavailable",
                    evidence=(from_object(budget.object), from_object(workload.object)),
                    key=workload.object.subject,
                )


RULE = Rule(
    code="DRN006",
    title="disruption budget against the autoscaler's minimum",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
    check=check,
)
