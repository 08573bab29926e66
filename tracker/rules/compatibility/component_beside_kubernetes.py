"""A component's release is not for the cluster's Kubernetes minor."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.domain.version import Version
from tracker.rules.base import Rule
from tracker.rules.compatibility.ranges import describe_range, ranged, severity_of, supports, what_to_do
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.lines import line_evidence


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """By the project's own matrix; a line without one is not judged, and an open end is no limit."""
    found = ranged(facts)
    if found is None:
        return
    component, release = found
    if facts.kubernetes is None:
        yield RULE.undecided(str(facts.subject), say("the cluster's Kubernetes version is not recorded"))
        return
    version = facts.version if isinstance(facts.version, Version) else None
    if supports(component, release, version, facts.kubernetes) is not False:
        return
    limits = describe_range(release)
    move = what_to_do(facts, component, facts.kubernetes, running=facts.kubernetes)
    yield RULE.finding(
        str(facts.subject),
        say(
            "%(name)s %(version)s is not for Kubernetes %(minor)s (%(range)s)",
            name=component.name,
            version=facts.value,
            minor=facts.kubernetes,
            range=limits,
        ),
        severity=severity_of(release),
        advice=move.advice,
        evidence=(line_evidence(release, limits), *move.evidence),
        disposition=move.disposition,
    )


RULE = Rule(
    code="CMP001",
    title="A component does not fit the cluster's Kubernetes",
    severity=Severity.RECOMMENDED,
    source="",
    check=check,
)
