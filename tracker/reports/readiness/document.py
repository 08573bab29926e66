"""The readiness report as plain data: what is kept in the store, compared, redacted and rendered.

Every other format reads this document, so that a report which was kept years ago looks as it did then. Described by
``docs/schemas/readiness.schema.json``.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tracker.domain.event import Event
from tracker.domain.knowledge.changes import BreakingChange, Detection
from tracker.domain.outcome import Finding, Outcome
from tracker.domain.upgrade.memory import EarlierUpgrade, Memory
from tracker.domain.upgrade.plan import Blocker, Hop, Plan, Step, Unknown
from tracker.domain.version import Minor
from tracker.reports.outcomes.json_document import evidence_document, finding_document, undecided_document
from tracker.rules.readiness.version_gated.changed_in_use import LookYourself
from tracker.services.assessment import Assessment
from tracker.services.readiness import ReadinessReport

SCHEMA = "tracker/readiness/1"

Permalink = Callable[[date, str], str]
"""The address of the event of a day and an identifier on the published site."""


def document(report: ReadinessReport, permalink: Permalink | None = None) -> dict[str, Any]:
    """The report as JSON values; steps are numbered through all hops from 1.

    `permalink` makes the links to events; without it they have none.
    """
    plan, assessment = report.plan, report.assessment
    return {
        "schema": SCHEMA,
        "cluster": {
            "name": report.cluster.name,
            "environment": report.cluster.environment,
            "provider": report.cluster.provider,
        },
        "current": str(plan.current),
        "target": str(plan.target),
        "direction": plan.direction.value,
        "judged_on": plan.today.isoformat(),
        "verdict": report.judgement.verdict.value,
        "reasons": list(report.judgement.reasons),
        "last_recorded_on": _day(report.last_recorded_on),
        "reference": {"edition": assessment.edition, "as_of": assessment.as_of.isoformat()},
        "looked_at": {item.what: item.count for item in assessment.looked_at},
        "manifests_read": report.manifests_read,
        "is_redacted": False,
        "hops": _hops(plan),
        "unknowns": [_unknown(unknown) for unknown in plan.unknowns],
        "unlisted": list(plan.unlisted),
        **_outcomes(assessment.outcomes, assessment),
        "today": _outcomes(report.today, assessment),
        "look_yourself": [_look_yourself(item, plan.target) for item in report.to_look_at],
        "memory": _memory(report.memory, permalink or _nowhere),
    }


def _hops(plan: Plan) -> list[dict[str, Any]]:
    hops, number = [], 0
    for hop in plan.hops:
        hops.append(_hop(hop, plan.today, number))
        number += len(hop.steps)
    return hops


def _hop(hop: Hop, today: date, steps_before: int) -> dict[str, Any]:
    return {
        "from": str(hop.current),
        "to": str(hop.target),
        "patch": str(hop.patch) if hop.patch else None,
        "is_projection": hop.is_projection,
        "end_of_life": _day(hop.end_of_life),
        "provider_until": _day(hop.provider_until),
        "days_of_support": hop.days_of_support(today),
        "blockers": [_blocker(blocker) for blocker in hop.blockers],
        "unknowns": [_unknown(unknown) for unknown in hop.unknowns],
        "steps": [_step(step, steps_before + place) for place, step in enumerate(hop.steps, 1)],
        "removed_apis": [
            {"api": str(life.api), "replacement": str(life.replacement) if life.replacement else None}
            for life in hop.removed_apis
        ],
        "breaking_changes": [_change(change, hop.target) for change in hop.breaking_changes],
    }


def _step(step: Step, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "kind": step.kind.value,
        "subject": step.subject,
        "from": step.current or None,
        "to": step.target,
        "reason": step.reason,
        "necessity": step.necessity.value,
        "may_wait_until": str(step.may_wait_until) if step.may_wait_until else None,
        "evidence": [evidence_document(evidence) for evidence in step.evidence],
        "changes": [change.to_document() for change in step.changes],
    }


def _blocker(blocker: Blocker) -> dict[str, Any]:
    return {
        "subject": blocker.subject,
        "message": blocker.message,
        "advice": blocker.advice,
        "waits_on_upstream": blocker.waits_on_upstream,
        "evidence": [evidence_document(evidence) for evidence in blocker.evidence],
    }


def _unknown(unknown: Unknown) -> dict[str, Any]:
    return {"subject": unknown.subject, "missing": unknown.missing, "advice": unknown.advice}


def _change(change: BreakingChange, target: Minor) -> dict[str, Any]:
    """`target` is how far the cluster goes: what comes later is only announced."""
    severity = change.severity_by(target).value
    return {
        "id": change.id,
        "area": change.area,
        "what": change.what,
        "announced_for": _announced_for(change, target),
        "severity": severity,
    }


def _announced_for(change: BreakingChange, target: Minor) -> str | None:
    minor = change.announced_for(target)
    return str(minor) if minor else None


def _look_yourself(item: LookYourself, target: Minor) -> dict[str, Any]:
    change = item.change
    return {
        "id": change.id,
        "area": change.area,
        "what": change.what,
        "announced_for": _announced_for(change, target),
        "severity": item.severity.value,
        "how": list(item.how),
        "where": [_detection(detection) for detection in item.where],
        "replacement": change.replacement,
        "source": change.source,
    }


def _detection(detection: Detection) -> dict[str, Any]:
    return {
        "evidence": detection.evidence.value,
        "kinds": list(detection.kinds),
        "path": detection.path,
        "pattern": detection.pattern,
        "absent": detection.absent,
        "look": detection.look,
    }


def _outcomes(outcomes: tuple[Outcome, ...], assessment: Assessment) -> dict[str, Any]:
    return {
        "findings": [finding_document(o, assessment) for o in outcomes if isinstance(o, Finding)],
        "undecided": [
            undecided_document(o, assessment) | {"accepted": assessment.is_accepted(o)}
            for o in outcomes
            if not isinstance(o, Finding)
        ],
    }


def _memory(memory: Memory, permalink: Permalink) -> dict[str, Any]:
    return {
        "typical_minutes": _minutes(memory.typical_duration),
        "own": [_earlier(upgrade, permalink) for upgrade in memory.own],
        "siblings": [_earlier(upgrade, permalink) for upgrade in memory.siblings],
    }


def _earlier(upgrade: EarlierUpgrade, permalink: Permalink) -> dict[str, Any]:
    return {
        **_event(upgrade.event, permalink),
        "cluster": upgrade.cluster,
        "from": str(upgrade.before) if upgrade.before else None,
        "to": str(upgrade.after),
        "is_minor_hop": upgrade.is_minor_hop,
        "minutes": _minutes(upgrade.duration),
        "moved_with": list(upgrade.moved_with),
        "incidents": [_event(incident, permalink) for incident in upgrade.incidents],
    }


def _event(event: Event, permalink: Permalink) -> dict[str, Any]:
    url = permalink(event.when.day, event.id)
    return {"event": event.id, "on": event.when.day.isoformat(), "title": event.title, "url": url}


def _nowhere(_day: date, _event_id: str) -> str:
    return ""


def _minutes(duration: timedelta | None) -> int | None:
    return None if duration is None else round(duration.total_seconds() / 60)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
