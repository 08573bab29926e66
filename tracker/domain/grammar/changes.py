"""Turns statements into changes: what was there before decides whether a version is an upgrade."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tracker.domain.event import Action, Change, EventKind, Subject, SubjectType
from tracker.domain.grammar.statement import Statement, Verb
from tracker.domain.state import action_for

Spelling = Callable[[Subject], Subject]
"""The subject as it was recorded before, where only the letter case of its name differs."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A change, and what should be said about it."""

    change: Change
    remark: str = ""
    """Something that does not fit what is recorded; empty when everything fits."""


def derive_changes(
    statements: Iterable[Statement],
    values: Mapping[Subject, str | None],
    spelling: Spelling = lambda subject: subject,
) -> tuple[Derived, ...]:
    """The changes that the statements make to a cluster with these values at that date.

    Statements are taken in their order, so that a later one sees what an earlier one of the same line did.
    """
    values = dict(values)
    derived = []
    for statement in statements:
        subject = spelling(statement.subject)
        derived.append(_derive(statement, subject, values))
        if statement.verb is Verb.RETIRED:
            values.pop(subject, None)
        else:
            values[subject] = derived[-1].change.to
    return tuple(derived)


def _derive(statement: Statement, subject: Subject, values: Mapping[Subject, str | None]) -> Derived:
    is_there, old = subject in values, values.get(subject)
    if statement.verb is Verb.RETIRED:
        remark = "" if is_there else f"{subject} is not recorded as running at that date"
        return Derived(Change(subject, Action.REMOVED, old), remark)
    new = statement.value
    if statement.verb is Verb.ADDED:
        # "Added" without a version does not forget the version that is known.
        remark = f"{subject} is recorded as running already{f', at {old}' if old else ''}" if is_there else ""
        return Derived(Change(subject, Action.ADDED, old, new if new is not None else old), remark)
    change = Change(subject, action_for(subject, is_there, old, new), old, new)
    return Derived(change, _remark(statement, change, is_there=is_there))


def _remark(statement: Statement, change: Change, *, is_there: bool) -> str:
    if statement.before and change.before != statement.before:
        known = f"it was at {change.before}" if change.before else "no version was recorded before"
        return f"the line says that {change.subject} came from {statement.before}, but {known}"
    if is_there and change.before == change.to:
        return f"{change.subject} was at {change.to} already"
    return ""


def statement_of(change: Change) -> Statement:
    """What somebody says to make this change, wherever it is told."""
    if change.action is Action.REMOVED:
        return Statement(change.subject, Verb.RETIRED)
    if change.subject.type is SubjectType.CONFIG:
        return Statement(change.subject, Verb.SET, change.to)
    if change.to is None or (change.action is Action.ADDED and change.before is not None):
        return Statement(change.subject, Verb.ADDED, change.to)
    return Statement(change.subject, Verb.IS, change.to)


def kind_of(changes: Iterable[Change]) -> EventKind:
    """The kind of event that consists of these changes: what weighs most decides."""
    types = {change.subject.type for change in changes}
    if types & {SubjectType.PLATFORM, SubjectType.NODE_POOL}:
        return EventKind.UPGRADE
    if SubjectType.COMPONENT in types:
        return EventKind.COMPONENT
    return EventKind.CONFIG if types else EventKind.NOTE


def describe_change(change: Change) -> str:
    """One change in a few words: ``kubernetes upgraded from v1.6.3 to v1.7.4``."""
    subject, before, to = str(change.subject), change.before, change.to
    if change.subject.type is SubjectType.NODE_POOL:
        subject = f"node pool {subject}"
    if change.action is Action.REMOVED:
        return f"{subject} removed{f' (was {before})' if before else ''}"
    if change.action is Action.ADDED:
        return f"{subject} {to} added" if to else f"{subject} added"
    if before == to:
        return f"{subject} stays at {to}" if to else f"{subject} unchanged"
    verb = "set" if change.action is Action.SET else change.action.value
    return f"{subject} {verb} from {before} to {to}" if before else f"{subject} {verb} to {to}"
