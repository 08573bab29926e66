"""A newer patch release of the running minor has been out for more than a month."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.domain.version import compare_upstream
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.kubernetes_support import is_over, judged_version

PATIENCE = timedelta(days=30)
"""Patch releases come once a month: who takes each one within a month is never told."""


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """Quiet past the end of life, where the next minor is what is needed, and for pre-releases (JRN004)."""
    version = judged_version(facts)
    if version is None or version.patch is None or version.prerelease:
        return
    newer = [patch for patch in facts.world.patches(version.minor) if compare_upstream(patch.version, version) > 0]
    if not newer or is_over(facts, version.minor):
        return
    missed_since = min(patch.released_on for patch in newer)
    if not facts.world.has_come(missed_since + PATIENCE + timedelta(days=1)):
        return
    newest = newer[-1]
    count = say("1 patch release") if len(newer) == 1 else say("%(count)s patch releases", count=len(newer))
    yield RULE.finding(
        str(facts.subject),
        say(
            "Kubernetes %(version)s is %(count)s behind %(newest)s, the first of them out since %(day)s",
            version=version,
            count=count,
            newest=newest.version,
            day=missed_since,
        ),
        advice=say("Move to %(version)s; patch releases of a minor hold fixes only.", version=newest.version),
        evidence=(
            from_row(f"kubernetes/{newest.version}", say("came out on %(day)s", day=newest.released_on), newest),
        ),
    )


RULE = Rule(
    code="SUP006",
    title="Kubernetes is behind its newest patch release",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/releases/patch-releases/",
    check=check,
)
