"""What pods ask of a node, and what a node has to give."""

from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.sentence import Sentence, say
from tracker.rules.readiness.loose import as_mapping
from tracker.rules.readiness.quantities import parse_quantity
from tracker.rules.readiness.workloads import Workload

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


def demand_of(workload: Workload) -> Demand:
    """What one pod of a workload requests; a limit counts where no request is stated."""
    total = Demand()
    for container in workload.containers:
        resources = as_mapping(container.get("resources"))
        stated = {**as_mapping(resources.get("limits")), **as_mapping(resources.get("requests"))}
        cpu, memory = parse_quantity(stated.get("cpu")), parse_quantity(stated.get("memory"))
        total += Demand(cpu or Decimal(), memory or Decimal())
    return total
