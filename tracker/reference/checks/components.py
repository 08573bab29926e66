"""Components are found by one name each, their ranges are sane, and detections of changes work."""

import re
from collections import defaultdict
from collections.abc import Iterator

from tracker.domain.knowledge.changes import BreakingChange
from tracker.domain.knowledge.components import ComponentRelease
from tracker.reference.answers.lookup import name_key
from tracker.reference.checks.problem import Problem, in_order
from tracker.reference.known import KnownWorld

_INDEX, _BREAKING = "components/index", "changes/breaking"


def check_names(world: KnownWorld) -> Iterator[Problem]:
    """No two components answer to the same name, and successors exist."""
    slugs_by_key: dict[str, set[str]] = defaultdict(set)
    for component in world.components():
        for name in (component.slug, component.name, *component.aliases):
            slugs_by_key[name_key(name)].add(component.slug)
        if component.successor is not None and world.component(component.successor) is None:
            yield Problem(
                _INDEX, component.slug, f"names {component.successor!r} as its successor, which is not listed"
            )
    for key, slugs in sorted(slugs_by_key.items()):
        if len(slugs) > 1:
            yield Problem(_INDEX, key, f"means several components: {', '.join(sorted(slugs))}")


def check_releases(world: KnownWorld) -> Iterator[Problem]:
    """Ranges begin before they end, days follow one another, and components with a matrix have one."""
    for component in world.components():
        releases = world.component_releases(component.slug)
        table = f"components/releases/{component.slug}"
        if not releases:
            yield Problem(_INDEX, component.slug, "has no release lines")
        for release in releases:
            yield from _check_release(table, release)


def _check_release(table: str, release: ComponentRelease) -> Iterator[Problem]:
    low, high = release.kubernetes_min, release.kubernetes_max
    if low is not None and high is not None and high < low:
        yield Problem(table, release.line, f"supports Kubernetes {low} to {high}: the range is empty")
    if release.range_kind is None and (low is not None or high is not None):
        yield Problem(table, release.line, "has a range of unknown kind")
    yield from in_order(table, release.line, [("released_on", release.released_on), ("latest_on", release.latest_on)])
    yield from in_order(
        table, release.line, [("released_on", release.released_on), ("end_of_life", release.end_of_life)]
    )


def check_changes(world: KnownWorld) -> Iterator[Problem]:
    """Every change can be found somehow, its patterns are valid, and it is announced before it happens."""
    latest = world.latest_minor(world.as_of)
    for change in world.all_breaking_changes():
        if not change.detections:
            yield Problem(_BREAKING, change.id, "says nowhere how a use of it shows")
        yield from _check_patterns(change)
        bites = change.bites_in
        if bites is not None and latest is not None and change.is_planned != (bites > latest.minor):
            yield Problem(_BREAKING, change.id, f"is_planned does not fit {bites}: the latest minor is {latest.minor}")


def _check_patterns(change: BreakingChange) -> Iterator[Problem]:
    for detection in change.detections:
        if detection.pattern is None:
            continue
        try:
            re.compile(detection.pattern)
        except re.error as error:
            yield Problem(_BREAKING, change.id, f"the pattern {detection.pattern!r} is not valid: {error}")
