"""A disruption budget allows no eviction at all, so a drain never ends."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.allowed_disruptions import allowed_disruptions, budget_text
from tracker.rules.readiness.drain.facts import DrainFacts


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """One finding a budget, judged by the replicas that the manifests ask for, of all workloads that it counts together.

    The status of a live budget is not looked at: during a rollout it is zero for a while and means nothing.
    """
    for budget in facts.budgets:
        counted = {
            workload.subject: (workload, facts.usual_replicas(workload)) for workload in facts.guarded_by(budget)
        }
        total = sum(replicas for _, replicas in counted.values())
        if total and allowed_disruptions(budget, total) == 0:
            running = [workload for workload, replicas in counted.values() if replicas]
            yield RULE.finding(
                budget.subject,
                say(
                    "it allows no eviction of %(workloads)s (%(budget)s, %(replicas)s): draining a node that runs one"
                    " of its pods hangs",
                    workloads=" and ".join(workload.subject for workload in running),
                    budget=budget_text(budget),
                    replicas=say("1 replica") if total == 1 else say("%(count)s replicas", count=total),
                ),
                advice=say("allow at least one (maxUnavailable: 1), or add a replica, before the nodes are rotated"),
                evidence=(budget.evidence, *(workload.evidence for workload in running)),
            )


RULE = Rule(
    code="DRN005",
    title="Disruption budget allows none",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
    check=check,
)
