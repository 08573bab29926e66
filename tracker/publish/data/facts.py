"""Values of the domain as plain data."""

from collections.abc import Iterable
from dataclasses import replace

from tracker.domain.event import Event
from tracker.domain.event_document import to_document
from tracker.domain.outcome import Evidence, Finding, Outcome
from tracker.publish import urls
from tracker.publish.gathered import ClusterData, KeptReport, Moment, SubjectHistory
from tracker.publish.views.outcomes import kind_of
from tracker.publish.views.standing import Standing
from tracker.publish.views.version_rows import VersionRow
from tracker.services.kept_reports import IN_JSON

Json = dict[str, object]


def event(told: Event, cluster: str) -> Json:
    """A whole event: its document as the ledger keeps it, with its identifier, cluster and permalink.

    A readiness report that the event keeps is beside the report's page.
    """
    identity: Json = {"id": told.id, "cluster": cluster, "url": urls.event(told.when.day, told.id)}
    if told.details:
        told = replace(told, details=tuple(each for each in told.details if each[0] not in IN_JSON))
    return identity | to_document(told)


def moment(told: Moment, cluster: str) -> Json:
    """An event in a line."""
    line: Json = {
        "id": told.id,
        "cluster": cluster,
        "kind": told.kind.value,
        "title": told.title,
        "when": told.when.to_document(),
        "url": urls.event(told.when.day, told.id),
    }
    if told.language:
        line["language"] = told.language
    if told.translations:
        line["translations"] = dict(told.translations)
    return line


def kept_report(told: KeptReport, cluster: str) -> Json:
    """A readiness report in a line."""
    return {
        "id": told.id,
        "cluster": cluster,
        "target": told.target,
        "verdict": told.verdict,
        "when": told.when.to_document(),
        "url": urls.json_beside(urls.report(cluster, told.id)),
    }


def version(told: VersionRow) -> Json:
    """A version of Kubernetes that ran, with its support."""
    return {
        "version": told.version,
        "since": told.since,
        "until": told.until or None,
        "released_on": told.released_on or None,
        "ends_on": told.ends_on or None,
        "overdue_days": told.overdue_days,
        "url": told.href,
    }


def history(told: SubjectHistory) -> Json:
    """Every change of a subject, oldest first."""
    return {
        "type": told.subject.type.value,
        "name": told.subject.name,
        "scope": told.subject.scope,
        "present": told.is_present,
        "steps": [
            {
                "when": step.when.to_document(),
                "action": step.action.value,
                "from": step.before,
                "to": step.to,
                "event": step.event_id,
                "url": urls.event(step.when.day, step.event_id),
            }
            for step in told.steps
        ],
    }


def state(data: ClusterData) -> list[Json]:
    """What is there after the last event."""
    return [
        {
            "type": told.subject.type.value,
            "name": told.subject.name,
            "scope": told.subject.scope,
            "value": told.steps[-1].to,
            "since": told.steps[-1].when.to_document(),
        }
        for told in data.histories
        if told.is_present
    ]


def standing(now: Standing) -> Json:
    """How a cluster stands."""
    return {
        "name": now.cluster.name,
        "environment": now.cluster.environment,
        "provider": now.cluster.provider,
        "zone": now.cluster.zone,
        "retired": now.cluster.retired.to_document() if now.cluster.retired else None,
        "url": urls.cluster(now.cluster.name),
        "kubernetes": now.kubernetes or None,
        "installers": [each.text for each in now.installers],
        "support": {
            "status": now.support.status,
            "ends_on": now.support.ends_on.isoformat() if now.support.ends_on else None,
            "days": now.support.days,
        },
        "behind": {"minors": now.behind.minors, "days": now.behind.days, "latest": now.behind.latest}
        if now.behind
        else None,
        "warnings": dict(now.counts),
        "open_incidents": now.open_incidents,
    }


def outcome(told: Outcome) -> Json:
    """A finding or an undecided outcome."""
    common: Json = {
        "code": told.code,
        "severity": kind_of(told),
        "cluster": told.cluster,
        "subject": told.subject,
        "advice": told.advice,
        "since": told.since.isoformat() if told.since else None,
        "until": told.until.isoformat() if told.until else None,
        "fingerprint": told.fingerprint,
        "evidence": [_evidence(piece) for piece in told.evidence],
    }
    if isinstance(told, Finding):
        return common | {
            "message": told.message,
            "source": told.source,
            "disposition": told.disposition.value,
            "waiver": told.waiver,
        }
    return common | {"missing": told.missing}


def outcomes(told: Iterable[Outcome]) -> list[Json]:
    """Outcomes in their order."""
    return [outcome(each) for each in told]


def _evidence(piece: Evidence) -> Json:
    return {
        "kind": piece.kind.value,
        "locator": piece.locator,
        "text": piece.text,
        "on": piece.on.isoformat() if piece.on else None,
        "url": piece.url,
    }
