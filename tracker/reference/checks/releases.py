"""Kubernetes releases, providers' windows and installers' releases agree with themselves and with one another."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tracker.domain.knowledge.kubernetes import KubernetesMinor, PatchRelease
from tracker.reference.checks.problem import Problem, in_order
from tracker.reference.known import KnownWorld

_MINORS, _PATCHES, _WINDOWS = "releases/kubernetes-minors", "releases/kubernetes-patches", "releases/provider-windows"


def check_minors(world: KnownWorld) -> Iterator[Problem]:
    """Minors come without a gap, in time, and live before they end."""
    oldest_first = list(reversed(world.minors()))
    for earlier, later in pairwise(oldest_first):
        if later.minor != earlier.minor.next():
            yield Problem(_MINORS, str(later.minor), f"follows {earlier.minor}: a minor is missing between them")
        yield from in_order(
            _MINORS,
            str(later.minor),
            [(f"release of {earlier.minor}", earlier.released_on), ("released_on", later.released_on)],
        )
    for minor in oldest_first:
        yield from _check_life(minor)


def _check_life(minor: KubernetesMinor) -> Iterator[Problem]:
    name = str(minor.minor)
    life = [
        ("released_on", minor.released_on),
        ("maintenance_from", minor.maintenance_from),
        ("end_of_life", minor.end_of_life),
    ]
    yield from in_order(_MINORS, name, life)
    yield from in_order(
        _MINORS, name, [("released_on", minor.released_on), ("promised_end_of_life", minor.promised_end_of_life)]
    )
    if minor.end_of_life is not None and minor.end_of_life_basis is None:
        yield Problem(_MINORS, name, "has an end of life without a basis")
    if minor.released_on is None and minor.planned_for is None:
        yield Problem(_MINORS, name, "is neither released nor planned")


def check_patches(world: KnownWorld) -> Iterator[Problem]:
    """Patch numbers of a minor come without a gap and in time, and begin with the minor's first release."""
    for minor in world.minors():
        patches = [patch for patch in reversed(world.patches(minor.minor)) if patch.public]
        yield from _check_first(minor, patches)
        yield from _check_sequence(minor, patches)


def _check_first(minor: KubernetesMinor, patches: list[PatchRelease]) -> Iterator[Problem]:
    name = str(minor.minor)
    if minor.released_on is None:
        if patches:
            yield Problem(_MINORS, name, f"is not released, but {patches[0].version} is")
        return
    if not patches:
        yield Problem(_MINORS, name, "is released, but no release of it is listed")
    elif (patches[0].version, patches[0].released_on) != (minor.first_release, minor.released_on):
        yield Problem(
            _MINORS,
            name,
            f"began with {minor.first_release} on {minor.released_on}, but the first release listed is "
            f"{patches[0].version} of {patches[0].released_on}",
        )


def _check_sequence(minor: KubernetesMinor, patches: list[PatchRelease]) -> Iterator[Problem]:
    skipped = {version.patch for version in minor.skipped_patches}
    for earlier, later in pairwise(patches):
        name = str(later.version)
        yield from in_order(
            _PATCHES, name, [(f"release of {earlier.version}", earlier.released_on), ("released_on", later.released_on)]
        )
        between = set(range((earlier.version.patch or 0) + 1, later.version.patch or 0)) - skipped
        if len(between) > later.unlisted_before:
            yield Problem(_PATCHES, name, f"patch {min(between)} is missing before it and not listed as skipped")
    if patches and minor.final_patch is not None and patches[-1].version != minor.final_patch:
        yield Problem(
            _MINORS, str(minor.minor), f"final patch {minor.final_patch}, but {patches[-1].version} is listed"
        )


def check_providers(world: KnownWorld) -> Iterator[Problem]:
    """Windows are of a known provider and minor, and their phases end one after another."""
    slugs = {provider.slug for provider in world.providers()}
    minors = {minor.minor for minor in world.minors()}
    for slug in sorted(slugs):
        for window in world.supports(slug):
            name = f"{slug} {window.version}"
            phases = [
                ("released_on", window.released_on),
                ("active_until", window.active_until),
                ("standard_until", window.standard_until),
                ("extended_until", window.extended_until),
            ]
            yield from in_order(_WINDOWS, name, phases)
            if window.minor is not None and window.minor not in minors:
                yield Problem(_WINDOWS, name, f"is about Kubernetes {window.minor}, which is not listed")
    known = {str(row.get("provider")) for row in world.tables.rows(_WINDOWS)}
    for slug in sorted(known - slugs):
        yield Problem(_WINDOWS, slug, "is no listed provider")


def check_installers(world: KnownWorld) -> Iterator[Problem]:
    """Every Kubernetes version that an installer ships exists."""
    for installer in world.installers():
        for release in world.installer_releases(installer):
            if release.kubernetes is not None and world.patch(release.kubernetes.upstream) is None:
                yield Problem(
                    f"releases/{installer}", str(release.version), f"ships Kubernetes {release.kubernetes}, not listed"
                )


def check_evidence(world: KnownWorld) -> Iterator[Problem]:
    """Nothing was read before it happened."""
    for minor in world.minors():
        for patch in world.patches(minor.minor):
            yield from _check_read(_PATCHES, str(patch.version), patch.released_on, patch.retrieved_on)
    for slug in (component.slug for component in world.components()):
        for release in world.component_releases(slug):
            table = f"components/releases/{slug}"
            yield from _check_read(table, release.line, release.released_on, release.retrieved_on)


def _check_read(table: str, row: str, happened_on: date | None, retrieved_on: date) -> Iterator[Problem]:
    if happened_on is not None and retrieved_on < happened_on:
        yield Problem(table, row, f"was read on {retrieved_on}, before its day {happened_on}")
