"""A setting is recorded with the value that it already had."""

from collections.abc import Iterator

from tracker.domain.event import Action, SubjectType
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import EventFacts


def check(facts: EventFacts) -> Iterator[Outcome]:
    """Every setting of an event."""
    for change in facts.changes:
        is_setting = change.subject.type is SubjectType.CONFIG and change.action is not Action.REMOVED
        if is_setting and change.was_there and change.to == change.previous:
            yield RULE.finding(
                str(change.subject),
                say("%(subject)s is set to %(value)s, which it already was", subject=change.subject, value=change.to),
                advice=say("Amend the value, or retract the event if it was recorded twice."),
            )


RULE = Rule(
    code="JRN009",
    title="A setting is set to what it was",
    severity=Severity.NOTE,
    source="",
    check=check,
)
