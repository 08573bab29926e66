"""DaemonSets take the same share of every node, so many small nodes leave less room for work than a few large ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.manifest import ManifestObject
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.rules.base import Rule
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.loose import as_mapping
from tracker.rules.readiness.quantities import parse_quantity
from tracker.rules.readiness.workloads import Manifests, Workload

NOTEWORTHY = Decimal("0.15")
"""A share of a node below which nothing is said: monitoring, logs and network commonly take a tenth."""
_GIB = Decimal(1024) ** 3


@dataclass(frozen=True, slots=True)
class Demand:
    """Cores and bytes."""

    cpu: Decimal = Decimal()
    memory: Decimal = Decimal()

    def __add__(self, other: "Demand") -> "Demand":
        return Demand(self.cpu + other.cpu, self.memory + other.memory)

    @property
    def told(self) -> Sentence:
        """``0.50 cores and 1.00 GiB``."""
        return say("%(cores)s cores and %(memory)s GiB", cores=f"{self.cpu:.2f}", memory=f"{self.memory / _GIB:.2f}")


def check(facts: Manifests) -> Iterator[Outcome]:
    """How much of each size of node the DaemonSets take, and what nodes of twice the size would give.

    Nodes count together when they are of one size and run the same DaemonSets; with a single one there is nothing to
    balance. A DaemonSet that requests no CPU takes an unknown share: it is named, because the share is then a least one.
    """
    daemons = [workload for workload in facts.workloads if workload.kind == "DaemonSet"]
    for (size, _), nodes in _alike(facts.of_kind("Node"), daemons).items():
        if len(nodes) < 2:
            continue
        running = [workload for workload in daemons if _runs_on(workload, nodes[0])]
        total = sum((_demand(workload) for workload in running), Demand())
        if total.cpu and max(total.cpu / size.cpu, total.memory / size.memory) >= NOTEWORTHY:
            yield _finding(total, size, nodes, running)


def _finding(total: Demand, size: Demand, nodes: list[ManifestObject], running: list[Workload]) -> Outcome:
    count = len(nodes)
    half = -(-count // 2)
    gained = Demand(total.cpu * (count - half), total.memory * (count - half))
    return RULE.finding(
        f"nodes of {size.told}",
        _told(total, size, count, running),
        advice=say(
            "%(nodes)s of twice the size would free %(gained)s, and losing one would then take %(then)s of the room"
            " instead of %(now)s: choose the balance on purpose",
            nodes=say("1 node") if half == 1 else say("%(count)s nodes", count=half),
            gained=gained.told,
            then=f"{Decimal(1) / half:.0%}",
            now=f"{Decimal(1) / count:.0%}",
        ),
        evidence=tuple(from_object(workload.object, _demand(workload).told) for workload in running),
        key=" ".join((size.told, *sorted(workload.object.subject for workload in running))),
    )


def _told(total: Demand, size: Demand, count: int, running: list[Workload]) -> Sentence:
    silent = [workload.object.subject for workload in running if not _demand(workload).cpu]
    told = say(
        "the DaemonSets take %(demand)s of each of the %(count)s nodes of this size: %(cpu)s of the CPU,"
        " %(memory)s of the memory",
        demand=total.told,
        count=count,
        cpu=f"{total.cpu / size.cpu:.0%}",
        memory=f"{total.memory / size.memory:.0%}",
    )
    if not silent:
        return told
    if len(silent) == 1:
        return say("%(told)s at least, since %(name)s requests no CPU", told=told, name=silent[0])
    return say("%(told)s at least, since %(names)s request no CPU", told=told, names=", ".join(silent))


def _alike(
    nodes: Iterable[ManifestObject], daemons: list[Workload]
) -> dict[tuple[Demand, tuple[bool, ...]], list[ManifestObject]]:
    """Nodes by what they offer to pods and by which DaemonSets run on them."""
    found: dict[tuple[Demand, tuple[bool, ...]], list[ManifestObject]] = {}
    for node in nodes:
        cpu = parse_quantity(node.get("status", "allocatable", "cpu"))
        memory = parse_quantity(node.get("status", "allocatable", "memory"))
        if cpu and memory:
            key = (Demand(cpu, memory), tuple(_runs_on(daemon, node) for daemon in daemons))
            found.setdefault(key, []).append(node)
    return found


def _runs_on(daemon: Workload, node: ManifestObject) -> bool:
    """Whether the node selector lets it; one for GPU or Windows nodes takes nothing of the others."""
    return as_mapping(daemon.spec.get("nodeSelector")).items() <= node.labels.items()


def _demand(workload: Workload) -> Demand:
    total = Demand()
    for container in workload.containers:
        resources = as_mapping(container.get("resources"))
        stated = {**as_mapping(resources.get("limits")), **as_mapping(resources.get("requests"))}
        cpu, memory = parse_quantity(stated.get("cpu")), parse_quantity(stated.get("memory"))
        total += Demand(cpu or Decimal(), memory or Decimal())
    return total


RULE = Rule(
    code="DRN013",
    title="DaemonSets crowd the nodes",
    severity=Severity.NOTE,
    source="https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/",
    check=check,
)
