"""A disruption budget allows no eviction at all, so a drain never ends."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.allowed_disruptions import allowed_disruptions, budget_text
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.workloads import Manifests


def check(facts: Manifests) -> Iterator[Outcome]:
    """One finding a budget and workload, judged by the replicas that the manifests ask for.

    The status of a live budget is not looked at: during a rollout it is zero for a while and means nothing.
    """
    for workload in facts.workloads:
        replicas = workload.replicas if workload.replicas is not None else facts.fewest_replicas(workload)
        for budget in facts.budgets_of(workload):
            if replicas and allowed_disruptions(budget, replicas) == 0:
                yield RULE.finding(
                    budget.object.subject,
                    f"it allows no eviction of {workload.object.subject} ({budget_text(budget)}, "
                    f"{replicas} replica{'s' if replicas > 1 else ''}): draining a node that runs one of its pods hangs",
                    advice="allow at least one (maxUnavailable: 1), or add a replica, before the nodes are rotated",
                    evidence=(from_object(budget.object), from_object(workload.object)),
                    key=workload.object.subject,
                )


RULE = Rule(
    code="DRN005",
    title="disruption budget allows none",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
    check=check,
)
