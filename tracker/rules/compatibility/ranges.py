"""What a component's release says about Kubernetes minors, and which release to move to."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.knowledge.components import Component, ComponentRelease
from tracker.domain.knowledge.installers import InstallerRelease
from tracker.domain.knowledge.said import range_said
from tracker.domain.outcome import Disposition, Evidence, Severity
from tracker.domain.sentence import Sentence, say
from tracker.domain.version import Minor, Version
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts, parsed
from tracker.rules.installers import shipped_with
from tracker.rules.support.lines import line, product

_WEAK = ("tested", "expected", "recommended", "client-go version", "tested (third-party list, .0 release only)")
"""Ranges outside of which a release may well work: the project only says what it tried or expects."""

_NO_RANGE = ("installed by kubeadm",)
"""Says which release comes with a Kubernetes, not which ones work with it (see CMP005)."""


def has_limits(component: Component) -> bool:
    """Whether a rule of this family can have anything to say about a product."""
    return component.has_matrix or not has_lines_alone(component)


def has_lines_alone(component: Component) -> bool:
    """Whether only the matrix of its release lines speaks of a product; of two, what Kubernetes was released with does."""
    return component.slug not in ("etcd", "coredns")


def is_judged_by_line(component: Component, release: ComponentRelease) -> bool:
    """Whether all releases of a line are judged alike: its range alone counts, and the line reads as a version."""
    is_alike = not component.minimum_by_kubernetes and not release.minimum_patch_by_kubernetes
    return is_alike and isinstance(parsed(release.line), Version)


def ranged(facts: SubjectFacts) -> tuple[Component, ComponentRelease] | None:
    """The component and its line, where the project documents which Kubernetes versions the line is for."""
    component = product(facts)
    release = line(facts, component) if component else None
    if component is None or release is None or not release.has_range or release.range_kind in _NO_RANGE:
        return None
    return component, release


def supports(component: Component, release: ComponentRelease, version: Version | None, minor: Minor) -> bool | None:
    """Whether a release is for a minor: by its range, and by the lowest version that the project asks for there."""
    lowest = release.minimum_patch_by_kubernetes.get(minor) or component.minimum_by_kubernetes.get(minor)
    if lowest is not None and version is not None and version.upstream < lowest:
        return False
    return release.supports(minor)


def severity_of(release: ComponentRelease) -> Severity:
    """A recommendation for a stated limit, a note where the project only says what it tested."""
    return Severity.NOTE if release.range_kind in _WEAK else Severity.RECOMMENDED


def describe_range(release: ComponentRelease) -> Sentence:
    """``supported on: 1.22 to 1.28``, ``minimum: 1.20 or newer``."""
    low, high, kind = release.kubernetes_min, release.kubernetes_max, release.range_kind or ""
    if low is None or high is None:
        kind = range_said(kind.removesuffix(" (flux check)"))
        if low:
            return say("%(kind)s: %(low)s or newer", kind=kind, low=low)
        return say("%(kind)s: up to %(high)s", kind=kind, high=high)
    if low == high:
        return say("%(kind)s: %(low)s", kind=range_said(kind), low=low)
    return say("%(kind)s: %(low)s to %(high)s", kind=range_said(kind), low=low, high=high)


def candidates(facts: SubjectFacts, component: Component, minor: Minor) -> Iterator[ComponentRelease]:
    """The lines that are out and for a minor, newest first; those whose own support has ended after the others."""
    ended = []
    for release in facts.world.component_releases(component.slug):
        if not isinstance(release.latest, Version) or not supports(component, release, release.latest, minor):
            continue
        if _has_ended(facts, release):
            ended.append(release)
        else:
            yield release
    yield from ended


def _has_ended(facts: SubjectFacts, release: ComponentRelease) -> bool:
    return release.has_ended is True or facts.world.has_passed(release.end_of_life)


@dataclass(frozen=True, slots=True)
class Move:
    """What can be done about a component that does not fit."""

    advice: Sentence
    disposition: Disposition = Disposition.ACTIONABLE
    evidence: tuple[Evidence, ...] = ()
    """What says so, beside the component's own matrix."""


def what_to_do(facts: SubjectFacts, component: Component, minor: Minor, *, running: Minor) -> Move:
    """Which release to move to for a minor, and in what order with the control plane."""
    brought = shipped_with(facts, component)
    if brought is not None:
        return _comes_along(brought, component)
    suitable = list(candidates(facts, component, minor))
    if not suitable:
        nothing = say("No release for %(minor)s is known yet: wait for one, or ask the project.", minor=minor)
        return Move(nothing, Disposition.WAITING)
    if minor == running:
        return Move(say("Move to %(release)s.", release=_name(facts, suitable[0])))
    bridges = [release for release in suitable if supports(component, release, _latest(release), running) is not False]
    if bridges:
        before = say(
            "Move to %(release)s before the control plane goes to %(minor)s.",
            release=_name(facts, bridges[0]),
            minor=minor,
        )
        return Move(before)
    after = say(
        "No release is for both %(running)s and %(minor)s: move to %(release)s right after it.",
        running=running,
        minor=minor,
        release=_name(facts, suitable[-1]),
    )
    return Move(after)


def _comes_along(brought: InstallerRelease, component: Component) -> Move:
    advice = say(
        "It comes with %(installer)s and moves with the installer's release.",
        installer=f"{brought.installer} {brought.version}",
    )
    row = from_row(f"{brought.installer}/{brought.version}", say("ships %(name)s", name=component.name), brought)
    return Move(advice, Disposition.PINNED, (row,))


def _latest(release: ComponentRelease) -> Version | None:
    return release.latest if isinstance(release.latest, Version) else None


def _name(facts: SubjectFacts, release: ComponentRelease) -> Sentence:
    known = {"line": release.line, "latest": release.latest}
    if _has_ended(facts, release):
        return say("%(line)s (newest release %(latest)s; its own support has ended)", **known)
    return say("%(line)s (newest release %(latest)s)", **known)
