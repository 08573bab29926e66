"""A component or node pool is added though it is still there."""

from collections.abc import Iterator

from tracker.domain.event import Action, SubjectType
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import EventFacts, RecordedChange


def check(facts: EventFacts) -> Iterator[Outcome]:
    """Quiet when the second record tells a version that is new: then it is an upgrade in other words."""
    for change in facts.changes:
        if change.action is Action.ADDED and change.was_there and not _is_upgrade(change):
            yield RULE.finding(
                str(change.subject),
                say("%(subject)s is added, but was there already", subject=change.subject),
                advice=say("Record when it was retired in between, or retract the event."),
            )


def _is_upgrade(change: RecordedChange) -> bool:
    if change.subject.type is SubjectType.PLATFORM:
        return True
    return change.to is not None and change.to != change.previous


RULE = Rule(
    code="JRN008",
    title="Something is added that was there",
    severity=Severity.NOTE,
    source="",
    check=check,
)
