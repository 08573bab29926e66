"""What the drain rules judge: workloads with their pods, budgets, autoscalers, services and nodes, side by side.

Objects are taken one by one and forgotten (`taking`); `objects` says what stays of each.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tracker.domain.version import Minor
from tracker.rules.readiness.demand import Demand
from tracker.rules.readiness.drain.objects import AliasFacts, BudgetFacts, DaemonFacts, ObjectFacts, WorkloadFacts
from tracker.rules.readiness.drain.packed import Packed
from tracker.rules.readiness.drain.webhooks import ClosedWebhook
from tracker.rules.readiness.workloads import KINDS

Selector = tuple[tuple[str, str], ...]


@dataclass
class DrainFacts:
    """Everything that was read, as far as the rules look at it together; not slotted: it caches once it is complete."""

    target: Minor | None = None
    """The Kubernetes minor it is judged for, where one is known."""
    found: dict[str, Packed[WorkloadFacts]] = field(default_factory=dict)
    """Workloads by kind, in the order in which they were read."""
    budgets: list[BudgetFacts] = field(default_factory=list)
    daemons: list[DaemonFacts] = field(default_factory=list)
    nodes: list[tuple[Demand, Mapping[str, Any]]] = field(default_factory=list)
    """What each node offers to pods, and its labels."""
    local_volumes: list[ObjectFacts] = field(default_factory=list)
    """Persistent volumes that live on one node."""
    webhooks: list[ClosedWebhook] = field(default_factory=list)
    limited_namespaces: set[str] = field(default_factory=set)
    """Namespaces in which a LimitRange supplies requests and limits."""
    services: dict[str, AliasFacts | None] = field(default_factory=dict)
    """By ``namespace/name``: the ExternalName services, None for the others."""
    selectors: Packed[tuple[str, Selector]] = field(default_factory=Packed)
    """Namespaces with what their services select."""
    minimums: dict[str, int] = field(default_factory=dict)
    """The lowest number of pods that an autoscaler may leave, by ``namespace/kind/name`` of what it scales."""
    kube_system: Mapping[str, Any] | None = None
    """The labels of the namespace kube-system, where it was read."""

    def add(self, later: "DrainFacts") -> None:
        """Add what was read after all this."""
        for kind, workloads in later.found.items():
            self.found.setdefault(kind, Packed()).extend(workloads)
        self.selectors.extend(later.selectors)
        self.budgets += later.budgets
        self.daemons += later.daemons
        self.nodes += later.nodes
        self.local_volumes += later.local_volumes
        self.webhooks += later.webhooks
        self.limited_namespaces |= later.limited_namespaces
        self.services |= later.services
        self.minimums |= later.minimums
        self.kube_system = later.kube_system if self.kube_system is None else self.kube_system

    @property
    def workloads(self) -> Iterator[WorkloadFacts]:
        """Every workload, kind by kind."""
        return (workload for kind in KINDS for workload in self.found.get(kind, ()))

    def guarded_by(self, budget: BudgetFacts) -> tuple[WorkloadFacts, ...]:
        """The replicated workloads whose pods a budget counts together; a drain leaves DaemonSets alone."""
        return tuple(w for w in self._replicated_in.get(budget.namespace, ()) if budget.protects(w))

    def budgets_of(self, workload: WorkloadFacts) -> tuple[BudgetFacts, ...]:
        """The budgets that count a workload's pods."""
        return tuple(budget for budget in self._budgets_in.get(workload.namespace, ()) if budget.protects(workload))

    def autoscaler_minimum(self, workload: WorkloadFacts) -> int | None:
        """The lowest number of pods that a HorizontalPodAutoscaler may leave; None without one."""
        if not self.minimums:
            return None
        return self.minimums.get(f"{workload.namespace}/{workload.kind}/{workload.name}")

    def fewest_replicas(self, workload: WorkloadFacts) -> int | None:
        """The smallest number of pods that is normal for a workload: the autoscaler's minimum, else its replicas."""
        minimum = self.autoscaler_minimum(workload)
        return minimum if minimum is not None else workload.replicas

    def usual_replicas(self, workload: WorkloadFacts) -> int:
        """How many pods run now: what the manifest states, or the autoscaler's minimum where that is more."""
        return max(workload.replicas or 0, self.autoscaler_minimum(workload) or 0)

    def is_served(self, workload: WorkloadFacts) -> bool:
        """Whether a Service sends traffic to its pods."""
        labels = workload.labels
        return any(
            all(labels.get(key) == wanted for key, wanted in selector)
            for pair in workload.label_pairs
            if isinstance(pair[1], str)
            for selector in self._selectors_by_label.get((workload.namespace, *pair), ())
        )

    @cached_property
    def _budgets_in(self) -> dict[str, list[BudgetFacts]]:
        found: dict[str, list[BudgetFacts]] = {}
        for budget in self.budgets:
            found.setdefault(budget.namespace, []).append(budget)
        return found

    @cached_property
    def _replicated_in(self) -> dict[str, list[WorkloadFacts]]:
        """The replicated workloads of the namespaces that have budgets."""
        found: dict[str, list[WorkloadFacts]] = {}
        for workload in self.workloads:
            if workload.is_replicated and workload.namespace in self._budgets_in:
                found.setdefault(workload.namespace, []).append(workload)
        return found

    @cached_property
    def _selectors_by_label(self) -> dict[tuple[str, str, str], list[Selector]]:
        """The services' selectors, by namespace and the first label that they ask for."""
        found: dict[tuple[str, str, str], list[Selector]] = {}
        for namespace, selector in self.selectors:
            found.setdefault((namespace, *selector[0]), []).append(selector)
        return found
