"""The project behind a component or an installer has ended: nothing newer will come."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.lines import product


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """Whatever the version."""
    component = product(facts)
    if component is None or not facts.world.has_come(component.retired_on):
        return
    yield RULE.finding(
        str(facts.subject),
        f"the project {component.name} ended on {component.retired_on}",
        advice=f"Move to {component.successor}." if component.successor else "Plan what takes its place.",
        evidence=(from_row(f"components/{component.slug}", f"retired on {component.retired_on}", component),),
    )


RULE = Rule(
    code="SUP010",
    title="The project has ended",
    severity=Severity.RECOMMENDED,
    source="https://github.com/kubernetes-retired",
    check=check,
)
