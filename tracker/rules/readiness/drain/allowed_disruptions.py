"""How many pods a disruption budget lets go of at once."""

from tracker.domain.sentence import say
from tracker.rules.readiness.quantities import parse_share
from tracker.rules.readiness.workloads import Budget


def allowed_disruptions(budget: Budget, replicas: int) -> int | None:
    """Evictions allowed while all `replicas` pods are healthy; None when the budget states no readable number."""
    unavailable, available = budget.object.get("spec", "maxUnavailable"), budget.object.get("spec", "minAvailable")
    if unavailable is not None:
        share = parse_share(unavailable, replicas)
        return None if share is None else min(share, replicas)
    if available is not None:
        share = parse_share(available, replicas)
        return None if share is None else max(0, replicas - share)
    return None


def budget_text(budget: Budget) -> str:
    """The budget's condition as its manifest writes it: ``minAvailable: 2``."""
    for name in ("maxUnavailable", "minAvailable"):
        value = budget.object.get("spec", name)
        if value is not None:
            return f"{name}: {value}"
    return say("no condition")
