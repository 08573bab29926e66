"""Something is used that the way to the target version removes, switches off or changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from tracker.domain.knowledge.changes import BreakingChange, ChangeSeverity, Detection
from tracker.domain.knowledge.changes import Evidence as Where
from tracker.domain.outcome import Evidence, EvidenceKind, Outcome, Severity
from tracker.domain.sentence import NOTHING, Sentence, joined, quoted, say
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.readiness.version_gated.facts import GatedFacts, within_reach
from tracker.rules.readiness.version_gated.matching import Use, could_show, uses

_SEVERITIES = {
    ChangeSeverity.BREAKING: Severity.REQUIRED,
    ChangeSeverity.BEHAVIOUR: Severity.RECOMMENDED,
    ChangeSeverity.DEPRECATION: Severity.NOTE,
}
MOST_PLACES = 20
"""Places that one finding lists; the message counts them all."""


@dataclass(frozen=True, slots=True)
class LookYourself:
    """A change whose use cannot be seen in what was read."""

    change: BreakingChange
    severity: ChangeSeverity
    """What it does by the target."""
    where: tuple[Detection, ...]
    """Where a use would show."""
    how: tuple[Sentence, ...]
    """What a person can do, a sentence each."""


def check(facts: GatedFacts) -> Iterator[Outcome]:
    """One finding a change that is in use, with the places."""
    for change in facts.concerning:
        found = dict.fromkeys(use for detection in change.detections for use in uses(detection, facts))
        if found:
            yield RULE.finding(
                change.id,
                _message(change, len(found)),
                severity=_SEVERITIES[_severity(change, facts)],
                advice=quoted(change.replacement) if change.replacement else NOTHING,
                evidence=(
                    *map(_evidence, list(found)[:MOST_PLACES]),
                    from_row(f"change/{change.id}", change.what, change),
                ),
                key=change.id,
            )


def to_look_at(facts: GatedFacts) -> tuple[LookYourself, ...]:
    """The changes that nothing which was read could have shown, with how a person can look."""
    found = []
    for change in facts.concerning:
        blind = [detection for detection in change.detections if not could_show(detection, facts)]
        if blind and len(blind) == len(change.detections):
            places = [within_reach(change, detection, facts.provider) for detection in blind]
            reachable = tuple(place for place in places if place is not None)
            if reachable:
                how = tuple(dict.fromkeys(map(_how, reachable)))
                found.append(LookYourself(change, _severity(change, facts), reachable, how))
    return tuple(found)


def _severity(change: BreakingChange, facts: GatedFacts) -> ChangeSeverity:
    target = facts.manifests.target
    return change.severity_by(target) if target is not None else change.severity


def _message(change: BreakingChange, places: int) -> Sentence:
    told = {"what": quoted(change.what), "turns": _turns(change), "count": places}
    if places == 1:
        return say("%(what)s (%(turns)s): used in 1 place", **told)
    return say("%(what)s (%(turns)s): used in %(count)s places", **told)


def _turns(change: BreakingChange) -> str:
    """``removed in 1.25, deprecated in 1.21``."""
    turns = (
        change.removed_in and say("removed in %(minor)s", minor=change.removed_in),
        change.default_off_in and say("off by default in %(minor)s", minor=change.default_off_in),
        change.changed_in and say("changed in %(minor)s", minor=change.changed_in),
        change.deprecated_in and say("deprecated in %(minor)s", minor=change.deprecated_in),
    )
    return joined(", ", [turn for turn in turns if turn])


def _evidence(use: Use) -> Evidence:
    kind = EvidenceKind.FILE if ":" in use.place else EvidenceKind.OBJECT
    if isinstance(use.text, Sentence):
        return Evidence(kind, use.place, joined(": ", [use.subject, use.text]))
    return Evidence(kind, use.place, f"{use.subject}: {use.text}")


def _how(detection: Detection) -> Sentence:
    sought = _sought(detection)
    match detection.evidence:
        case Where.MANUAL:
            return quoted(detection.look) if detection.look else say("look it up in the release notes")
        case Where.COMMAND_LINE:
            return say("command line of %(components)s: %(sought)s", components=_all(detection.kinds), sought=sought)
        case Where.SCRIPT:
            return say("scripts and pipelines: %(sought)s", sought=sought)
        case Where.NODE:
            return say("kubectl get nodes -o yaml: %(path)s %(sought)s", path=detection.path, sought=sought)
        case _ if detection.path:
            named = {"kinds": _all(detection.kinds), "path": detection.path}
            return say("%(kinds)s: %(path)s %(sought)s", **named, sought=sought)
        case _:
            return say("%(kinds)s: %(sought)s", kinds=_all(detection.kinds), sought=sought)


def _all(kinds: Sequence[str]) -> str:
    """``kubelet and kube-proxy``."""
    return reduce(lambda others, last: say("%(others)s and %(last)s", others=others, last=last), kinds)


def _sought(detection: Detection) -> Sentence:
    if detection.pattern:
        sought = {"pattern": detection.pattern}
        return (
            say("nothing matches %(pattern)s", **sought) if detection.absent else say("matches %(pattern)s", **sought)
        )
    return say("nothing is set") if detection.absent else say("is set")


RULE = Rule(
    code="CHG001",
    title="Used, and changed on the way to the target",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/releases/notes/",
    check=check,
)
