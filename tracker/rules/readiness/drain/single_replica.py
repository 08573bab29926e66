"""A workload runs one pod, so draining its node interrupts it."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.facts import DrainFacts


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """One finding a workload whose normal number of pods is one."""
    for workload in facts.workloads:
        if facts.fewest_replicas(workload) != 1:
            continue
        scaled = facts.autoscaler_minimum(workload) is not None
        yield RULE.finding(
            workload.subject,
            say("its autoscaler may leave one pod")
            if scaled
            else say("it runs one pod: draining its node interrupts it"),
            advice=say("raise the autoscaler's minReplicas to 2")
            if scaled
            else say("run two replicas, or accept the gap"),
            evidence=(workload.evidence,),
        )


RULE = Rule(
    code="DRN003",
    title="One replica",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/workloads/pods/disruptions/",
    check=check,
)
