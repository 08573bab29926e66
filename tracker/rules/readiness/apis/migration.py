"""Whether an object can be moved to the API that replaces its own by changing its ``apiVersion`` alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.knowledge.migrations import Condition, FieldTest, Migrations
from tracker.domain.manifest import ManifestObject
from tracker.rules.readiness.apis.facts import ApiFacts, what_to_do
from tracker.rules.readiness.apis.named_apis import FIELD, lost_scale_target
from tracker.rules.readiness.field_paths import values_at


@dataclass(frozen=True, slots=True)
class Move:
    """An object that has to move, and what a person has to look at when it does."""

    found: ManifestObject
    to: ApiKey | None
    look: tuple[str, ...]
    """Nothing when the move is purely a rename."""


def plan_move(facts: ApiFacts, migrations: Migrations) -> Move | None:
    """The move that the target asks of an object; None when it can stay as it is."""
    found, life = facts.found, facts.kubernetes_life()
    if life is None or found.is_live or not (life.is_removed(facts.target) or life.is_deprecated(facts.target)):
        return None
    to = facts.apis.final_replacement(found.api, facts.target)
    if to is None or to == found.api:
        if not life.is_removed(facts.target):
            return None
        return Move(found, None, (f"nothing in {facts.target} replaces {found.api}",))
    return Move(found, to, tuple(_to_look_at(facts, to, migrations)))


def _to_look_at(facts: ApiFacts, to: ApiKey, migrations: Migrations) -> Iterator[str]:
    found, served = facts.found, facts.kubernetes_life(to)
    if found.place.within:
        where = found.place.within.partition(",")[0]
        how = "change the chart and upgrade the release" if found.release else "its owner migrates it (kubeadm upgrade)"
        yield f"it is stored in {where if found.release is None else f'a {where}'}: {how}"
    if facts.current is not None and served is not None and served.is_served(facts.current) is False:
        yield f"{facts.current} does not serve {to.api_version} yet: change it once the cluster runs {served.introduced_in}"
    lost = lost_scale_target(facts)
    if lost is not None:
        yield f"its {FIELD} names {lost.api}, which {facts.target} does not serve: {what_to_do(facts, lost.api)} there too"
    migration = migrations.find(found.api, to)
    if migration is None:
        yield f"nothing is written down about what changes between {found.api} and {to}"
        return
    yield from migration.look
    yield from (condition.look for condition in migration.unless if _holds(condition, found))


def _holds(condition: Condition, found: ManifestObject) -> bool:
    values = list(values_at(found.body, condition.path))
    if condition.test is FieldTest.ABSENT:
        return not values
    if condition.test is FieldTest.EMPTY:
        return any(value in ({}, [], "") for value in values)
    return bool(values)
