"""Kubernetes runs in a minor that upstream no longer supports, and no provider takes its place."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.kubernetes_support import end_of_life_evidence, judged_version, managed, with_basis


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """The end of life is the last supported day, so it is over from the day after."""
    version = judged_version(facts)
    if version is None or managed(facts, version.minor) is not None:
        return
    row = facts.world.reference.minor(version.minor)
    end_of_life = facts.world.end_of_life(version.minor)
    if row is None or end_of_life is None or not facts.world.has_passed(end_of_life):
        return
    supported = [minor for minor in facts.world.reference.minors() if facts.world.has_come(minor.released_on)]
    oldest = min(
        (m.minor for m in supported if not facts.world.has_passed(facts.world.end_of_life(m.minor))), default=None
    )
    yield RULE.finding(
        str(facts.subject),
        say(
            "Kubernetes %(version)s is past the end of life of %(minor)s, %(day)s",
            version=version,
            minor=version.minor,
            day=with_basis(row, end_of_life),
        ),
        advice=say("Upgrade, minor by minor; the oldest one with support is %(minor)s.", minor=oldest)
        if oldest
        else say("Upgrade."),
        evidence=(end_of_life_evidence(row, end_of_life),),
    )


RULE = Rule(
    code="SUP001",
    title="Kubernetes is past its end of life",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/releases/patch-releases/",
    check=check,
)
