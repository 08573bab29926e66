"""Support of a component's release line ends within ninety days."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import NOTHING, say
from tracker.rules.base import Rule
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.end_of_life_near import NEAR_DAYS
from tracker.rules.support.lines import line, line_evidence, newest_supported, product


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """The same quarter as for Kubernetes itself."""
    component = product(facts)
    release = line(facts, component) if component else None
    if component is None or release is None:
        return
    last_day = release.end_of_life
    if facts.world.is_within(NEAR_DAYS, last_day) and not facts.world.has_passed(last_day):
        newest = newest_supported(facts, component)
        yield RULE.finding(
            str(facts.subject),
            say("support of %(name)s %(line)s ends on %(day)s", name=component.name, line=release.line, day=last_day),
            advice=say("Plan the move to %(line)s.", line=newest.line)
            if newest and newest.line != release.line
            else NOTHING,
            evidence=(line_evidence(release, say("end of life %(day)s", day=last_day)),),
        )


RULE = Rule(
    code="SUP009",
    title="A component's end of life is near",
    severity=Severity.NOTE,
    source="https://endoflife.date/",
    check=check,
)
