"""Outcomes for programs: one JSON document, described by ``docs/schemas/outcomes.schema.json``."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tracker.domain.outcome import Evidence, Finding, Outcome, Undecided
from tracker.reports.outcomes import wording
from tracker.reports.outcomes.formats import Look
from tracker.services.assessment import Assessment

SCHEMA = "tracker/outcomes/1"


def render(assessment: Assessment, look: Look) -> Iterator[str]:
    """The document, indented by two, an outcome at a time: a scan may have tens of thousands."""
    frame = _encoded(_frame(assessment))
    yield frame.removesuffix("\n}")
    for name, outcomes in _outcomes(assessment).items():
        yield f',\n  "{name}": ['
        separator = ""
        for outcome in outcomes:
            # A line feed inside a text is escaped, so each of these ends a line of the document.
            yield separator + f"\n{_encoded(outcome)}".replace("\n", "\n    ")
            separator = ","
        yield "]" if not separator else "\n  ]"
    yield "\n}\n"


def document(assessment: Assessment) -> dict[str, Any]:
    """The assessment as plain data."""
    return _frame(assessment) | {name: list(outcomes) for name, outcomes in _outcomes(assessment).items()}


def _encoded(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _frame(assessment: Assessment) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "command": assessment.command,
        "judged_on": _day(assessment.judged_on),
        "reference": {"edition": assessment.edition, "as_of": _day(assessment.as_of)},
        "looked_at": {item.what: item.count for item in assessment.looked_at},
        "totals": wording.totals(assessment),
    }


def _outcomes(assessment: Assessment) -> dict[str, Iterator[dict[str, Any]]]:
    return {
        "findings": (finding_document(finding, assessment) for finding in assessment.findings),
        "undecided": (undecided_document(outcome, assessment) for outcome in assessment.undecided),
    }


def finding_document(finding: Finding, assessment: Assessment) -> dict[str, Any]:
    """One finding as plain data."""
    return _common(finding, assessment) | {
        "severity": finding.severity.label,
        "message": finding.message,
        "source": finding.source,
        "disposition": finding.disposition.value,
        "waiver": finding.waiver,
        "known": assessment.is_known(finding),
    }


def undecided_document(outcome: Undecided, assessment: Assessment) -> dict[str, Any]:
    """One undecided outcome as plain data."""
    return _common(outcome, assessment) | {"missing": outcome.missing}


def _common(outcome: Outcome, assessment: Assessment) -> dict[str, Any]:
    return {
        "code": outcome.code,
        "title": wording.title(outcome),
        "cluster": outcome.cluster,
        "subject": outcome.subject,
        "advice": outcome.advice,
        "since": _day(outcome.since),
        "until": _day(outcome.until),
        "days": wording.days(outcome, assessment.judged_on),
        "fingerprint": outcome.fingerprint,
        "evidence": [evidence_document(evidence) for evidence in outcome.evidence],
    }


def evidence_document(evidence: Evidence) -> dict[str, Any]:
    """One piece of evidence as plain data."""
    return {
        "kind": evidence.kind.value,
        "locator": evidence.locator,
        "text": evidence.text,
        "on": _day(evidence.on),
        "url": evidence.url,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
