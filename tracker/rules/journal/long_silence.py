"""Nothing was recorded for half a year while upstream moved on."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import SilenceFacts

SILENCE = timedelta(days=180)
"""Longer than any pause between two minor releases so far: a cluster that is looked after changes more often."""


def check(facts: SilenceFacts) -> Iterator[Outcome]:
    """Silent clusters make every other judgement one about a state that nobody confirmed."""
    if not facts.world.has_come(facts.last_event_on + SILENCE):
        return
    latest = facts.world.latest_minor()
    if latest is None or latest.released_on is None or latest.released_on <= facts.last_event_on:
        return
    yield RULE.finding(
        say("journal"),
        say(
            "nothing is recorded after %(day)s, while upstream released Kubernetes %(minor)s",
            day=facts.last_event_on,
            minor=latest.minor,
        ),
        advice=say("Record what runs now with `tracker add`, or retire the cluster."),
        evidence=(from_row(f"kubernetes/{latest.minor}", say("came out on %(day)s", day=latest.released_on), latest),),
    )


RULE = Rule(
    code="JRN011",
    title="The journal is silent",
    severity=Severity.RECOMMENDED,
    source="",
    check=check,
    min_days=SILENCE.days,
)
