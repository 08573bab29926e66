"""A waiver has run out, and what it accepted counts again."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import WaiverFacts


def check(facts: WaiverFacts) -> Iterator[Outcome]:
    """The day in ``expires`` is the last one on which it counts. That it is of no use any more, only a look at all tells."""
    if facts.world.has_passed(facts.expires):
        yield RULE.finding(
            facts.label,
            say("the waiver of %(owner)s expired on %(day)s", owner=facts.owner, day=facts.expires),
            advice=say("Remove it from tracker.toml: what it accepted is gone.")
            if facts.uses == 0 and facts.is_complete
            else say("Fix what it accepted, or renew it with a new reason in tracker.toml."),
        )


RULE = Rule(
    code="WVR001",
    title="A waiver has expired",
    severity=Severity.RECOMMENDED,
    source="",
    check=check,
)
