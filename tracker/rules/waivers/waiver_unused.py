"""A waiver accepts nothing: what it was written for is gone, or its pattern is wrong."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import WaiverFacts


def check(facts: WaiverFacts) -> Iterator[Outcome]:
    """Only after all clusters were judged as of today, and not for an expired one (WVR001)."""
    if facts.uses == 0 and facts.is_complete and not facts.world.has_passed(facts.expires):
        yield RULE.finding(
            facts.label,
            say("the waiver of %(owner)s accepts nothing", owner=facts.owner),
            advice=say("Remove it from tracker.toml, or correct its code or pattern."),
        )


RULE = Rule(
    code="WVR002",
    title="A waiver is not used",
    severity=Severity.NOTE,
    source="",
    check=check,
)
