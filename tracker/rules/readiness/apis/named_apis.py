"""APIs that an object names in its fields: they go out of service like its own does."""

from tracker.domain.knowledge.apis import ApiKey, ApiLifecycle
from tracker.rules.readiness.apis.facts import ApiFacts

AUTOSCALER = "HorizontalPodAutoscaler"
FIELD = "spec.scaleTargetRef"


def lost_scale_target(facts: ApiFacts) -> ApiLifecycle | None:
    """The removed API by which an autoscaler names what it scales, when its group has nothing of that kind left.

    The autoscaler looks for group and kind and takes whatever version is served, so an old version alone does no harm.
    """
    if facts.found.api.kind != AUTOSCALER:
        return None
    named = facts.found.mapping("spec", "scaleTargetRef")
    api = ApiKey.of(str(named.get("apiVersion") or ""), str(named.get("kind") or ""))
    life = facts.kubernetes_life(api)
    if life is None or not life.is_removed(facts.target):
        return None
    replacement = facts.apis.final_replacement(api, facts.target)
    return None if replacement is not None and replacement.group == api.group else life
