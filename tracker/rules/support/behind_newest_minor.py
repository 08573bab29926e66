"""The running minor is the oldest that upstream supports at a time: its successor's release begins its end."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.kubernetes_support import is_over, judged_version, next_step


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """How many minors are supported at a time is data; quiet past the end of life, which says more."""
    version = judged_version(facts)
    latest = facts.world.latest_minor()
    if version is None or latest is None or latest.minor.major != version.minor.major:
        return
    policy = facts.world.reference.support_policy(version.minor)
    behind = version.minor.behind(latest.minor)
    if policy is None or behind < policy.concurrent_minors - 1 or is_over(facts, version.minor):
        return
    yield RULE.finding(
        str(facts.subject),
        say(
            "Kubernetes %(minor)s is %(behind)s minors behind %(latest)s; upstream looks after %(count)s at a time",
            minor=version.minor,
            behind=behind,
            latest=latest.minor,
            count=policy.concurrent_minors,
        ),
        advice=next_step(facts, version),
        evidence=(
            from_row(f"kubernetes/{latest.minor}", say("came out on %(day)s", day=latest.released_on), latest),
            from_row(f"support/{policy.id}", say("%(count)s minors at a time", count=policy.concurrent_minors), policy),
        ),
    )


RULE = Rule(
    code="SUP007",
    title="Kubernetes is in the oldest supported minor",
    severity=Severity.NOTE,
    source="https://kubernetes.io/releases/version-skew-policy/#supported-versions",
    check=check,
)
