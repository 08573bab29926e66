"""The release line of a component, etcd, a runtime, an operating system or an installer, as far as the reference data knows it."""

from datetime import date

from tracker.domain.knowledge.components import OPERATING_SYSTEM, Component, ComponentRelease
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
        if release.has_ended is not True and not facts.world.has_passed(release.end_of_life)
    ]
    if component.category == OPERATING_SYSTEM:
        return _newest_system(lines)
    numbered = [each for each in lines if isinstance(each.latest, Version) and not each.latest.prerelease]
    return max(numbered, key=_number, default=None)


def _newest_system(lines: list[ComponentRelease]) -> ComponentRelease | None:
    """The line that came out last; where some are supported for long, one of those."""
    dated = [each for each in lines if each.released_on is not None]
    return max([each for each in dated if each.long_term] or dated, key=_released_on, default=None)


def _released_on(release: ComponentRelease) -> date:
    assert release.released_on is not None  # noqa: S101 - the caller has looked
    return release.released_on


def line_evidence(release: ComponentRelease, text: str) -> Evidence:
    """A release line's row."""
    return from_row(f"{release.component}/{release.line}", text, release)


def _number(release: ComponentRelease) -> Version:
    assert isinstance(release.latest, Version)  # noqa: S101 - the caller has looked
    return release.latest
