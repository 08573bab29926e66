"""What a set of manifests says together: workloads with their pods, budgets, autoscalers and services."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tracker.domain.manifest import ManifestObject
from tracker.domain.version import Minor
from tracker.rules.readiness.loose import as_mapping, as_mappings
from tracker.rules.readiness.selectors import selects

REPLICATED = frozenset({"Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"})
"""Kinds that keep a number of pods running."""
LONG_RUNNING = REPLICATED | {"DaemonSet"}
TEMPLATED = LONG_RUNNING | {"Job", "CronJob"}

GROUPS = frozenset({"", "apps", "extensions", "batch", "policy", "autoscaling", "admissionregistration.k8s.io"})
"""Kubernetes' own: a Deployment of another group is somebody else's kind."""
_DEFAULT_NAMESPACE = "default"


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
        return self.object.namespace or _DEFAULT_NAMESPACE

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


@dataclass(frozen=True, slots=True)
class Budget:
    """A PodDisruptionBudget."""

    object: ManifestObject

    @property
    def namespace(self) -> str:
        """The namespace whose pods it protects."""
        return self.object.namespace or _DEFAULT_NAMESPACE

    def protects(self, workload: Workload) -> bool:
        """Whether the pods of a workload are counted by it.

        An empty selector selects everything in policy/v1 and nothing in policy/v1beta1.
        """
        selector = self.object.get("spec", "selector")
        if self.namespace != workload.namespace or not isinstance(selector, Mapping):
            return False
        if not selector and self.object.api.version == "v1beta1":
            return False
        return selects(selector, workload.labels)


@dataclass(frozen=True)
class Manifests:
    """All objects that were read, indexed for the questions that span several of them; not slotted: it caches."""

    objects: tuple[ManifestObject, ...]
    target: Minor | None = None
    """The Kubernetes minor they are judged for, where one is known."""

    @classmethod
    def of(cls, objects: Iterable[ManifestObject], target: Minor | None = None) -> "Manifests":
        """Everything but what Helm keeps only to roll back to."""
        return cls(tuple(o for o in objects if not (o.release and o.release.is_history)), target)

    def of_kind(self, *kinds: str) -> Iterator[ManifestObject]:
        """The objects of Kubernetes' own groups that have one of these kinds."""
        return (o for kind in kinds for o in self._by_kind.get(kind, ()))

    @cached_property
    def workloads(self) -> tuple[Workload, ...]:
        """What no other workload owns: Deployments rather than their ReplicaSets and pods, CronJobs rather than Jobs.

        What an operator's own kind owns counts: nothing else speaks for it. What a rollout has left at zero does not.
        """
        templated = (
            Workload(o, _template(o))
            for o in self.of_kind(*sorted(TEMPLATED))
            if TEMPLATED.isdisjoint(_owners(o)) and not (o.api.kind == "ReplicaSet" and o.get("spec", "replicas") == 0)
        )
        bare = (Workload(o, o.body) for o in self.of_kind("Pod") if not any(_owners(o)))
        return (*templated, *bare)

    @cached_property
    def budgets(self) -> tuple[Budget, ...]:
        """Every PodDisruptionBudget."""
        return tuple(Budget(o) for o in self.of_kind("PodDisruptionBudget"))

    def guarded_by(self, budget: Budget) -> tuple[Workload, ...]:
        """The replicated workloads whose pods a budget counts together; a drain leaves DaemonSets alone."""
        return tuple(w for w in self._replicated_in.get(budget.namespace, ()) if budget.protects(w))

    def budgets_of(self, workload: Workload) -> tuple[Budget, ...]:
        """The budgets that count a workload's pods."""
        return tuple(budget for budget in self._budgets_in.get(workload.namespace, ()) if budget.protects(workload))

    def autoscaler_minimum(self, workload: Workload) -> int | None:
        """The lowest number of pods that a HorizontalPodAutoscaler may leave; None without one."""
        return self._minimums.get((workload.namespace, workload.kind, workload.object.name))

    def fewest_replicas(self, workload: Workload) -> int | None:
        """The smallest number of pods that is normal for a workload: the autoscaler's minimum, else its replicas."""
        minimum = self.autoscaler_minimum(workload)
        return minimum if minimum is not None else workload.replicas

    def usual_replicas(self, workload: Workload) -> int:
        """How many pods run now: what the manifest states, or the autoscaler's minimum where that is more."""
        return max(workload.replicas or 0, self.autoscaler_minimum(workload) or 0)

    def is_served(self, workload: Workload) -> bool:
        """Whether a Service sends traffic to its pods."""
        labels = workload.labels
        return any(
            selector.items() <= labels.items()
            for name, value in labels.items()
            if isinstance(value, str)
            for selector in self._services_by_label.get((workload.namespace, name, value), ())
        )

    @cached_property
    def _by_kind(self) -> dict[str, list[ManifestObject]]:
        found: dict[str, list[ManifestObject]] = {}
        for item in self.objects:
            if item.api.group in GROUPS:
                found.setdefault(item.api.kind, []).append(item)
        return found

    @cached_property
    def _budgets_in(self) -> dict[str, list[Budget]]:
        found: dict[str, list[Budget]] = {}
        for budget in self.budgets:
            found.setdefault(budget.namespace, []).append(budget)
        return found

    @cached_property
    def _replicated_in(self) -> dict[str, list[Workload]]:
        found: dict[str, list[Workload]] = {}
        for workload in self.workloads:
            if workload.kind in REPLICATED:
                found.setdefault(workload.namespace, []).append(workload)
        return found

    @cached_property
    def _services_by_label(self) -> dict[tuple[str, str, str], list[Mapping[str, Any]]]:
        """The services' selectors, by namespace and the first label that they ask for."""
        found: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
        for service in self.of_kind("Service"):
            selector = service.mapping("spec", "selector")
            if selector and all(isinstance(value, str) for value in selector.values()):
                name, value = next(iter(selector.items()))
                found.setdefault((service.namespace or _DEFAULT_NAMESPACE, name, value), []).append(selector)
        return found

    @cached_property
    def _minimums(self) -> dict[tuple[str, str, str], int]:
        found = {}
        for scaler in self.of_kind("HorizontalPodAutoscaler"):
            scaled = scaler.mapping("spec", "scaleTargetRef")
            minimum = scaler.get("spec", "minReplicas")
            key = (scaler.namespace or _DEFAULT_NAMESPACE, str(scaled.get("kind")), str(scaled.get("name")))
            found[key] = minimum if isinstance(minimum, int) and not isinstance(minimum, bool) else 1
        return found


def _template(item: ManifestObject) -> Mapping[str, Any]:
    path = ("spec", "jobTemplate", "spec", "template") if item.api.kind == "CronJob" else ("spec", "template")
    return item.mapping(*path)


def _owners(item: ManifestObject) -> Iterator[str]:
    """The kinds of what controls an object."""
    for owner in item.items("metadata", "ownerReferences"):
        if isinstance(owner, Mapping) and owner.get("controller", True):
            yield str(owner.get("kind"))
