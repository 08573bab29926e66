"""Support of a Kubernetes minor ends within ninety days, upstream or at the provider."""

from collections.abc import Iterator
from datetime import date

from tracker.domain.knowledge.kubernetes import EndOfLifeBasis
from tracker.domain.outcome import Evidence, Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.domain.version import Minor
from tracker.rules.base import Rule
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.kubernetes_support import end_of_life_evidence, judged_version, managed, next_step

NEAR_DAYS = 90
"""A quarter: the span in which platform teams plan."""


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """Ends for which nobody gave a date before they came are not near beforehand: nobody could have known."""
    version = judged_version(facts)
    if version is None:
        return
    for phase, last_day, evidence in _ends(facts, version.minor):
        if facts.world.is_within(NEAR_DAYS, last_day) and not facts.world.has_passed(last_day):
            yield RULE.finding(
                str(facts.subject),
                say(
                    "%(phase)s of Kubernetes %(minor)s ends on %(day)s",
                    phase=phase,
                    minor=version.minor,
                    day=last_day,
                ),
                advice=next_step(facts, version),
                evidence=(evidence,),
                key=str(phase),
            )


def _ends(facts: SubjectFacts, minor: Minor) -> Iterator[tuple[Sentence, date, Evidence]]:
    """Each phase that can end, with its last day."""
    at_provider = managed(facts, minor)
    if at_provider is not None:
        window, name = at_provider.window, at_provider.provider.name
        if window.included_until is not None:
            yield say("Standard support by %(provider)s", provider=name), window.included_until, at_provider.evidence
        if window.extended_until is not None:
            yield say("Extended support by %(provider)s", provider=name), window.extended_until, at_provider.evidence
        return
    row = facts.world.reference.minor(minor)
    end_of_life = facts.world.end_of_life(minor)
    if row is None or end_of_life is None or row.end_of_life_basis is EndOfLifeBasis.LAST_TAG:
        return
    yield say("Upstream support"), end_of_life, end_of_life_evidence(row, end_of_life)


RULE = Rule(
    code="SUP002",
    title="The end of support is near",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/releases/patch-releases/",
    check=check,
)
