"""A pod has no controller, so a drain refuses it, and nobody brings it back."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.facts import DrainFacts


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """One finding a pod that nothing owns; static, finished and hook pods do not count."""
    for workload in facts.workloads:
        if workload.kind == "Pod" and not workload.is_harmless:
            yield RULE.finding(
                workload.subject,
                say("it has no controller: kubectl drain refuses to evict it, and with --force it is gone for good"),
                advice=say("run it from a Deployment, StatefulSet or Job, or delete it before the drain"),
                evidence=(workload.evidence,),
            )


RULE = Rule(
    code="DRN009",
    title="Bare pod",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/",
    check=check,
)
