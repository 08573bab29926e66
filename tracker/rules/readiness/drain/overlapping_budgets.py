"""Two disruption budgets select the same pods, which the eviction API answers with an error."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.workloads import Manifests


def check(facts: Manifests) -> Iterator[Outcome]:
    """One finding a workload that more than one budget protects; a drain does not evict the pods of DaemonSets."""
    for workload in facts.workloads:
        if workload.kind == "DaemonSet":
            continue
        budgets = {budget.object.name: budget for budget in facts.budgets_of(workload)}
        if len(budgets) > 1:
            yield RULE.finding(
                workload.object.subject,
                say(
                    "more than one disruption budget selects its pods (%(names)s): every eviction fails",
                    names=", ".join(sorted(budgets)),
                ),
                advice=say("keep one of the budgets, or make their selectors disjoint"),
                evidence=tuple(from_object(budgets[name].object) for name in sorted(budgets)),
            )


RULE = Rule(
    code="DRN007",
    title="Overlapping disruption budgets",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors",
    check=check,
)
