"""The installer's release that a cluster runs."""

from tracker.domain import platforms
from tracker.domain.event import SubjectType
from tracker.domain.knowledge.components import Component
from tracker.domain.knowledge.installers import InstallerRelease
from tracker.domain.version import Version
from tracker.rules.facts import ClusterFacts, SubjectFacts, parsed


def installed(facts: ClusterFacts) -> InstallerRelease | None:
    """The release of the recorded installer, where the reference data knows what it ships.

    None while it was not out: such a record is wrong (JRN001), and nothing else follows from it.
    """
    for name in platforms.INSTALLERS:
        version = facts.version(name)
        if isinstance(version, Version):
            release = facts.world.reference.installer_release(name, version)
            if release is not None and facts.world.has_come(release.released_on):
                return release
    return None


def shipped_with(facts: SubjectFacts, component: Component) -> InstallerRelease | None:
    """The release of the recorded installer that brings a component along; None where nothing says that it does."""
    reference = facts.world.reference
    name, _, told = facts.installer.partition(" ")
    version = parsed(told) if told else None
    release = reference.installer_release(name, version) if isinstance(version, Version) else None
    if release is None or not facts.world.has_come(release.released_on):
        return None
    shipped = (reference.component(image) for image in release.images)
    return release if any(each is not None and each.slug == component.slug for each in shipped) else None


def moves_as_a_whole(facts: ClusterFacts) -> bool:
    """Whether control plane and nodes take a new Kubernetes in one operation, so that one version stands for both."""
    recorded = {subject.name for subject, _ in facts.of_type(SubjectType.PLATFORM)}
    return bool(platforms.WHOLE_CLUSTERS & (recorded | {facts.provider}))
