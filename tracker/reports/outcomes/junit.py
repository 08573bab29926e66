"""Outcomes as JUnit XML: a test suite per cluster, a test case per outcome.

Findings that count fail, undecided outcomes that count are errors, accepted and known ones are skipped. A clean
assessment is one passed case, because an empty suite reads as "nothing ran".

JUnit has no official schema. What is written holds against that of the Jenkins xUnit plugin, the published one that most
programs test against; it has no place for the skipped cases of all suites together.
"""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from tracker.domain.outcome import Finding, Outcome
from tracker.reports.outcomes import wording
from tracker.reports.outcomes.formats import Look
from tracker.reports.sentences import sentence
from tracker.services.assessment import Assessment

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(assessment: Assessment, look: Look) -> Iterator[str]:
    """The document, line by line."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    counts = _counts(assessment.outcomes, assessment)
    yield f"<testsuites name={_attribute(f'tracker {assessment.command}')} {counts}>\n"
    if assessment.is_clean:
        yield from _passed(assessment)
    for cluster, outcomes in wording.by_cluster(assessment.outcomes):
        counts = f'{_counts(outcomes, assessment)} skipped="{_skipped(outcomes, assessment)}"'
        yield f"  <testsuite name={_attribute(cluster or assessment.command)} {counts}>\n"
        for outcome in outcomes:
            yield from _case(outcome, assessment)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _counts(outcomes: Sequence[Outcome], assessment: Assessment) -> str:
    counting = [outcome for outcome in outcomes if assessment.counts(outcome)]
    failures = sum(isinstance(outcome, Finding) for outcome in counting)
    tests = max(len(outcomes), 1)
    return f'tests="{tests}" failures="{failures}" errors="{len(counting) - failures}"'


def _skipped(outcomes: Sequence[Outcome], assessment: Assessment) -> int:
    return sum(not assessment.counts(outcome) for outcome in outcomes)


def _passed(assessment: Assessment) -> Iterator[str]:
    yield f'  <testsuite name={_attribute(assessment.command)} tests="1" failures="0" errors="0" skipped="0">\n'
    yield f'    <testcase classname="tracker" name={_attribute(wording.basis(assessment))}/>\n'
    yield "  </testsuite>\n"


def _case(outcome: Outcome, assessment: Assessment) -> Iterator[str]:
    name = f"{wording.title(outcome)}: {outcome.subject}"
    span = wording.span(outcome, assessment.judged_on)
    yield f"    <testcase classname={_attribute(f'tracker.{outcome.code}')} name={_attribute(f'{name} {span}'.strip())}>\n"
    told = wording.message(outcome)
    if not assessment.counts(outcome):
        why = "accepted by waiver" if assessment.is_accepted(outcome) else "known from the baseline"
        waiver = outcome.waiver if isinstance(outcome, Finding) else ""
        yield f"      <skipped message={_attribute(': '.join(filter(None, (why, waiver, told))))}/>\n"
    else:
        tag, kind = ("failure", outcome.severity.label) if isinstance(outcome, Finding) else ("error", "undecided")
        yield f"      <{tag} type={_attribute(kind)} message={_attribute(told)}>{_details(outcome)}</{tag}>\n"
    yield "    </testcase>\n"


def _details(outcome: Outcome) -> str:
    lines = [sentence(outcome.advice)] if outcome.advice else []
    lines += [f"evidence: {wording.tell_evidence(evidence)}" for evidence in outcome.evidence]
    return escape(_printable("\n".join(lines)))


def _attribute(text: str) -> str:
    return quoteattr(_printable(wording.one_line(text)))


def _printable(text: str) -> str:
    """Text without the characters that no XML document may hold."""
    return _NOT_XML.sub("\ufffd", text)
