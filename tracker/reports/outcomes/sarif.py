"""Outcomes as SARIF 2.1.0, for code scanning.

A finding about a file points into it. One about a recorded cluster has no file: it gets a logical location and points
at the store's settings, because viewers drop results without a physical one. Undecided outcomes are results of kind
``review``; accepted and known ones are suppressed or unchanged, not left out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tracker import __version__
from tracker.domain.outcome import Evidence, EvidenceKind, Finding, Outcome, Severity
from tracker.reports.outcomes import wording
from tracker.reports.outcomes.formats import Look
from tracker.reports.sentences import sentence, stopped
from tracker.rules import catalogue
from tracker.services.assessment import Assessment

_LEVELS: Mapping[Severity, str] = {
    Severity.REQUIRED: "error",
    Severity.RECOMMENDED: "warning",
    Severity.NOTE: "note",
}
_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::(?P<column>\d+))?")
_SETTINGS = "tracker.toml"


def render(assessment: Assessment, look: Look) -> Iterator[str]:
    """The log, indented by two."""
    yield json.dumps(document(assessment), ensure_ascii=False, indent=2) + "\n"


def document(assessment: Assessment) -> dict[str, Any]:
    """The log as plain data: one run, its rules, its results."""
    codes = list(dict.fromkeys(outcome.code for outcome in assessment.outcomes))
    return {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "tracker", "version": __version__, "rules": [_rule(code) for code in codes]}
                },
                "automationDetails": {"id": f"tracker {assessment.command}/"},
                "columnKind": "unicodeCodePoints",
                "results": [_result(outcome, codes, assessment) for outcome in assessment.outcomes],
                "properties": {
                    "looked_at": {item.what: item.count for item in assessment.looked_at},
                    "reference": assessment.edition,
                },
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    rule = catalogue.find(code)
    if rule is None:
        return {"id": code}
    described = {
        "id": code,
        "shortDescription": {"text": rule.title},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    return described | ({"helpUri": rule.source} if rule.source.startswith("https://") else {})


def _result(outcome: Outcome, codes: list[str], assessment: Assessment) -> dict[str, Any]:
    text = f"{outcome.subject}: {stopped(wording.message(outcome))}" + (
        f" {sentence(outcome.advice)}" if outcome.advice else ""
    )
    result: dict[str, Any] = {
        "ruleId": outcome.code,
        "ruleIndex": codes.index(outcome.code),
        "message": {"text": text},
        "partialFingerprints": {"tracker/v1": outcome.fingerprint},
        "locations": [_location(outcome)],
    }
    if isinstance(outcome, Finding):
        result |= {"level": _LEVELS[outcome.severity], "kind": "fail"}
    else:
        # The standard demands level none for every kind but fail.
        result |= {"level": "none", "kind": "review"}
    if assessment.is_accepted(outcome):
        told = outcome.waiver if isinstance(outcome, Finding) else "accepted by waiver"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": told}]
    if assessment.known:
        result["baselineState"] = "unchanged" if outcome.fingerprint in assessment.known else "new"
    related = [_related(number, evidence) for number, evidence in enumerate(outcome.evidence, start=1)]
    return result | ({"relatedLocations": related} if related else {})


def _location(outcome: Outcome) -> dict[str, Any]:
    name = f"{outcome.cluster}/{outcome.subject}" if outcome.cluster else outcome.subject
    logical = {"fullyQualifiedName": name, "kind": "resource"}
    files = (evidence for evidence in outcome.evidence if evidence.kind is EvidenceKind.FILE)
    place = next((physical for physical in map(_physical, files) if physical), None)
    return {
        "physicalLocation": place or {"artifactLocation": {"uri": _SETTINGS}},
        "logicalLocations": [logical],
    }


def _physical(evidence: Evidence) -> dict[str, Any] | None:
    match = _PLACE.fullmatch(evidence.locator)
    path = match["file"] if match else evidence.locator
    if not path or path == "-":
        return None
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    if match and int(match["line"]) > 0:
        region = {"startLine": int(match["line"])}
        place["region"] = region | ({"startColumn": int(match["column"])} if match["column"] else {})
    return place


def _uri(path: str) -> str:
    # Imported here: only this format needs it.
    from urllib.parse import quote

    return quote(path.removeprefix("./"))


def _related(number: int, evidence: Evidence) -> dict[str, Any]:
    related: dict[str, Any] = {
        "id": number,
        "message": {"text": wording.tell_evidence(evidence) or evidence.kind.value},
    }
    if evidence.kind is EvidenceKind.FILE:
        place = _physical(evidence)
        return related | ({"physicalLocation": place} if place else {})
    return related | {"logicalLocations": [{"fullyQualifiedName": evidence.locator, "kind": evidence.kind.value}]}
