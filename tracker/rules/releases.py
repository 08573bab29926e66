"""When a version of something came out, and what was out at a time: the same questions for every product."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain import platforms
from tracker.domain.event import Subject, SubjectType
from tracker.domain.knowledge.components import ComponentRelease
from tracker.domain.knowledge.installers import InstallerRelease
from tracker.domain.knowledge.reference import Reference
from tracker.domain.knowledge.sourced import Sourced
from tracker.domain.version import Version
from tracker.rules.world import World

_KUBERNETES_PARTS = frozenset((platforms.KUBERNETES, *platforms.CONTROL_PLANE, *platforms.NODE, "kubectl"))
_VERSIONED_AS_KUBERNETES = _KUBERNETES_PARTS | platforms.KUBERNETES_ITSELF

_ZONES_APART = timedelta(days=1)
"""A release day is the day in the releaser's zone; the recorder's calendar may be a day behind it."""


@dataclass(frozen=True, slots=True)
class Release:
    """A version with the day on which it came out, and the row that says so."""

    version: Version
    released_on: date
    key: str
    row: Sourced


def is_kubernetes(subject: Subject) -> bool:
    """Whether the version of a subject is a version of Kubernetes."""
    if subject.type is SubjectType.NODE_POOL:
        return True
    return subject.type is SubjectType.PLATFORM and subject.name in _VERSIONED_AS_KUBERNETES


def is_part(subject: Subject) -> bool:
    """Whether a subject is a part of Kubernetes that runs, or a node pool: what a version skew is about."""
    return is_kubernetes(subject) and subject.name not in platforms.KUBERNETES_ITSELF


def is_operating_system(subject: Subject) -> bool:
    """Whether a subject is what nodes boot."""
    return subject.type is SubjectType.PLATFORM and subject.name in platforms.OPERATING_SYSTEMS


def releases_of(subject: Subject, version: Version, reference: Reference) -> Iterator[Release]:
    """The dated releases of a product: of Kubernetes those of the version's minor, otherwise all."""
    if is_kubernetes(subject):
        for patch in reference.patches(version.minor):
            if patch.public:
                yield Release(patch.version, patch.released_on, f"kubernetes/{patch.version}", patch)
    elif subject.name in reference.installers():
        for known in reference.installer_releases(subject.name):
            release = _installer_release(known)
            if release is not None:
                yield release
    else:
        yield from _component_releases(subject, reference)


def find_release(subject: Subject, version: Version, reference: Reference) -> Release | None:
    """Exactly this release; of a component only the first one of a line has a day."""
    if is_kubernetes(subject):
        patch = reference.patch(version)
        return Release(patch.version, patch.released_on, f"kubernetes/{patch.version}", patch) if patch else None
    if subject.name in reference.installers():
        release = reference.installer_release(subject.name, version)
        return _installer_release(release) if release else None
    component = reference.component(subject.name)
    line = reference.component_release(component.slug, version) if component else None
    first = _first_release(line) if line else None
    return first if first is not None and first.version.same_upstream(version) else None


def was_out(release: Release, world: World) -> bool:
    """Whether a release was out on the judged day anywhere on earth."""
    return world.has_come(release.released_on - _ZONES_APART)


def _installer_release(known: InstallerRelease) -> Release | None:
    if known.released_on is None:
        return None
    return Release(known.version, known.released_on, f"{known.installer}/{known.version}", known)


def _component_releases(subject: Subject, reference: Reference) -> Iterator[Release]:
    component = reference.component(subject.name)
    if component is None:
        return
    for line in reference.component_releases(component.slug):
        first = _first_release(line)
        if first is not None:
            yield first


def _first_release(line: ComponentRelease) -> Release | None:
    # An upper bound or an approximate day proves nothing about a record that is earlier.
    is_exact = not line.date_basis.startswith(("upper bound", "approximate"))
    if not isinstance(line.first, Version) or line.released_on is None or not is_exact:
        return None
    return Release(line.first, line.released_on, f"{line.component}/{line.line}", line)
