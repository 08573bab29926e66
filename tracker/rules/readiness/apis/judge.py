"""All API rules on one object, in report order."""

from collections.abc import Iterator

from tracker.domain.manifest import ManifestObject
from tracker.domain.outcome import Outcome
from tracker.rules.base import Rule
from tracker.rules.readiness.apis import (
    api_not_yet_served,
    custom_resource_version,
    deprecated_api,
    removed_api,
    stored_version,
    unknown_api,
    written_with_removed_api,
)
from tracker.rules.readiness.apis.facts import ApiFacts
from tracker.rules.readiness.apis.named_apis import AUTOSCALER

RULES: tuple[Rule[ApiFacts], ...] = (
    removed_api.RULE,
    deprecated_api.RULE,
    api_not_yet_served.RULE,
    unknown_api.RULE,
    custom_resource_version.RULE,
    written_with_removed_api.RULE,
    stored_version.RULE,
)


def judge(facts: ApiFacts) -> Iterator[Outcome]:
    """What the API rules say about one object."""
    for rule in RULES:
        yield from rule.check(facts)


def depends_on_api_alone(found: ManifestObject) -> bool:
    """Whether another object of the same API gets the same outcomes but for its name: a scan may remember silence."""
    if found.api.kind == AUTOSCALER:
        return False
    return not found.is_live and not found.items("status", "storedVersions") and found.release is None
