"""The project behind a component or an installer has ended: nothing newer will come."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from tracker.domain.knowledge.components import Component
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.domain.version import Minor
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.lines import product
from tracker.rules.world import World

_MONTH = re.compile(rf"({'|'.join(calendar.month_name[1:])}) (\d{{4}})")
_WITH_KUBERNETES = re.compile(r"Kubernetes (\d+\.\d+)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """Whatever the version, and also where it was never told."""
    component = product(facts)
    if component is None or component.retired is None or not facts.world.has_come(_ended_by(component, facts.world)):
        return
    yield RULE.finding(
        str(facts.subject),
        say("the project %(name)s has ended (%(told)s)", name=component.name, told=component.retired),
        advice=say("Move to %(release)s.", release=component.successor)
        if component.successor
        else say("Plan what takes its place."),
        evidence=(
            from_row(f"components/{component.slug}", say("retired: %(told)s", told=component.retired), component),
        ),
    )


def _ended_by(component: Component, world: World) -> date:
    """A day by which it had ended; the day on which we read of it, where the words name none."""
    told = component.retired or ""
    if day := _DAY.search(told):
        return date.fromisoformat(day[0])
    if month := _MONTH.search(told):
        number, year = list(calendar.month_name).index(month[1]), int(month[2])
        return date(year, number, calendar.monthrange(year, number)[1])
    if minor := _WITH_KUBERNETES.search(told):
        known = world.reference.minor(Minor.parse(minor[1]))
        if known is not None and known.released_on is not None:
            return known.released_on
    return component.retrieved_on


RULE = Rule(
    code="SUP010",
    title="The project has ended",
    severity=Severity.RECOMMENDED,
    source="https://github.com/kubernetes-retired",
    check=check,
)
