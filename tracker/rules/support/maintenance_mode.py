"""Upstream takes only critical fixes for a Kubernetes minor."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.kubernetes_support import judged_version, managed


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """Until the end of life; providers with windows of their own backport by their own rules."""
    version = judged_version(facts)
    row = facts.world.reference.minor(version.minor) if version else None
    if version is None or row is None or managed(facts, version.minor) is not None:
        return
    is_over = facts.world.has_passed(facts.world.end_of_life(version.minor))
    if facts.world.has_come(row.maintenance_from) and not is_over:
        yield RULE.finding(
            str(facts.subject),
            say(
                "Kubernetes %(minor)s takes only critical fixes since %(day)s",
                minor=version.minor,
                day=row.maintenance_from,
            ),
            advice=say("Move to %(minor)s or later, which get all fixes.", minor=version.minor.next()),
            evidence=(
                from_row(
                    f"kubernetes/{row.minor}", say("maintenance mode from %(day)s", day=row.maintenance_from), row
                ),
            ),
        )


RULE = Rule(
    code="SUP003",
    title="Kubernetes is in maintenance mode",
    severity=Severity.NOTE,
    source="https://kubernetes.io/releases/patch-releases/#support-period",
    check=check,
)
