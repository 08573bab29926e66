"""Nothing keeps the replicas of a workload from landing on one node."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.loose import as_mapping, as_mappings
from tracker.rules.readiness.workloads import Manifests, Workload

_HOST = "kubernetes.io/hostname"
_ZONES = ("topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone")
"""Pods in different zones are on different nodes."""


def check(facts: Manifests) -> Iterator[Outcome]:
    """One finding a workload with several pods and neither anti-affinity nor spread constraints for them."""
    for workload in facts.workloads:
        fewest = facts.fewest_replicas(workload)
        if fewest is not None and fewest > 1 and not _is_spread(workload):
            yield RULE.finding(
                workload.object.subject,
                say(
                    "its %(count)s replicas can all land on one node: no podAntiAffinity, no topologySpreadConstraints",
                    count=fewest,
                ),
                advice=say("spread them over %(key)s", key=_HOST),
                evidence=(from_object(workload.object),),
            )


def _is_spread(workload: Workload) -> bool:
    keys = {*_constraint_keys(workload.spec), *_anti_affinity_keys(workload.spec)}
    return not keys.isdisjoint({_HOST, *_ZONES})


def _constraint_keys(spec: Mapping[str, Any]) -> Iterator[str]:
    for constraint in as_mappings(spec.get("topologySpreadConstraints")):
        yield str(constraint.get("topologyKey"))


def _anti_affinity_keys(spec: Mapping[str, Any]) -> Iterator[str]:
    anti = as_mapping(as_mapping(spec.get("affinity")).get("podAntiAffinity"))
    for term in as_mappings(anti.get("requiredDuringSchedulingIgnoredDuringExecution")):
        yield str(term.get("topologyKey"))
    for weighted in as_mappings(anti.get("preferredDuringSchedulingIgnoredDuringExecution")):
        yield str(as_mapping(weighted.get("podAffinityTerm")).get("topologyKey"))


RULE = Rule(
    code="DRN004",
    title="Replicas can share one node",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
    check=check,
)
