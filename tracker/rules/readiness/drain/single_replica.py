"""A workload runs one pod, so draining its node interrupts it."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.workloads import Manifests


def check(facts: Manifests) -> Iterator[Outcome]:
    """One finding a workload whose normal number of pods is one."""
    for workload in facts.workloads:
        if facts.fewest_replicas(workload) != 1:
            continue
        scaled = facts.autoscaler_minimum(workload) is not None
        yield RULE.finding(
            workload.object.subject,
            say("its autoscaler may leave one pod")
            if scaled
            else say("it runs one pod: draining its node interrupts it"),
            advice=say("raise the autoscaler's minReplicas to 2")
            if scaled
            else say("run two replicas, or accept the gap"),
            evidence=(from_object(workload.object),),
        )


RULE = Rule(
    code="DRN003",
    title="One replica",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/workloads/pods/disruptions/",
    check=check,
)
