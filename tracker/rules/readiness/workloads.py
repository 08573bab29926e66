"""The workloads among the objects that were read, with the templates of their pods."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tracker.domain.manifest import ManifestObject
from tracker.domain.version import Minor
from tracker.rules.readiness.loose import as_mapping, as_mappings

REPLICATED = frozenset({"Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"})
"""Kinds that keep a number of pods running."""
LONG_RUNNING = REPLICATED | {"DaemonSet"}
TEMPLATED = LONG_RUNNING | {"Job", "CronJob"}
KINDS = (*sorted(TEMPLATED), "Pod")
"""In the order in which rules look at them."""

GROUPS = frozenset({"", "apps", "extensions", "batch", "policy", "autoscaling", "admissionregistration.k8s.io"})
"""Kubernetes' own: a Deployment of another group is somebody else's kind."""
DEFAULT_NAMESPACE = "default"


@dataclass(frozen=True, slots=True)
class Workload:
    """A controller of pods, or a pod that has none."""

    object: ManifestObject
    pod: Mapping[str, Any] = field(repr=False)
    """The pod template: ``metadata`` and ``spec``."""

    @property
    def kind(self) -> str:
        """The object's kind."""
        return self.object.api.kind

    @property
    def namespace(self) -> str:
        """The namespace it lands in; the one called default when the manifest does not say."""
        return self.object.namespace or DEFAULT_NAMESPACE

    @property
    def spec(self) -> Mapping[str, Any]:
        """The pod's specification."""
        return as_mapping(self.pod.get("spec"))

    @property
    def labels(self) -> Mapping[str, Any]:
        """The labels of its pods."""
        return as_mapping(as_mapping(self.pod.get("metadata")).get("labels"))

    @property
    def containers(self) -> tuple[Mapping[str, Any], ...]:
        """The containers that run as long as the pod does, sidecars among the init containers included."""
        sidecars = (c for c in as_mappings(self.spec.get("initContainers")) if c.get("restartPolicy") == "Always")
        return (*sidecars, *as_mappings(self.spec.get("containers")))

    @property
    def replicas(self) -> int | None:
        """How many pods the manifest asks for: 1 when it does not say; None for kinds without a number."""
        if self.kind not in REPLICATED:
            return None
        value = self.object.get("spec", "replicas")
        return 1 if value is None else value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True)
class Manifests:
    """Objects that were read, with the workloads among them; not slotted: it caches."""

    objects: tuple[ManifestObject, ...]
    target: Minor | None = None
    """The Kubernetes minor they are judged for, where one is known."""

    @classmethod
    def of(cls, objects: Iterable[ManifestObject], target: Minor | None = None) -> "Manifests":
        """Everything but what Helm keeps only to roll back to."""
        return cls(tuple(o for o in objects if not is_history(o)), target)

    def of_kind(self, kind: str) -> Iterator[ManifestObject]:
        """The objects of Kubernetes' own groups that have this kind."""
        return (o for o in self.objects if o.api.kind == kind and o.api.group in GROUPS)

    @cached_property
    def workloads(self) -> tuple[Workload, ...]:
        """The workloads among the objects, in the order of `KINDS`."""
        found = filter(None, map(workload_of, self.objects))
        return tuple(sorted(found, key=lambda workload: KINDS.index(workload.kind)))


def is_history(item: ManifestObject) -> bool:
    """Whether Helm keeps an object only to roll back to it."""
    return item.release is not None and item.release.is_history


def workload_of(item: ManifestObject) -> Workload | None:
    """What no other workload owns: Deployments rather than their ReplicaSets and pods, CronJobs rather than Jobs.

    What an operator's own kind owns counts: nothing else speaks for it. What a rollout has left at zero does not.
    """
    kind = item.api.kind
    if item.api.group not in GROUPS or kind not in KINDS:
        return None
    if kind == "Pod":
        return None if any(_owners(item)) else Workload(item, item.body)
    if not TEMPLATED.isdisjoint(_owners(item)) or (kind == "ReplicaSet" and item.get("spec", "replicas") == 0):
        return None
    return Workload(item, _template(item))


def _template(item: ManifestObject) -> Mapping[str, Any]:
    path = ("spec", "jobTemplate", "spec", "template") if item.api.kind == "CronJob" else ("spec", "template")
    return item.mapping(*path)


def _owners(item: ManifestObject) -> Iterator[str]:
    """The kinds of what controls an object."""
    for owner in item.items("metadata", "ownerReferences"):
        if isinstance(owner, Mapping) and owner.get("controller", True):
            yield str(owner.get("kind"))
