"""Where the components of a cluster have to move for a hop: before it, after it, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.event import Action, Change
from tracker.domain.knowledge.components import Component, ComponentRelease
from tracker.domain.knowledge.reference import Reference
from tracker.domain.knowledge.said import range_said
from tracker.domain.outcome import Evidence, EvidenceKind
from tracker.domain.sentence import say
from tracker.domain.upgrade.inventory import Part
from tracker.domain.upgrade.plan import Blocker, Step, StepKind, Unknown
from tracker.domain.version import Minor, Version, parse_version


@dataclass(slots=True)
class AddOnMoves:
    """What one hop asks of the components, and how they stand after it."""

    before: list[Step] = field(default_factory=list)
    after: list[Step] = field(default_factory=list)
    blockers: list[Blocker] = field(default_factory=list)
    unknowns: list[Unknown] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def move_add_ons(
    parts: tuple[Part, ...], current: Minor, target: Minor, reference: Reference, today: date
) -> AddOnMoves:
    """Place every component of a cluster that goes from one Kubernetes minor to the next."""
    moves = AddOnMoves()
    for part in parts:
        outcome = _move(part, current, target, reference, today)
        match outcome:
            case Step(kind=StepKind.ADD_ON_BEFORE):
                moves.before.append(outcome)
            case Step():
                moves.after.append(outcome)
            case Blocker():
                moves.blockers.append(outcome)
            case Unknown():
                moves.unknowns.append(outcome)
        moves.parts.append(_moved(part, outcome))
    return moves


def _move(
    part: Part, current: Minor, target: Minor, reference: Reference, today: date
) -> Step | Blocker | Unknown | None:
    name = part.subject.name
    component = reference.component(name)
    if component is None or not (component.has_matrix or component.minimum_by_kubernetes):
        # Nothing is documented that could be judged; the plan names components that nobody knows.
        return None
    if part.version is None:
        return Unknown(
            name,
            say("the version of %(component)s is not recorded", component=name),
            say("record it: tracker add --component %(component)s@VERSION", component=name),
        )
    minimum = component.minimum_by_kubernetes.get(target)
    if minimum is not None:
        return _step_to_minimum(part, part.version, minimum, target, component)
    release = reference.component_release(component.slug, part.version)
    supported = release.supports(target) if release and release.has_range else None
    if release is None or not release.has_range:
        text = say(
            "no Kubernetes range is documented for %(component)s %(version)s", component=name, version=part.recorded
        )
        return Unknown(name, text, say("check its own notes"))
    if supported:
        return None
    if supported is None:
        text = say(
            "%(component)s %(line)s is documented for %(range)s, without an upper end",
            component=name,
            line=release.line,
            range=_range(release),
        )
        return Unknown(name, text, say("test it on the target before the hop"))
    return _step_to(part, part.version, release, current, target, reference, today)


def _step_to_minimum(
    part: Part, version: Version, minimum: Version, target: Minor, component: Component
) -> Step | None:
    """The step for a project that publishes the lowest version for each Kubernetes minor."""
    if version >= minimum:
        return None
    text = say("at least %(minimum)s for Kubernetes %(target)s", minimum=minimum, target=target)
    evidence = Evidence(EvidenceKind.REFERENCE, f"component/{component.slug}", text, component.retrieved_on)
    reason = say("%(component)s asks for %(text)s", component=component.name, text=text)
    return _step(StepKind.ADD_ON_BEFORE, part, minimum, reason, (evidence,))


def _step_to(
    part: Part,
    version: Version,
    release: ComponentRelease,
    current: Minor,
    target: Minor,
    reference: Reference,
    today: date,
) -> Step | Blocker:
    name = part.subject.name
    evidence = (_evidence(release),)
    candidates = list(_candidates(release.component, version, target, reference, today))
    if not candidates:
        return Blocker(
            name,
            say(
                "%(component)s %(version)s is documented for %(range)s, and no released line supports %(target)s",
                component=name,
                version=part.recorded,
                range=_range(release),
                target=target,
            ),
            say("wait for a release that does, or replace it before the hop"),
            evidence,
            waits_on_upstream=True,
        )
    for candidate, newest in candidates:
        if candidate.supports(current):
            reason = say(
                "%(line)s is for %(range)s; %(candidate)s runs on both %(current)s and %(target)s",
                line=release.line,
                range=_range(release),
                candidate=candidate.line,
                current=current,
                target=target,
            )
            return _step(StepKind.ADD_ON_BEFORE, part, newest, reason, (*evidence, _evidence(candidate)))
    candidate, newest = candidates[0]
    reason = say(
        "%(line)s is for %(range)s, %(candidate)s for %(reach)s: no line supports both %(current)s and %(target)s, so move "
        "it right after the API servers",
        line=release.line,
        range=_range(release),
        candidate=candidate.line,
        reach=_range(candidate),
        current=current,
        target=target,
    )
    return _step(StepKind.ADD_ON_AFTER, part, newest, reason, (*evidence, _evidence(candidate)))


def _candidates(
    slug: str, version: Version, target: Minor, reference: Reference, today: date
) -> Iterator[tuple[ComponentRelease, Version]]:
    """Newer lines that were out on the day and are documented for the target, each with its latest release.

    The nearest comes first, but those whose own support has ended come last.
    """
    nearest_first = reversed(reference.component_releases(slug))
    for candidate in sorted(nearest_first, key=lambda line: line.end_of_life is not None and line.end_of_life < today):
        newest = candidate.latest or candidate.first
        is_out = candidate.released_on is not None and candidate.released_on <= today
        if is_out and isinstance(newest, Version) and newest > version and candidate.supports(target):
            yield candidate, newest


def _step(kind: StepKind, part: Part, newest: Version, reason: str, evidence: tuple[Evidence, ...]) -> Step:
    change = Change(part.subject, Action.UPGRADED, part.recorded, str(newest))
    return Step(kind, part.subject.name, part.recorded, str(newest), reason, evidence=evidence, changes=(change,))


def _moved(part: Part, outcome: Step | Blocker | Unknown | None) -> Part:
    if not isinstance(outcome, Step) or not outcome.changes:
        return part
    version = parse_version(outcome.target)
    return part.at(version) if isinstance(version, Version) else part


def _evidence(release: ComponentRelease) -> Evidence:
    return Evidence(
        EvidenceKind.REFERENCE,
        f"component/{release.component}/{release.line}",
        say("%(kind)s %(range)s", kind=range_said(release.range_kind or ""), range=_range(release)),
        release.retrieved_on,
    )


def _range(release: ComponentRelease) -> str:
    low = release.kubernetes_min
    high = release.kubernetes_max
    if low and high:
        is_one = low == high
        return f"Kubernetes {low}" if is_one else say("Kubernetes %(low)s to %(high)s", low=low, high=high)
    return say("Kubernetes %(low)s or newer", low=low) if low else say("Kubernetes up to %(high)s", high=high)
