"""The steps that move nodes: pools that must catch up before a hop, pools that may lag, kube-proxy and kubectl."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.event import Action, Change
from tracker.domain.knowledge.policies import SkewLimit
from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Evidence, EvidenceKind
from tracker.domain.sentence import say
from tracker.domain.upgrade.inventory import Part
from tracker.domain.upgrade.plan import Necessity, Step, StepKind, Unknown
from tracker.domain.version import Minor, Version

_FURTHEST = 8
"""How many minors ahead a lagging subject is looked at: more than any edition of the policy ever allowed."""


@dataclass(slots=True)
class NodeMoves:
    """What one hop asks of the nodes, and how they stand after the steps that it requires."""

    before: list[Step] = field(default_factory=list)
    after: list[Step] = field(default_factory=list)
    unknowns: list[Unknown] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NodeHop:
    """The hop as the nodes see it."""

    serving: Version
    """What the API servers run before the hop."""
    target: Minor
    version: Version
    """What a node moves to once the API servers have moved."""
    is_last: bool
    today: date


def move_nodes(parts: Iterable[Part], subject: str, kind: StepKind, hop: NodeHop, reference: Reference) -> NodeMoves:
    """Place the parts of one sort (kubelets of pools, or kube-proxies) around the API servers' move.

    A part that the policy lets lag stays, so that a plan of several hops replaces as few nodes as it can; with the last
    hop everything is offered to follow.
    """
    moves = NodeMoves()
    for recorded in parts:
        part, version = recorded, recorded.version
        if version is None:
            moves.unknowns.append(_unknown(part, subject))
            moves.parts.append(part)
            continue
        limit = _limit(version.minor, subject, hop.target, hop.today, reference)
        if limit is None:
            moves.unknowns.append(
                Unknown(
                    str(part.subject),
                    say("no skew limit is known for %(kind)s beside %(target)s", kind=subject, target=hop.target),
                )
            )
        elif not limit.allows(version.minor, hop.target):
            moves.before.append(_catch_up(part, version, hop, limit))
            part, version = part.at(hop.serving), hop.serving
        step = _follow(part, version, subject, kind, hop, reference)
        moves.after.append(step)
        moves.parts.append(part.at(hop.version) if step.necessity is Necessity.REQUIRED else part)
    return moves


def kubectl_step(kubectl: Part | None, hop: NodeHop, reference: Reference) -> Step | None:
    """Move kubectl with the last hop, or when it would fall out of the policy."""
    if kubectl is None or kubectl.version is None or kubectl.version.minor >= hop.target:
        return None
    limit = _limit(kubectl.version.minor, "kubectl", hop.target, hop.today, reference)
    may_stay = limit is not None and limit.allows(kubectl.version.minor, hop.target)
    if may_stay and not hop.is_last:
        return None
    necessity = Necessity.MAY_WAIT if may_stay else Necessity.REQUIRED
    reason = say("clients stay within one minor of the API servers")
    return _step(StepKind.KUBECTL, kubectl, hop.version, reason, necessity, limit)


def _catch_up(part: Part, version: Version, hop: NodeHop, limit: SkewLimit) -> Step:
    reason = say(
        "beside %(target)s it would be %(behind)s minors behind, the policy allows %(most)s: move it to what the API "
        "servers run now",
        target=hop.target,
        behind=version.behind(hop.target),
        most=limit.max_behind,
    )
    return _step(StepKind.CATCH_UP, part, hop.serving, reason, Necessity.REQUIRED, limit)


def _follow(part: Part, version: Version, subject: str, kind: StepKind, hop: NodeHop, reference: Reference) -> Step:
    last = _last_minor_beside(version.minor, subject, hop, reference)
    may_wait = last is not None and (last > hop.target or hop.is_last)
    reason = (
        say("within the policy up to API servers of %(last)s: replacing nodes later saves a rotation", last=last)
        if may_wait and last is not None
        else say(
            "the hop after %(target)s would leave it too far behind; drain each node before its kubelet moves",
            target=hop.target,
        )
    )
    limit = _limit(version.minor, subject, hop.target, hop.today, reference)
    necessity = Necessity.MAY_WAIT if may_wait else Necessity.REQUIRED
    return _step(kind, part, hop.version, reason, necessity, limit, last if may_wait else None)


def _last_minor_beside(minor: Minor, subject: str, hop: NodeHop, reference: Reference) -> Minor | None:
    """The highest control-plane minor beside which the subject may stay as it is; None when not even the target's."""
    found = None
    for ahead in range(_FURTHEST):
        candidate = Minor(hop.target.major, hop.target.number + ahead)
        limit = _limit(minor, subject, candidate, hop.today, reference)
        if limit is None or not limit.allows(minor, candidate):
            break
        found = candidate
    return found


def _limit(subject_minor: Minor, subject: str, target: Minor, today: date, reference: Reference) -> SkewLimit | None:
    return reference.skew_limit(subject, subject_minor, "kube-apiserver", target, today)


def _step(
    kind: StepKind,
    part: Part,
    version: Version,
    reason: str,
    necessity: Necessity,
    limit: SkewLimit | None,
    may_wait_until: Minor | None = None,
) -> Step:
    change = Change(part.subject, Action.UPGRADED, part.recorded or None, str(version))
    evidence = (
        (
            Evidence(
                EvidenceKind.REFERENCE,
                f"skew/{limit.id}",
                say("at most %(most)s behind", most=limit.max_behind),
                limit.retrieved_on,
            ),
        )
        if limit
        else ()
    )
    return Step(
        kind, str(part.subject), part.recorded, str(version), reason, necessity, may_wait_until, evidence, (change,)
    )


def _unknown(part: Part, subject: str) -> Unknown:
    named = {"kind": subject, "part": part.subject}
    return Unknown(
        str(part.subject),
        say("the %(kind)s version of %(part)s is %(value)s, which has no order", **named, value=repr(part.recorded))
        if part.recorded
        else say("the %(kind)s version of %(part)s is not recorded", **named),
        say("record it: tracker add --pool %(part)s=VERSION", part=part.subject.name),
    )
