"""Whether and where one detection of a version-gated change shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.knowledge.changes import Detection
from tracker.domain.knowledge.changes import Evidence as Where
from tracker.domain.sentence import say
from tracker.rules.readiness.field_paths import as_text, values_at
from tracker.rules.readiness.version_gated.arguments import Argument
from tracker.rules.readiness.version_gated.facts import Candidate, GatedFacts


@dataclass(frozen=True, slots=True)
class Use:
    """One place that uses the changed thing."""

    subject: str
    place: str
    text: str


def could_show(detection: Detection, facts: GatedFacts) -> bool:
    """Whether what was read holds the sort of thing that the detection looks at."""
    match detection.evidence:
        case Where.OBJECT:
            return bool(facts.manifests.objects)
        case Where.NODE:
            return bool(facts.nodes)
        case Where.COMMAND_LINE:
            return any(
                argument.component in detection.kinds and (argument.is_whole or not detection.absent)
                for argument in facts.arguments
            )
        case Where.CONFIGURATION | Where.KUBECONFIG:
            return any(_candidates(detection, facts))
        case _:
            return False


def uses(detection: Detection, facts: GatedFacts) -> Iterator[Use]:
    """Every place where the detection shows, in the order of what was read."""
    if detection.evidence is Where.COMMAND_LINE:
        yield from _in_arguments(detection, facts)
        return
    for candidate in _candidates(detection, facts):
        shown = [text for text in map(as_text, _values(detection, candidate)) if detection.matches(text)]
        if detection.absent and not shown:
            yield Use(candidate.subject, candidate.place, say("%(path)s is not set", path=detection.path))
        elif shown and not detection.absent:
            yield Use(candidate.subject, candidate.place, _short(f"{detection.path}: {shown[0]}"))


def _in_arguments(detection: Detection, facts: GatedFacts) -> Iterator[Use]:
    if detection.absent:
        for component in detection.kinds:
            lines = [argument for argument in facts.arguments if argument.component == component and argument.is_whole]
            if lines and not any(detection.matches(argument.text) for argument in lines):
                yield Use(
                    lines[0].subject, lines[0].place, say("%(component)s is started without it", component=component)
                )
        return
    for argument in facts.arguments:
        if _is_of(argument, detection) and detection.matches(argument.text):
            yield Use(argument.subject, argument.place, _short(argument.text))


def _is_of(argument: Argument, detection: Detection) -> bool:
    """A recorded setting without a scope may belong to any component."""
    return argument.component in detection.kinds or not argument.component


def _candidates(detection: Detection, facts: GatedFacts) -> Iterator[Candidate]:
    for kind in detection.kinds:
        if detection.evidence is Where.NODE:
            yield from facts.nodes
        elif kind == "Pod":
            yield from facts.pods
        else:
            yield from facts.objects(kind)


def _values(detection: Detection, candidate: Candidate) -> Iterator[object]:
    return values_at(candidate.body, detection.path) if detection.path else iter((candidate.body,))


def _short(text: str, most: int = 120) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
