"""An incident has no end, two weeks after it began."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import IncidentFacts

PATIENCE = timedelta(days=14)
"""Whoever works on an incident writes within two weeks; a longer one was mitigated and not closed."""


def check(facts: IncidentFacts) -> Iterator[Outcome]:
    """A note where an importer only guessed that it is an incident."""
    if not facts.world.has_come(facts.started_on + PATIENCE):
        return
    yield RULE.finding(
        facts.title,
        say(
            "no end is recorded for the incident of %(day)s (an importer took it for an incident;"
            " nobody has looked at it yet)",
            day=facts.started_on,
        )
        if facts.needs_review
        else say("no end is recorded for the incident of %(day)s", day=facts.started_on),
        severity=Severity.NOTE if facts.needs_review else None,
        advice=say("Record how it ended with `tracker incident resolve`, or amend the event to a note if it was none.")
        if facts.needs_review
        else say("Record how it ended with `tracker incident resolve`."),
        key=str(facts.started_on),
    )


RULE = Rule(
    code="JRN010",
    title="An incident was never resolved",
    severity=Severity.RECOMMENDED,
    source="",
    check=check,
    min_days=PATIENCE.days,
)
