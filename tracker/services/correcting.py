"""Corrections: a new revision of an event, or a tombstone. What was written before stays in the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.domain.cluster import Cluster
from tracker.domain.errors import ConflictError, InvalidDataError
from tracker.domain.event import Action, Change, Event, EventKind, Incident, Link, Subject, Visibility
from tracker.domain.grammar.changes import derive_changes, describe_change, statement_of
from tracker.domain.grammar.statement import Statement
from tracker.domain.when import When
from tracker.services.ports import Store, Timeline, Write
from tracker.services.recording import Draft, refuse_unfit, understand
from tracker.services.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Amendment:
    """What shall read differently; None and empty for what stays."""

    text: str | None = None
    """A new first line; its changes replace those of the event."""
    body: str | None = None
    when: When | None = None
    ended: When | None = None
    kind: EventKind | None = None
    visibility: Visibility | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    statements: tuple[Statement, ...] = ()
    is_reviewed: bool = False
    """Somebody looked at it: its reasons for a review go."""


def amend(timeline: Timeline, cluster: Cluster, event: Event, amendment: Amendment, *, now: datetime) -> Event:
    """The event as it reads with the amendment.

    Raises:
        ConflictError: It reads like that already.
        InvalidDataError: The new text says nothing or holds a secret.
    """
    when = amendment.when or event.when
    amended = replace(
        event,
        when=when,
        ended=amendment.ended or event.ended,
        kind=amendment.kind or event.kind,
        visibility=amendment.visibility or event.visibility,
        body=event.body if amendment.body is None else amendment.body,
        tags=tuple(
            tag for tag in dict.fromkeys((*event.tags, *amendment.add_tags)) if tag not in amendment.remove_tags
        ),
        links=tuple(dict.fromkeys((*event.links, *amendment.links))),
        review=() if amendment.is_reviewed else event.review,
    )
    refuse_unfit(amended.body, *amended.tags, *(link.url for link in amended.links))
    if amendment.text is not None or amendment.statements:
        amended = _retold(timeline, cluster, amended, amendment, now)
    elif amendment.when:
        amended = replace(amended, changes=_seen_from(timeline, amended, [statement_of(c) for c in event.changes]))
    if amended.kind is EventKind.INCIDENT and amended.incident is None:
        amended = replace(amended, incident=Incident())
    if amended == event:
        raise ConflictError("the event reads like that already; nothing was recorded")
    return amended


def retract(store: Store, event: Event, why: str, *, author: str, now: datetime) -> None:
    """Append a tombstone: the event does not count any more, and everybody can see who said so and why.

    Raises:
        InvalidDataError: No reason is given.
    """
    if not why.strip():
        raise InvalidDataError("say why the event does not count: --why TEXT")
    refuse_unfit(why)
    number = len(store.timeline.revisions(event.id))
    with store.unit_of_work(author=author, recorded_at=now) as work:
        for _ in work.append((Write(event.cluster_id, event.id, {"type": "retraction"}, why.strip(), number),)):
            pass
        work.commit()


def _retold(timeline: Timeline, cluster: Cluster, event: Event, amendment: Amendment, now: datetime) -> Event:
    """The event with what a new first line, or new statements, say."""
    text = event.title if amendment.text is None else amendment.text
    draft = Draft(event.when, text, event.body, amendment.kind, amendment.statements)
    told = understand(timeline, cluster, draft, event_id=event.id, now=now).event
    changes = _seen_from(timeline, event, [statement_of(change) for change in told.changes])
    return replace(
        event,
        title=told.title,
        language=told.language,
        kind=event.kind if event.kind in (EventKind.INCIDENT, EventKind.MAINTENANCE, EventKind.PLAN) else told.kind,
        changes=changes,
        links=tuple(dict.fromkeys((*told.links, *event.links))),
        tags=tuple(dict.fromkeys((*told.tags, *event.tags))),
    )


def _seen_from(timeline: Timeline, event: Event, statements: list[Statement]) -> tuple[Change, ...]:
    """The changes that statements make at the event's place on the timeline, as if the event were not recorded yet."""
    values = _values_without(timeline, event, statements)
    vocabulary = Vocabulary(timeline.subjects((event.cluster_id,)))
    return tuple(each.change for each in derive_changes(statements, values, vocabulary.spelling))


def _values_without(timeline: Timeline, event: Event, statements: list[Statement]) -> Mapping[Subject, str | None]:
    values = dict(timeline.state(event.cluster_id, until=event.when.sort_at).values)
    for subject in {statement.subject for statement in statements} | {change.subject for change in event.changes}:
        values.pop(subject, None)
        for entry in timeline.history(event.cluster_id, subject.name, scope=subject.scope):
            is_earlier = entry.event.id != event.id and entry.event.order < event.order
            if is_earlier and entry.change.subject == subject:
                if entry.change.action is Action.REMOVED:
                    values.pop(subject, None)
                else:
                    values[subject] = entry.change.to
    return values


def describe_amendment(before: Event, after: Event) -> tuple[str, ...]:
    """One line for each thing that reads differently."""
    lines = [f"{name}: {old or '–'} → {new or '–'}" for name, old, new in _pairs(before, after) if old != new]
    gone = [change for change in before.changes if change not in after.changes]
    new = [change for change in after.changes if change not in before.changes]
    lines += [f"no longer: {describe_change(change)}" for change in gone]
    lines += [f"now: {describe_change(change)}" for change in new]
    return tuple(lines)


def _pairs(before: Event, after: Event) -> tuple[tuple[str, str, str], ...]:
    return (
        ("title", before.title, after.title),
        ("date", str(before.when), str(after.when)),
        ("ended", str(before.ended or ""), str(after.ended or "")),
        ("kind", before.kind.value, after.kind.value),
        ("visibility", before.visibility.value, after.visibility.value),
        ("tags", " ".join(before.tags), " ".join(after.tags)),
        ("links", " ".join(link.url for link in before.links), " ".join(link.url for link in after.links)),
        ("body", before.body, after.body),
        ("to review", "; ".join(before.review), "; ".join(after.review)),
    )
