"""Containers do not say what they need, so the scheduler cannot place them safely on fewer nodes."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import joined, say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.facts import DrainFacts
from tracker.rules.readiness.pod_traits import Resource
from tracker.rules.readiness.workloads import LONG_RUNNING

_SAID = {
    Resource.CPU_REQUEST: say("cpu request"),
    Resource.MEMORY_REQUEST: say("memory request"),
    Resource.MEMORY_LIMIT: say("memory limit"),
}


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """One finding a workload, naming what each container lacks; a LimitRange in its namespace supplies defaults."""
    for workload in facts.workloads:
        if (
            workload.kind not in LONG_RUNNING
            or workload.replicas == 0
            or workload.namespace in facts.limited_namespaces
        ):
            continue
        said = joined(
            "; ",
            [
                say("%(container)s: %(parts)s", container=name, parts=joined(", ", [_SAID[part] for part in parts]))
                for name, parts in workload.missing_resources
            ],
        )
        if said:
            yield RULE.finding(
                workload.subject,
                say("no %(resources)s", resources=said),
                advice=say("set requests for CPU and memory and a limit for memory, from what the pods use"),
                evidence=(workload.evidence,),
            )


RULE = Rule(
    code="DRN002",
    title="No requests or limits",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    check=check,
)
