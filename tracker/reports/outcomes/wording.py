"""Words that every format shares: counts, spans of days, places and what was looked at."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from tracker.domain.identity import short_id
from tracker.domain.outcome import Evidence, EvidenceKind, Finding, Outcome, Severity
from tracker.domain.window import Window
from tracker.rules.report_order import find
from tracker.services.assessment import Assessment

SEVERITIES = (Severity.REQUIRED, Severity.RECOMMENDED, Severity.NOTE)
"""The gravest first."""


def title(outcome: Outcome) -> str:
    """What the rule is called; the code itself for one that this version does not know."""
    rule = find(outcome.code)
    return rule.title if rule else outcome.code


def message(outcome: Outcome) -> str:
    """What a finding says, or why it is undecided."""
    return outcome.message if isinstance(outcome, Finding) else f"unknown because {outcome.missing}"


def days(outcome: Outcome, judged_on: date | None) -> int | None:
    """How long it has lasted, both ends included; None when the days are not known."""
    if outcome.since is None or (outcome.until is None and judged_on is None):
        return None
    return Window(outcome.since, outcome.until).days(judged_on or outcome.since)


def span(outcome: Outcome, judged_on: date | None) -> str:
    """``2018-04-05 to 2018-05-01 (27 days)``, ``since 2018-04-05 (12 days)``, ``on 2018-04-05``, or nothing."""
    if outcome.since is None:
        return ""
    if outcome.until == outcome.since:
        return f"on {outcome.since}"
    lasted = days(outcome, judged_on)
    length = "" if lasted is None else f" ({count(lasted, 'day')})"
    return f"{outcome.since} to {outcome.until}{length}" if outcome.until else f"since {outcome.since}{length}"


def count(number: int, noun: str) -> str:
    """``1 day``, ``1,234 days``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def totals(assessment: Assessment) -> dict[str, int]:
    """How many outcomes there are of each sort; accepted and known findings are counted apart."""
    fresh = [finding for finding in assessment.findings if assessment.counts(finding)]
    result = {severity.label: sum(finding.severity is severity for finding in fresh) for severity in SEVERITIES}
    result["accepted"] = sum(assessment.is_accepted(outcome) for outcome in assessment.outcomes)
    result["undecided"] = len(assessment.open_questions)
    result["known"] = len(assessment.outcomes) - len(fresh) - result["accepted"] - result["undecided"]
    return result


def verdict(assessment: Assessment) -> str:
    """One sentence: what was found; "no findings" only of what was looked at, when all of it could be decided."""
    number = totals(assessment)
    parts = [f"{number['required']:,} required" if number["required"] else ""]
    parts += [f"{number['recommended']:,} recommended" if number["recommended"] else ""]
    parts += [count(number["note"], "note") if number["note"] else ""]
    parts += [f"{number[name]:,} {words}" for name, words in _ASIDE.items() if number[name]]
    told = ", ".join(part for part in parts if part)
    if told:
        return f"{told[0].upper()}{told[1:]}."
    return "No findings." if any(item.count for item in assessment.looked_at) else "Nothing to check."


_ASIDE = {"accepted": "accepted by waiver", "known": "known from the baseline", "undecided": "undecided"}


def basis(assessment: Assessment) -> str:
    """One sentence: what was looked at, for which day, with which facts about the world."""
    looked = ", ".join(str(item) for item in assessment.looked_at) or "nothing"
    day = f" as of {assessment.judged_on}" if assessment.judged_on else ""
    return f"Looked at {looked}{day}, with reference data {assessment.edition} (Kubernetes as of {assessment.as_of})."


def tell_evidence(evidence: Evidence) -> str:
    """One piece of evidence in a line."""
    day = f"{evidence.on} " if evidence.on and evidence.kind is EvidenceKind.EVENT else ""
    retrieved = f" (retrieved {evidence.on})" if evidence.on and evidence.kind is EvidenceKind.REFERENCE else ""
    locator = short_id(evidence.locator) if evidence.kind is EvidenceKind.EVENT else evidence.locator
    told = f"{locator}: {evidence.text}" if evidence.text and locator else evidence.text or locator
    return f"{day}{told}{retrieved}"


def by_cluster(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    """The outcomes of each cluster, in their order."""
    for cluster in dict.fromkeys(outcome.cluster for outcome in outcomes):
        yield cluster, [outcome for outcome in outcomes if outcome.cluster == cluster]


def one_line(text: str) -> str:
    """Text without line feeds and without what a terminal would obey."""
    return "".join(" " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character for character in text)
