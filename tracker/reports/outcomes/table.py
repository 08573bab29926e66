"""Outcomes for people at a terminal: by cluster, the gravest first, each with its evidence and what to do."""

import textwrap
from collections.abc import Iterator

from tracker.domain.outcome import Disposition, Finding, Outcome, Severity
from tracker.reports.outcomes import wording
from tracker.reports.outcomes.formats import Look
from tracker.reports.sentences import sentence, stopped
from tracker.services.assessment import Assessment

_RED, _YELLOW, _CYAN, _MAGENTA, _DIM, _BOLD = "31", "33", "36", "35", "2", "1"
_COLOURS = {Severity.REQUIRED: _RED, Severity.RECOMMENDED: _YELLOW, Severity.NOTE: _CYAN}
_INDENT = "    "


def render(assessment: Assessment, look: Look) -> Iterator[str]:
    """The outcomes, then one line with their number and one with what was looked at."""
    for cluster, outcomes in wording.by_cluster(assessment.outcomes):
        if cluster:
            yield _paint(wording.one_line(cluster), _BOLD, look) + "\n"
        for outcome in outcomes:
            yield from _block(outcome, assessment, look)
        yield "\n"
    yield _paint(wording.verdict(assessment), _BOLD, look) + "\n"
    yield from _wrap(wording.basis(assessment), "", look, _DIM)


def _block(outcome: Outcome, assessment: Assessment, look: Look) -> Iterator[str]:
    label, colour = _label(outcome)
    aside = [wording.span(outcome, assessment.judged_on), _standing(outcome, assessment)]
    tail = "; ".join(part for part in aside if part)
    head = f"{_paint(f'{label:<11}', colour, look)} {outcome.code:<8} {_paint(wording.one_line(outcome.subject), _BOLD, look)}"
    yield f"  {head}" + (f"  {_paint(tail, _DIM, look)}" if tail else "") + "\n"
    yield from _wrap(stopped(wording.message(outcome)), _INDENT, look)
    if outcome.advice:
        yield from _wrap(f"→ {sentence(outcome.advice)}", _INDENT, look)
    if outcome.evidence:
        told = "; ".join(wording.tell_evidence(evidence) for evidence in outcome.evidence)
        yield from _wrap(f"evidence: {told}", _INDENT, look, _DIM)


def _label(outcome: Outcome) -> tuple[str, str]:
    if isinstance(outcome, Finding):
        return outcome.severity.label, _COLOURS[outcome.severity]
    return "undecided", _MAGENTA


def _standing(outcome: Outcome, assessment: Assessment) -> str:
    if isinstance(outcome, Finding) and outcome.disposition is not Disposition.ACTIONABLE:
        return f"{outcome.disposition.value}: {outcome.waiver}" if outcome.waiver else outcome.disposition.value
    if assessment.is_accepted(outcome):
        return Disposition.ACCEPTED.value
    return "known from the baseline" if outcome.fingerprint in assessment.known else ""


def _wrap(text: str, indent: str, look: Look, colour: str = "") -> Iterator[str]:
    width = max(40, look.width)
    lines = textwrap.wrap(
        wording.one_line(text), width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
    for line in lines:
        yield _paint(line, colour, look) + "\n"


def _paint(text: str, colour: str, look: Look) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if look.is_coloured and colour else text
