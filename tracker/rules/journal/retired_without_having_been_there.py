"""Something is retired that was never added, or was retired before."""

from collections.abc import Iterator

from tracker.domain.event import Action
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import EventFacts


def check(facts: EventFacts) -> Iterator[Outcome]:
    """Every removal of an event."""
    for change in facts.changes:
        if change.action is Action.REMOVED and not change.was_there:
            yield RULE.finding(
                str(change.subject),
                say("%(subject)s is retired, but was retired before", subject=change.subject)
                if change.was_ever_there
                else say("%(subject)s is retired, but was never recorded to be there", subject=change.subject),
                advice=say("Record when it came, or amend the name if it is the same as another one."),
            )


RULE = Rule(
    code="JRN007",
    title="Something is retired that was not there",
    severity=Severity.NOTE,
    source="",
    check=check,
)
