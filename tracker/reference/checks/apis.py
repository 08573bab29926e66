"""Lifecycles run forwards, and every chain of replacements ends at something that exists."""

from collections.abc import Iterator

from tracker.domain.knowledge.apis import ApiKey, ApiLifecycle
from tracker.domain.version import Minor
from tracker.reference.checks.problem import Problem
from tracker.reference.known import KnownWorld

_OWN, _THIRD_PARTY = "apis/kubernetes", "apis/third-party"


def check_lifecycles(world: KnownWorld) -> Iterator[Problem]:
    """An API is introduced before it is removed, and deprecated no later than that."""
    for table, lifecycles in ((_OWN, world.apis()), (_THIRD_PARTY, world.third_party_apis())):
        for each in lifecycles:
            if _after(each.deprecated_in, each.removed_in):
                yield _problem(
                    table, each, f"deprecated in {each.deprecated_in}, after its removal in {each.removed_in}"
                )
            if each.introduced_in is not None and not _after(each.removed_in, each.introduced_in, when_unknown=True):
                yield _problem(table, each, f"removed in {each.removed_in}, but introduced in {each.introduced_in}")


def check_plans(world: KnownWorld) -> Iterator[Problem]:
    """A removal is called planned exactly when its minor was not out on the day of the edition."""
    latest = world.latest_minor(world.as_of)
    if latest is None:
        return
    for each in world.apis():
        if each.removed_in is not None and each.removal_is_planned != (each.removed_in > latest.minor):
            state = "planned" if each.removal_is_planned else "done"
            yield _problem(
                _OWN, each, f"removal in {each.removed_in} is called {state}, the latest minor is {latest.minor}"
            )


def check_replacements(world: KnownWorld) -> Iterator[Problem]:
    """Replacements exist, come no later than the removal, and never lead back."""
    for each in world.apis():
        if each.replacement is None:
            continue
        if world.api(each.replacement.group, each.replacement.version, each.replacement.kind) is None:
            yield _problem(_OWN, each, f"is replaced by {each.replacement}, which is not listed")
        if _after(each.replacement_since, each.removed_in):
            yield _problem(
                _OWN, each, f"is replaced by {each.replacement} of {each.replacement_since}, after {each.removed_in}"
            )
    for table, lifecycles in ((_OWN, world.apis()), (_THIRD_PARTY, world.third_party_apis())):
        for each in lifecycles:
            if _leads_back(world, each.api):
                yield _problem(table, each, "its chain of replacements leads back to itself")


def _leads_back(world: KnownWorld, api: ApiKey) -> bool:
    seen: set[ApiKey] = set()
    current: ApiKey | None = api
    while current is not None:
        if current in seen:
            return True
        seen.add(current)
        lifecycle = world.api(current.group, current.version, current.kind)
        current = None if lifecycle is None else lifecycle.replacement
    return False


def _after(later: Minor | None, earlier: Minor | None, *, when_unknown: bool = False) -> bool:
    return when_unknown if later is None or earlier is None else later > earlier


def _problem(table: str, lifecycle: ApiLifecycle, text: str) -> Problem:
    return Problem(table, str(lifecycle.api), text)
