"""Containers do not say what they need, so the scheduler cannot place them safely on fewer nodes."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, joined, say
from tracker.rules.base import Rule
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.loose import as_mapping
from tracker.rules.readiness.workloads import LONG_RUNNING, Manifests, Workload

_REQUESTS = {"cpu": say("cpu request"), "memory": say("memory request")}
_MEMORY_LIMIT = say("memory limit")


def check(facts: Manifests) -> Iterator[Outcome]:
    """One finding a workload, naming what each container lacks; a LimitRange in its namespace supplies defaults."""
    supplied = {item.namespace or "default" for item in facts.of_kind("LimitRange")}
    for workload in facts.workloads:
        if workload.kind not in LONG_RUNNING or workload.namespace in supplied or _has_pod_level(workload):
            continue
        if workload.replicas == 0:
            continue
        lacking = {str(container.get("name", "?")): _lacks(container) for container in workload.containers}
        said = joined(
            "; ",
            [
                say("%(container)s: %(parts)s", container=name, parts=joined(", ", parts))
                for name, parts in lacking.items()
                if parts
            ],
        )
        if said:
            yield RULE.finding(
                workload.object.subject,
                say("no %(resources)s", resources=said),
                advice=say("set requests for CPU and memory and a limit for memory, from what the pods use"),
                evidence=(from_object(workload.object),),
            )


def _lacks(container: Mapping[str, Any]) -> list[Sentence]:
    """What a container leaves out. A CPU limit is not asked for: it throttles without protecting anybody."""
    stated = as_mapping(container.get("resources"))
    requests, limits = as_mapping(stated.get("requests")), as_mapping(stated.get("limits"))
    lacking = [said for name, said in _REQUESTS.items() if name not in requests and name not in limits]
    return [*lacking, *([_MEMORY_LIMIT] if "memory" not in limits else [])]


def _has_pod_level(workload: Workload) -> bool:
    """Since 1.34 (beta) a pod can state its resources as a whole."""
    return bool(workload.spec.get("resources"))


RULE = Rule(
    code="DRN002",
    title="No requests or limits",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    check=check,
)
