"""The release line of a component, etcd, a runtime or an installer, as far as the reference data knows it."""

from tracker.domain.knowledge.components import Component, ComponentRelease
from tracker.domain.outcome import Evidence
from tracker.domain.version import Version
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts
from tracker.rules.releases import is_kubernetes


def product(facts: SubjectFacts) -> Component | None:
    """The known product that a fact is about; None for Kubernetes itself and for what is not known."""
    return None if is_kubernetes(facts.subject) else facts.world.reference.component(facts.subject.name)


def line(facts: SubjectFacts, component: Component) -> ComponentRelease | None:
    """The release line of the recorded version."""
    version = facts.version
    return facts.world.reference.component_release(component.slug, version) if version else None


def newest_supported(facts: SubjectFacts, component: Component) -> ComponentRelease | None:
    """The newest line that is out and has not ended."""
    lines = [
        release
        for release in facts.world.component_releases(component.slug)
        if isinstance(release.latest, Version) and not release.latest.prerelease
        if release.has_ended is not True and not facts.world.has_passed(release.end_of_life)
    ]
    return max(lines, key=_number, default=None)


def line_evidence(release: ComponentRelease, text: str) -> Evidence:
    """A release line's row."""
    return from_row(f"{release.component}/{release.line}", text, release)


def _number(release: ComponentRelease) -> Version:
    assert isinstance(release.latest, Version)  # noqa: S101 - the caller has looked
    return release.latest
