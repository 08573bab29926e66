"""Takes from each object that was read what the drain rules need of it."""

from collections.abc import Callable, Iterable, Mapping
from sys import intern

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import ManifestObject
from tracker.domain.version import Minor
from tracker.rules.readiness.demand import Demand
from tracker.rules.readiness.drain.facts import DrainFacts
from tracker.rules.readiness.drain.objects import AliasFacts, BudgetFacts, DaemonFacts, ObjectFacts, WorkloadFacts
from tracker.rules.readiness.drain.packed import Packed
from tracker.rules.readiness.drain.webhooks import closed_webhooks
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.quantities import parse_quantity
from tracker.rules.readiness.workloads import DEFAULT_NAMESPACE, GROUPS, KINDS, is_history, workload_of


def facts_of(items: Iterable[ManifestObject], target: Minor | None = None) -> DrainFacts:
    """What the rules look at in some objects."""
    facts = DrainFacts(target)
    for item in items:
        take(facts, item)
    return facts


def looks_at(api: ApiKey) -> bool:
    """Whether anything is taken from objects of an API."""
    return api.group in GROUPS and (api.kind in KINDS or api.kind in _TAKERS)


def take(facts: DrainFacts, item: ManifestObject) -> None:
    """Keep of an object what the rules need; of other groups' kinds, and of what Helm keeps to roll back to, nothing."""
    if item.api.group not in GROUPS or is_history(item):
        return
    if item.api.kind in KINDS:
        _take_workload(facts, item)
    elif (taker := _TAKERS.get(item.api.kind)) is not None:
        taker(facts, item)


def _take_workload(facts: DrainFacts, item: ManifestObject) -> None:
    workload = workload_of(item)
    if workload is None:
        return
    facts.found.setdefault(workload.kind, Packed()).append(WorkloadFacts.of(workload))
    if workload.kind == "DaemonSet":
        facts.daemons.append(DaemonFacts.of(workload))


def _take_budget(facts: DrainFacts, item: ManifestObject) -> None:
    facts.budgets.append(BudgetFacts.of(item))


def _take_scaler(facts: DrainFacts, item: ManifestObject) -> None:
    scaled, minimum = item.mapping("spec", "scaleTargetRef"), item.get("spec", "minReplicas")
    key = f"{_namespace(item)}/{scaled.get('kind')}/{scaled.get('name')}"
    facts.minimums[key] = minimum if isinstance(minimum, int) and not isinstance(minimum, bool) else 1


def _take_service(facts: DrainFacts, item: ManifestObject) -> None:
    namespace, selector = _namespace(item), item.mapping("spec", "selector")
    external = item.get("spec", "externalName") if item.get("spec", "type") == "ExternalName" else None
    alias = external.rstrip(".").lower() if isinstance(external, str) else ""
    facts.services[f"{namespace}/{item.name}"] = AliasFacts(item.subject, from_object(item), alias) if alias else None
    if selector and all(isinstance(value, str) for value in selector.values()):
        pairs = tuple((intern(key), intern(value)) for key, value in selector.items())
        facts.selectors.append((intern(namespace), pairs))


def _take_node(facts: DrainFacts, item: ManifestObject) -> None:
    cpu = parse_quantity(item.get("status", "allocatable", "cpu"))
    memory = parse_quantity(item.get("status", "allocatable", "memory"))
    if cpu and memory:
        facts.nodes.append((Demand(cpu, memory), item.labels))


def _take_volume(facts: DrainFacts, item: ManifestObject) -> None:
    if item.get("spec", "local") is not None or item.get("spec", "hostPath") is not None:
        facts.local_volumes.append(ObjectFacts(item.subject, from_object(item)))


def _take_webhooks(facts: DrainFacts, item: ManifestObject) -> None:
    facts.webhooks += closed_webhooks(item)


def _take_limits(facts: DrainFacts, item: ManifestObject) -> None:
    facts.limited_namespaces.add(_namespace(item))


def _take_namespace(facts: DrainFacts, item: ManifestObject) -> None:
    if item.name == "kube-system" and facts.kube_system is None:
        facts.kube_system = item.labels


def _namespace(item: ManifestObject) -> str:
    return item.namespace or DEFAULT_NAMESPACE


_TAKERS: Mapping[str, Callable[[DrainFacts, ManifestObject], None]] = {
    "PodDisruptionBudget": _take_budget,
    "HorizontalPodAutoscaler": _take_scaler,
    "Service": _take_service,
    "Node": _take_node,
    "PersistentVolume": _take_volume,
    "ValidatingWebhookConfiguration": _take_webhooks,
    "MutatingWebhookConfiguration": _take_webhooks,
    "LimitRange": _take_limits,
    "Namespace": _take_namespace,
}
