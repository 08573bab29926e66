"""Baselines: fingerprints of what was known, so that a pipeline fails on new findings only."""

import json
from typing import Any

from tracker.domain.errors import InvalidDataError
from tracker.domain.outcome import Finding
from tracker.services.assessment import Assessment

SCHEMA = "tracker/baseline/1"


def write_baseline(assessment: Assessment) -> str:
    """Everything that an assessment found and could not decide, as a document to keep beside the code."""
    known = [
        {
            "fingerprint": outcome.fingerprint,
            "code": outcome.code,
            "cluster": outcome.cluster,
            "subject": outcome.subject,
            "told": outcome.message if isinstance(outcome, Finding) else f"undecided: {outcome.missing}",
        }
        for outcome in assessment.outcomes
    ]
    return json.dumps({"schema": SCHEMA, "known": known}, ensure_ascii=False, indent=2) + "\n"


def read_baseline(text: str, origin: str) -> frozenset[str]:
    """The fingerprints in a baseline, or in a report that ``--format json`` wrote.

    Raises:
        InvalidDataError: The text is neither.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise InvalidDataError(f"{origin}: not a baseline: {error}") from error
    rows = _rows(document)
    if rows is None:
        raise InvalidDataError(f"{origin}: not a baseline: write one with --write-baseline")
    try:
        return frozenset(str(row["fingerprint"]) for row in rows)
    except (KeyError, TypeError) as error:
        raise InvalidDataError(f"{origin}: not a baseline: an entry has no fingerprint") from error


def _rows(document: Any) -> list[Any] | None:
    if not isinstance(document, dict):
        return None
    if document.get("schema") == SCHEMA:
        known = document.get("known")
        return known if isinstance(known, list) else None
    if str(document.get("schema", "")).startswith("tracker/outcomes/"):
        return [*document.get("findings", ()), *document.get("undecided", ())]
    return None
