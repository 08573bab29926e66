"""The reference data ends too long before the judged day to know what has come out since."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.kubernetes_support import is_over, judged_version

FRESH = timedelta(days=45)
"""One monthly patch release may be missing; with two, "behind by" is wrong almost surely."""


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """Quiet past the end of life, which newer data would not change, and for minors that are not known (JRN005)."""
    version = judged_version(facts)
    as_of = facts.world.reference.as_of
    known = facts.world.reference.minor(version.minor) if version else None
    if version is None or known is None or known.released_on is None or is_over(facts, version.minor):
        return
    if not facts.world.has_come(as_of + FRESH):
        return
    yield RULE.undecided(
        str(facts.subject),
        say(
            "the reference data ends on %(day)s: newer patch releases, minors and support dates are not in it",
            day=as_of,
        ),
        advice=say("Update it: `tracker reference update https://endoflife.date/api/kubernetes.json`."),
    )


RULE = Rule(
    code="SUP011",
    title="The reference data is too old",
    severity=Severity.NOTE,
    source="",
    check=check,
)
