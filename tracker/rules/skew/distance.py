"""The distance between two parts, held against the limit of the policy that is in force."""

from collections.abc import Iterator, Sequence
from enum import Flag, auto

from tracker.domain.knowledge.policies import SkewLimit
from tracker.domain.outcome import Evidence, Outcome
from tracker.domain.sentence import Sentence, say
from tracker.domain.version import Minor, Version
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import ClusterFacts
from tracker.rules.skew.parts import Part, oldest_and_newest
from tracker.rules.world import World


class Side(Flag):
    """On which side of the reference a rule looks."""

    BEHIND = auto()
    AHEAD = auto()
    BOTH = BEHIND | AHEAD


def judge_distance(
    rule: Rule[ClusterFacts],
    part: Part,
    references: Sequence[Part],
    world: World,
    side: Side = Side.BOTH,
    *,
    beside: str = "",
) -> Iterator[Outcome]:
    """What a rule has to say about one part beside the parts that it talks to.

    With several references (API servers of a highly available control plane) the newest one bounds how far the part
    may trail, and the oldest one how far it may lead.

    Args:
        rule: Whose outcomes these are.
        part: The part that is judged.
        references: What it is held against, all of one kind.
        world: Knows the policy.
        side: Where to look.
        beside: Names the reference in the outcome's key where a part has several of them.
    """
    version = part.version
    if version is None:
        yield rule.undecided(part.label, part.doubt, key=beside)
        return
    ends = oldest_and_newest(references)
    if ends is None:
        doubts = (reference.doubt for reference in references if reference.version is None)
        yield rule.undecided(part.label, next(doubts, _NO_SERVER), key=beside)
        return
    oldest, newest = ends
    # Behind and ahead exclude each other, except beside API servers that are themselves apart.
    if Side.BEHIND in side and version.minor < newest.minor:
        yield from _judge(rule, part, version, references[0].kind, newest, world, beside)
    if Side.AHEAD in side and version.minor > oldest.minor:
        yield from _judge(rule, part, version, references[0].kind, oldest, world, beside)


def _judge(
    rule: Rule[ClusterFacts], part: Part, version: Version, kind: str, other: Version, world: World, beside: str
) -> Iterator[Outcome]:
    limit = world.skew_limit(part.kind, version.minor, kind, other.minor)
    if limit is None:
        if not world.has_skew_policy(part.kind, kind, other.minor):
            missing = say(
                "no skew policy is known for %(part)s %(version)s beside %(reference)s %(other)s",
                part=part.kind,
                version=version,
                reference=kind,
                other=other,
            )
            yield rule.undecided(part.label, missing, key=beside)
    elif version.minor.major != other.minor.major or not limit.allows(version.minor, other.minor):
        is_behind = version.minor < other.minor
        yield rule.finding(
            part.label,
            _describe(part.kind, version, kind, other, limit),
            advice=_advice(part, other.minor, limit, is_behind=is_behind),
            evidence=(limit_evidence(limit),),
            key=" ".join(filter(None, (beside, "behind" if is_behind else "ahead"))),
        )


def _describe(kind: str, version: Version, reference: str, beside: Version, limit: SkewLimit) -> Sentence:
    """The distance and the limit, as a sentence without a full stop."""
    sides = {"part": kind, "version": version, "reference": reference, "beside": beside}
    if version.minor.major != beside.minor.major:
        return say("%(part)s %(version)s and %(reference)s %(beside)s differ in the major version", **sides)
    behind = version.minor.behind(beside.minor)
    allowed = limit.max_behind if behind > 0 else limit.max_ahead
    permitted = say("at most %(minors)s", minors=minors(allowed)) if allowed else say("none")
    found = sides | {"distance": minors(abs(behind)), "permitted": permitted}
    if behind > 0:
        return say(
            "%(part)s %(version)s is %(distance)s behind %(reference)s %(beside)s; the policy allows %(permitted)s",
            **found,
        )
    return say(
        "%(part)s %(version)s is %(distance)s ahead of %(reference)s %(beside)s; the policy allows %(permitted)s",
        **found,
    )


def minors(count: int) -> Sentence:
    """``1 minor``, ``3 minors``."""
    return say("1 minor") if count == 1 else say("%(count)s minors", count=count)


_NO_SERVER = say("the version of the API server is not recorded")


def limit_evidence(limit: SkewLimit) -> Evidence:
    """The policy's row."""
    allowed = say(
        "%(part)s: up to %(behind)s behind and %(ahead)s ahead of %(reference)s",
        part=limit.subject,
        behind=minors(limit.max_behind),
        ahead=limit.max_ahead,
        reference=limit.reference,
    )
    return from_row(f"skew/{limit.id}", allowed, limit)


def _advice(part: Part, beside: Minor, limit: SkewLimit, *, is_behind: bool) -> Sentence:
    if is_behind:
        lowest = Minor(beside.major, max(0, beside.number - limit.max_behind))
        return say(
            "Upgrade %(part)s to %(lowest)s or later; prefer %(best)s.", part=part.label, lowest=lowest, best=beside
        )
    highest = Minor(beside.major, beside.number + limit.max_ahead)
    return say(
        "Upgrade %(reference)s first, or bring %(part)s back to %(highest)s.",
        reference=limit.reference,
        part=part.label,
        highest=highest,
    )
