"""A component's release fits the cluster's Kubernetes now, and will not fit the next minor."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.domain.version import Version
from tracker.rules.base import Rule
from tracker.rules.compatibility.ranges import describe_range, ranged, supports, what_to_do
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.lines import line_evidence


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """Once the next minor is out."""
    found = ranged(facts)
    if found is None or facts.kubernetes is None:
        return
    component, release = found
    following = facts.kubernetes.next()
    upstream = facts.world.reference.minor(following)
    if upstream is None or not facts.world.has_come(upstream.released_on):
        return
    version = facts.version if isinstance(facts.version, Version) else None
    if supports(component, release, version, facts.kubernetes) is False:
        return
    if supports(component, release, version, following) is not False:
        return
    limits = describe_range(release)
    move = what_to_do(facts, component, following, running=facts.kubernetes)
    yield RULE.finding(
        str(facts.subject),
        say(
            "%(name)s %(version)s is not for Kubernetes %(minor)s, the next minor (%(range)s)",
            name=component.name,
            version=facts.value,
            minor=following,
            range=limits,
        ),
        advice=move.advice,
        evidence=(line_evidence(release, limits), *move.evidence),
        disposition=move.disposition,
    )


RULE = Rule(
    code="CMP002",
    title="A component does not fit the next Kubernetes minor",
    severity=Severity.NOTE,
    source="",
    check=check,
)
