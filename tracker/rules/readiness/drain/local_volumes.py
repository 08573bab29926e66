"""A pod keeps data on its node, and loses it when the node is replaced."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.facts import DrainFacts
from tracker.rules.readiness.drain.objects import WorkloadFacts
from tracker.rules.readiness.workloads import REPLICATED


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """Workloads other than DaemonSets with hostPath or emptyDir volumes, and persistent volumes of type local."""
    for workload in facts.workloads:
        if workload.kind in REPLICATED:
            yield from _of_workload(workload)
    for volume in facts.local_volumes:
        yield RULE.finding(
            volume.subject,
            say("it lives on one node: what is on it does not follow when the node is replaced"),
            advice=say("move the data off the node before it is rotated, or keep the node's disk"),
            evidence=(volume.evidence,),
        )


def _of_workload(workload: WorkloadFacts) -> Iterator[Outcome]:
    if workload.host_volumes:
        yield RULE.finding(
            workload.subject,
            say(
                "hostPath volumes (%(names)s): on the next node the pod finds other files, or none",
                names=", ".join(workload.host_volumes),
            ),
            advice=say("use a persistent volume for what must survive"),
            evidence=(workload.evidence,),
            key="hostPath",
        )
    if workload.scratch_volumes:
        is_stateful = workload.kind == "StatefulSet"
        yield RULE.finding(
            workload.subject,
            say(
                "emptyDir volumes (%(names)s): kubectl drain asks for --delete-emptydir-data, and what is in them is lost",
                names=", ".join(workload.scratch_volumes),
            ),
            severity=Severity.RECOMMENDED if is_stateful else Severity.NOTE,
            advice=say("make sure that they hold caches only")
            if not is_stateful
            else say("use a volumeClaimTemplate for its data"),
            evidence=(workload.evidence,),
            key="emptyDir",
        )


RULE = Rule(
    code="DRN010",
    title="Data on the node",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/",
    check=check,
)
