"""Two disruption budgets select the same pods, which the eviction API answers with an error."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.facts import DrainFacts


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """One finding a workload that more than one budget protects; a drain does not evict the pods of DaemonSets."""
    for workload in facts.workloads:
        if workload.kind == "DaemonSet":
            continue
        budgets = {budget.name: budget for budget in facts.budgets_of(workload)}
        if len(budgets) > 1:
            yield RULE.finding(
                workload.subject,
                say(
                    "more than one disruption budget selects its pods (%(names)s): every eviction fails",
                    names=", ".join(sorted(budgets)),
                ),
                advice=say("keep one of the budgets, or make their selectors disjoint"),
                evidence=tuple(budgets[name].evidence for name in sorted(budgets)),
            )


RULE = Rule(
    code="DRN007",
    title="Overlapping disruption budgets",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors",
    check=check,
)
