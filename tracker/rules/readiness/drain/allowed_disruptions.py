"""How many pods a disruption budget lets go of at once."""

from tracker.domain.sentence import say
from tracker.rules.readiness.drain.objects import BudgetFacts
from tracker.rules.readiness.quantities import parse_share


def allowed_disruptions(budget: BudgetFacts, replicas: int) -> int | None:
    """Evictions allowed while all `replicas` pods are healthy; None when the budget states no readable number."""
    if not budget.conditions:
        return None
    name, value = budget.conditions[0]
    share = parse_share(value, replicas)
    if share is None:
        return None
    return min(share, replicas) if name == "maxUnavailable" else max(0, replicas - share)


def budget_text(budget: BudgetFacts) -> str:
    """The budget's condition as its manifest writes it: ``minAvailable: 2``."""
    return ": ".join(map(str, budget.conditions[0])) if budget.conditions else say("no condition")
