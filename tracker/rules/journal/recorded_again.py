"""An event records versions, and every one of them was running already."""

from collections.abc import Iterator

from tracker.domain.event import Action, SubjectType
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import EventFacts, RecordedChange


def check(facts: EventFacts) -> Iterator[Outcome]:
    """Quiet as soon as one thing moved: people write down the pair of installer and Kubernetes as a whole."""
    versions = [change for change in facts.changes if _tells_a_version(change)]
    if not versions or len(versions) < len(facts.changes):
        return
    if all(change.was_there and change.to == change.previous for change in versions):
        subject = " and ".join(str(change.subject) for change in versions)
        told = " / ".join(f"{change.subject} {change.to}" for change in versions)
        yield RULE.finding(
            subject,
            say("%(told)s was recorded before, and nothing changed", told=told),
            advice=say("Retract the event if it was recorded twice, or amend it to what really changed."),
        )


def _tells_a_version(change: RecordedChange) -> bool:
    return change.to is not None and change.action is not Action.ADDED and change.subject.type is not SubjectType.CONFIG


RULE = Rule(
    code="JRN006",
    title="The same version is recorded again",
    severity=Severity.NOTE,
    source="",
    check=check,
)
