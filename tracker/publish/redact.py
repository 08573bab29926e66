"""What an edition of the site may say: secrets go from every edition, internal events and identifiers from the public one.

Redaction happens while events are gathered, before anything else sees them; pages, feeds and the search data therefore
cannot leak what is not there any more. Readiness reports that events keep are edited where they are read
(`publish.reports`), text by text.
"""

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from tracker.domain.cluster import Cluster
from tracker.domain.event import Change, Event, Incident, IncidentUpdate, Link, Provenance, Subject, Visibility
from tracker.domain.outcome import Finding, Outcome
from tracker.domain.secrets import REDACTED, without_secrets
from tracker.publish.site_data import Edition
from tracker.rules.evidence import without_reason
from tracker.services.kept_reports import IN_JSON

_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_INTERNAL_HOST = r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+(?:internal|local|lan|corp|intra|intranet|private|home\.arpa|localdomain)\b(?!-)"
_IDENTIFIERS = re.compile(
    "|".join(
        (
            (
                rf"\b(?:10(?:\.{_OCTET}){{3}}|192\.168(?:\.{_OCTET}){{2}}|172\.(?:1[6-9]|2\d|3[01])(?:\.{_OCTET}){{2}}"
                rf"|169\.254(?:\.{_OCTET}){{2}}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.{_OCTET}){{2}})(?:/\d{{1,2}})?(?![\d.]*\d)(?!-[a-z])"
            ),
            r"\bf[cd][0-9a-f]{2}(?::[0-9a-f]{0,4}){2,7}",
            r"\bip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}\b(?:\.[a-z0-9.-]*[a-z0-9])?",
            _INTERNAL_HOST,
            r"\barn:aws[a-z-]*:[^\s\"'`<>,;)]+",
            r"\b\d{12}\.dkr\.ecr\.[a-z0-9.-]*[a-z0-9]",
            r"\b(?:i|sg|vpc|subnet|eni|vol|snap|ami|rtb|igw|nat|acl|eipalloc|vpce|tgw|lt|asg)-(?:[0-9a-f]{17}|[0-9a-f]{8})\b",
            r"\b[a-z0-9.-]+\.(?:elb|rds|cache|efs|es)\.[a-z0-9-]*\.?amazonaws\.com\b",
            r"(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+\b",
            r"(?<![\w/.:-])/(?:home|Users|root)/[^\s\"'`<>,;)]+",
        )
    ),
    re.IGNORECASE,
)
_HINT = re.compile(
    r"\d\.\d|ip-\d|@|arn:|-[0-9a-f]{8}|/home/|/Users/|/root/|\.[a-z]{3}|f[cd][0-9a-f]{2}:", re.IGNORECASE
)
"""Cheap and generous: a text without any of these holds no internal identifier."""

Redaction = Callable[[str], str]


def redaction_for(edition: Edition) -> Redaction:
    """What happens to every text of an edition."""
    return without_secrets if edition is Edition.INTERNAL else _for_the_public


def _for_the_public(text: str) -> str:
    text = without_secrets(text)
    return _IDENTIFIERS.sub(REDACTED, text) if _HINT.search(text) else text


def is_visible(event: Event, edition: Edition) -> bool:
    """Whether an edition shows the event at all."""
    return edition is Edition.INTERNAL or event.visibility is Visibility.PUBLIC


def edited_cluster(cluster: Cluster, edition: Edition) -> Cluster:
    """The cluster as an edition may show it."""
    redact = redaction_for(edition)
    return replace(
        cluster, description=redact(cluster.description), environment=redact(cluster.environment), name=cluster.name
    )


def edited_event(event: Event, edition: Edition, visible: Container[str] | None = None) -> Event:
    """The event as an edition may show it.

    Args:
        event: One that `is_visible`.
        edition: For whom.
        visible: The identifiers that the edition shows; a cause outside of them is dropped. None: the edition shows all.
    """
    redact = redaction_for(edition)
    edited = event if _says_nothing_secret(event, redact) else _edited_texts(event, redact)
    if edition is Edition.INTERNAL:
        return edited
    return replace(
        edited,
        links=tuple(link for link in edited.links if _may_show(link)),
        incident=_with_visible_cause(edited.incident, visible) if edited.incident else None,
        provenance=Provenance(event.provenance.source),
        review=(),
    )


def edited_outcomes(outcomes: Iterable[Outcome], edition: Edition) -> tuple[Outcome, ...]:
    """The outcomes as an edition may show them.

    They rest on events that it shows; who accepted one and why, and why somebody replaced a row of the reference data,
    is said in settings, for insiders.
    """
    if edition is Edition.INTERNAL:
        return tuple(outcomes)
    return tuple(_public_outcome(outcome) for outcome in outcomes)


def _public_outcome(outcome: Outcome) -> Outcome:
    evidence = tuple(replace(piece, text=without_reason(piece.text)) for piece in outcome.evidence)
    if isinstance(outcome, Finding):
        return replace(outcome, evidence=evidence, waiver="")
    return replace(outcome, evidence=evidence)


def _edited_texts(event: Event, redact: Redaction) -> Event:
    return replace(
        event,
        title=redact(event.title),
        body=redact(event.body),
        translations=tuple((tag, redact(title)) for tag, title in event.translations),
        changes=tuple(_edited_change(change, redact) for change in event.changes),
        links=tuple(Link(redact(link.rel), redact(link.url)) for link in event.links),
        tags=tuple(redact(tag) for tag in event.tags),
        incident=_edited_incident(event.incident, redact) if event.incident else None,
        details=tuple((name, value if name in IN_JSON else redact(value)) for name, value in event.details),
    )


def _says_nothing_secret(event: Event, redact: Redaction) -> bool:
    """Whether no text of the event has to be redacted; asked of all its texts at once, because nearly none has."""
    texts = [event.title, event.body, *(title for _, title in event.translations), *event.tags]
    for change in event.changes:
        texts += [change.subject.name, change.subject.scope, change.before or "", change.to or ""]
    texts += [text for link in event.links for text in (link.rel, link.url)]
    texts += [value for name, value in event.details if name not in IN_JSON]
    if event.incident:
        texts += [*event.incident.affects, event.incident.fix, *(update.text for update in event.incident.updates)]
    joined = "\n".join(texts)
    return redact(joined) == joined


def _edited_change(change: Change, redact: Redaction) -> Change:
    subject = change.subject
    return Change(
        Subject(subject.type, redact(subject.name), redact(subject.scope)),
        change.action,
        None if change.before is None else redact(change.before),
        None if change.to is None else redact(change.to),
    )


def _with_visible_cause(incident: Incident, visible: Container[str] | None) -> Incident:
    return incident if visible is None or incident.cause in visible else replace(incident, cause="")


def _edited_incident(incident: Incident, redact: Redaction) -> Incident:
    return replace(
        incident,
        affects=tuple(redact(name) for name in incident.affects),
        fix=redact(incident.fix),
        updates=tuple(IncidentUpdate(update.when, redact(update.text)) for update in incident.updates),
    )


def _may_show(link: Link) -> bool:
    """A link to a host that only insiders reach, or one that had to be redacted, has no place on a public page."""
    try:
        host = urlsplit(link.url).hostname or ""
    except ValueError:
        return False
    return "." in host and REDACTED not in link.url and _for_the_public(link.url) == link.url
