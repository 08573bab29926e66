"""What is kept of an object once it was read: the few values that rules about several objects need.

A scan reads tens of thousands of objects and may keep none of their bodies. Texts that many objects share are interned.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from sys import intern
from typing import Any, NamedTuple

from tracker.domain.manifest import ManifestObject
from tracker.domain.outcome import Evidence
from tracker.rules.readiness.demand import Demand, demand_of
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.pod_traits import (
    Resource,
    floating_images,
    host_volumes,
    is_probed,
    is_spread,
    missing_resources,
    scratch_volumes,
)
from tracker.rules.readiness.selectors import selects
from tracker.rules.readiness.workloads import DEFAULT_NAMESPACE, REPLICATED, Workload

_BUDGETED = ("maxUnavailable", "minAvailable")


@dataclass(frozen=True, slots=True)
class ObjectFacts:
    """An object that a finding may be about."""

    subject: str
    evidence: Evidence

    @classmethod
    def of(cls, item: ManifestObject, text: str = "") -> "ObjectFacts":
        """An object, with what its evidence says."""
        return cls(item.subject, from_object(item, text))


class WorkloadFacts(NamedTuple):
    """A workload, and what its pods are like; a tuple, because it is packed and made again many times."""

    kind: str
    given_namespace: str
    name: str
    replicas: int | None
    evidence: Evidence
    label_pairs: tuple[tuple[str, Any], ...]
    missing_resources: tuple[tuple[str, tuple[Resource, ...]], ...]
    """What each container leaves out, by its name."""
    floating_images: tuple[str, ...]
    host_volumes: tuple[str, ...]
    scratch_volumes: tuple[str, ...]
    is_probed: bool
    is_spread: bool
    is_harmless: bool
    """A pod that a drain may delete: static, finished, or of a Helm hook."""

    @classmethod
    def of(cls, workload: Workload) -> "WorkloadFacts":
        """What the rules have to know of a workload."""
        item = workload.object
        return cls(
            intern(workload.kind),
            intern(item.namespace),
            intern(item.name),
            workload.replicas,
            from_object(item),
            tuple(
                (intern(key), intern(value) if type(value) is str else value) for key, value in workload.labels.items()
            ),
            missing_resources(workload),
            floating_images(workload),
            host_volumes(workload),
            scratch_volumes(workload),
            is_probed(workload),
            is_spread(workload),
            workload.kind == "Pod" and _is_harmless(item),
        )

    @property
    def subject(self) -> str:
        """What findings about it call it."""
        return f"{self.kind} {self.given_namespace}/{self.name}" if self.given_namespace else f"{self.kind} {self.name}"

    @property
    def namespace(self) -> str:
        """The namespace it lands in; the one called default when the manifest does not say."""
        return self.given_namespace or DEFAULT_NAMESPACE

    @property
    def labels(self) -> Mapping[str, Any]:
        """The labels of its pods."""
        return dict(self.label_pairs)

    @property
    def is_replicated(self) -> bool:
        """Whether it keeps a number of pods running."""
        return self.kind in REPLICATED


def _is_harmless(pod: ManifestObject) -> bool:
    is_finished = pod.get("status", "phase") in ("Succeeded", "Failed")
    return is_finished or "kubernetes.io/config.mirror" in pod.annotations or "helm.sh/hook" in pod.annotations


@dataclass(frozen=True, slots=True)
class BudgetFacts:
    """A PodDisruptionBudget."""

    subject: str
    evidence: Evidence
    name: str
    namespace: str
    """The namespace whose pods it protects."""
    selector: Mapping[str, Any] | None
    is_beta: bool
    """Of policy/v1beta1, in which an empty selector selects nothing; in policy/v1 it selects everything."""
    conditions: tuple[tuple[str, Any], ...]
    """``maxUnavailable`` and ``minAvailable``, as far as they are stated, in this order."""
    unhealthy_policy: Any

    @classmethod
    def of(cls, item: ManifestObject) -> "BudgetFacts":
        """What the rules have to know of a budget."""
        selector = item.get("spec", "selector")
        stated = ((name, item.get("spec", name)) for name in _BUDGETED)
        return cls(
            item.subject,
            from_object(item),
            item.name,
            intern(item.namespace or DEFAULT_NAMESPACE),
            selector if isinstance(selector, Mapping) else None,
            item.api.version == "v1beta1",
            tuple((name, value) for name, value in stated if value is not None),
            item.get("spec", "unhealthyPodEvictionPolicy"),
        )

    def protects(self, workload: WorkloadFacts) -> bool:
        """Whether the pods of a workload are counted by it."""
        if self.namespace != workload.namespace or self.selector is None or (not self.selector and self.is_beta):
            return False
        return selects(self.selector, workload.labels)


@dataclass(frozen=True, slots=True)
class DaemonFacts:
    """A DaemonSet beside the nodes that it takes room of."""

    subject: str
    evidence: Evidence
    demand: Demand
    node_selector: Mapping[str, Any]

    @classmethod
    def of(cls, workload: Workload) -> "DaemonFacts":
        """What the rules have to know of a DaemonSet."""
        demand, selector = demand_of(workload), workload.spec.get("nodeSelector")
        evidence = from_object(workload.object, demand.told)
        return cls(workload.object.subject, evidence, demand, selector if isinstance(selector, Mapping) else {})


@dataclass(frozen=True, slots=True)
class AliasFacts:
    """A service of type ExternalName."""

    subject: str
    evidence: Evidence
    external_name: str
    """In lower case, without a dot at its end."""
