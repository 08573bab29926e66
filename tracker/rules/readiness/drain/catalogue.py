"""The rules about rotating nodes, in report order; `tracker.rules.catalogue` lists them among all others."""

from tracker.rules.base import Rule
from tracker.rules.readiness.drain import (
    alias_of_alias,
    bare_pod,
    budget_against_autoscaler,
    budget_allows_none,
    daemonset_overhead,
    failing_webhook,
    floating_image,
    local_volumes,
    overlapping_budgets,
    readiness_probe,
    resources,
    single_replica,
    spread,
    unhealthy_pods,
)
from tracker.rules.readiness.drain.facts import DrainFacts

DRAIN_RULES: tuple[Rule[DrainFacts], ...] = (
    readiness_probe.RULE,
    resources.RULE,
    single_replica.RULE,
    spread.RULE,
    budget_allows_none.RULE,
    budget_against_autoscaler.RULE,
    overlapping_budgets.RULE,
    unhealthy_pods.RULE,
    bare_pod.RULE,
    local_volumes.RULE,
    floating_image.RULE,
    alias_of_alias.RULE,
    daemonset_overhead.RULE,
    failing_webhook.RULE,
)
