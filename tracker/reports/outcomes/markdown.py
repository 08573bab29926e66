"""Outcomes for a comment on a pull request: the verdict first, a table per cluster, evidence folded away."""

import re
from collections.abc import Iterator

from tracker.domain.outcome import Disposition, Finding, Outcome
from tracker.reports.outcomes import wording
from tracker.reports.outcomes.formats import Look
from tracker.reports.sentences import sentence, stopped
from tracker.services.assessment import Assessment

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MOST_ROWS = 200
"""A comment on GitHub holds 65,536 characters; what does not fit is said, not cut."""


def render(assessment: Assessment, look: Look) -> Iterator[str]:
    """GitHub-flavoured Markdown; text from events and files is escaped."""
    yield f"**tracker {assessment.command}: {wording.verdict(assessment)}**\n\n{wording.basis(assessment)}\n"
    for cluster, outcomes in wording.by_cluster(assessment.outcomes):
        yield f"\n### {_escape(cluster)}\n" if cluster else "\n"
        shown = outcomes[:_MOST_ROWS]
        yield from _table(shown, assessment)
        if len(outcomes) > len(shown):
            yield f"\n{len(outcomes) - len(shown)} more; `--format json` lists them all.\n"
        yield from _details(shown)


def _table(outcomes: list[Outcome], assessment: Assessment) -> Iterator[str]:
    yield "\n| | rule | subject | what | since |\n|---|---|---|---|---|\n"
    for outcome in outcomes:
        told = _escape(stopped(wording.message(outcome))) + (
            f" {_escape(sentence(outcome.advice))}" if outcome.advice else ""
        )
        cells = (_label(outcome, assessment), _code(outcome), _escape(outcome.subject), told)
        yield f"| {' | '.join(cells)} | {wording.span(outcome, assessment.judged_on)} |\n"


def _label(outcome: Outcome, assessment: Assessment) -> str:
    label = outcome.severity.label if isinstance(outcome, Finding) else "undecided"
    if assessment.is_accepted(outcome):
        return f"~~{label}~~ accepted"
    if outcome.fingerprint in assessment.known:
        return f"{label} (known)"
    return f"**{label}**" if label == "required" else label


def _code(outcome: Outcome) -> str:
    if isinstance(outcome, Finding) and outcome.source.startswith("https://"):
        return f"[{outcome.code}]({outcome.source})"
    return outcome.code


def _details(outcomes: list[Outcome]) -> Iterator[str]:
    lines = [line for outcome in outcomes for line in _evidence(outcome)]
    if lines:
        yield "\n<details><summary>Evidence</summary>\n\n"
        yield from lines
        yield "\n</details>\n"


def _evidence(outcome: Outcome) -> Iterator[str]:
    for evidence in outcome.evidence:
        yield f"- {outcome.code} {_escape(outcome.subject)}: {_escape(wording.tell_evidence(evidence))}\n"
    if isinstance(outcome, Finding) and outcome.disposition is not Disposition.ACTIONABLE:
        yield f"- {outcome.code} {_escape(outcome.subject)}: {_escape(outcome.waiver or outcome.disposition.value)}\n"


def _escape(text: str) -> str:
    """Text that Markdown shows as it is: no link, no mark-up, no mention, no break of a table."""
    return _SPECIAL.sub(r"\\\1", wording.one_line(text)).replace("@", "&#64;")
