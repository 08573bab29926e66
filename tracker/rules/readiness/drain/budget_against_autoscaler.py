"""A disruption budget allows evictions now, and none once the autoscaler has scaled down to its minimum."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.allowed_disruptions import allowed_disruptions, budget_text
from tracker.rules.readiness.drain.facts import DrainFacts


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """One finding a budget whose number of pods is not below what the autoscalers of its workloads may leave."""
    for budget in facts.budgets:
        counted = {workload.subject: workload for workload in facts.guarded_by(budget)}.values()
        scaled = [workload for workload in counted if facts.autoscaler_minimum(workload)]
        now = sum(map(facts.usual_replicas, counted))
        fewest = sum(facts.fewest_replicas(workload) or 0 for workload in counted)
        if scaled and now and allowed_disruptions(budget, fewest) == 0 and allowed_disruptions(budget, now) != 0:
            names = " and ".join(workload.subject for workload in scaled)
            yield RULE.finding(
                budget.subject,
                say(
                    "%(budget)s leaves no eviction once the autoscaler of %(workloads)s has scaled down to its minimum"
                    " of %(count)s",
                    budget=budget_text(budget),
                    workloads=names,
                    count=fewest,
                ),
                advice=say("keep the budget below the autoscaler's minReplicas, or state it as maxUnavailable"),
                evidence=(budget.evidence, *(workload.evidence for workload in scaled)),
            )


RULE = Rule(
    code="DRN006",
    title="Disruption budget against the autoscaler's minimum",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
    check=check,
)
