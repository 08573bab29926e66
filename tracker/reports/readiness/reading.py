"""Reads documents that were written before: to compare with them, and to give their outcomes to other formats."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.domain.errors import InvalidDataError
from tracker.domain.outcome import Disposition, Evidence, EvidenceKind, Finding, Outcome, Severity, Undecided
from tracker.reports.readiness.document import SCHEMA
from tracker.services.assessment import Assessment, Looked


def read_document(text: str, origin: str) -> dict[str, Any]:
    """The document in a text.

    Raises:
        InvalidDataError: It is none, or one of another version.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise InvalidDataError(f"{origin}: no readiness report: {error}; write one with --format json") from error
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        said = f"its schema is {schema!r}" if schema else "it names no schema"
        raise InvalidDataError(f"{origin}: no readiness report that can be compared ({said}, not {SCHEMA!r})")
    assert isinstance(document, dict)  # noqa: S101  only a mapping has that schema
    return document


def assessment_of(document: Mapping[str, Any]) -> Assessment:
    """The outcomes that decide, as the value that every format of outcomes renders.

    The plan's own blockers and unknowns are told as outcomes too, so that no format reads better than the verdict.
    """
    cluster = document["cluster"]["name"]
    outcomes: list[Outcome] = [_blocker(blocker, cluster) for hop in document["hops"] for blocker in hop["blockers"]]
    outcomes += [_finding(finding) for finding in document["findings"]]
    unknowns = [*document["unknowns"], *(unknown for hop in document["hops"] for unknown in hop["unknowns"])]
    seen = {(unknown["subject"], unknown["missing"]): unknown for unknown in unknowns}
    outcomes += [Undecided(PLAN, each["subject"], each["missing"], cluster, each["advice"]) for each in seen.values()]
    outcomes += [_undecided(outcome) for outcome in document["undecided"]]
    accepted = frozenset(
        read.fingerprint
        for read, outcome in zip(map(_undecided, document["undecided"]), document["undecided"], strict=True)
        if outcome["accepted"]
    )
    return Assessment(
        command="report",
        outcomes=tuple(outcomes),
        looked_at=tuple(Looked(what, number) for what, number in document["looked_at"].items()),
        judged_on=date.fromisoformat(document["judged_on"]),
        edition=document["reference"]["edition"],
        as_of=date.fromisoformat(document["reference"]["as_of"]),
        accepted=accepted,
    )


PLAN = "PLAN"
"""Stands where a rule's code stands: what the plan itself says about the way."""


def _blocker(blocker: Mapping[str, Any], cluster: str) -> Finding:
    return Finding(
        PLAN,
        Severity.REQUIRED,
        blocker["subject"],
        blocker["message"],
        cluster,
        blocker["advice"],
        tuple(map(_evidence, blocker["evidence"])),
        disposition=Disposition.WAITING if blocker["waits_on_upstream"] else Disposition.ACTIONABLE,
        key=blocker["message"],
    )


def _finding(finding: Mapping[str, Any]) -> Finding:
    return Finding(
        code=finding["code"],
        severity=Severity.parse(finding["severity"]),
        subject=finding["subject"],
        message=finding["message"],
        cluster=finding["cluster"],
        advice=finding["advice"],
        evidence=tuple(map(_evidence, finding["evidence"])),
        source=finding["source"],
        disposition=Disposition(finding["disposition"]),
        since=_day(finding["since"]),
        until=_day(finding["until"]),
        key=finding["fingerprint"],
        waiver=finding["waiver"],
    )


def _undecided(outcome: Mapping[str, Any]) -> Undecided:
    return Undecided(
        code=outcome["code"],
        subject=outcome["subject"],
        missing=outcome["missing"],
        cluster=outcome["cluster"],
        advice=outcome["advice"],
        evidence=tuple(map(_evidence, outcome["evidence"])),
        since=_day(outcome["since"]),
        until=_day(outcome["until"]),
        key=outcome["fingerprint"],
    )


def _evidence(item: Mapping[str, Any]) -> Evidence:
    return Evidence(EvidenceKind(item["kind"]), item["locator"], item["text"], _day(item["on"]), item["url"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
