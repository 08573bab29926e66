"""Builders of facts with defaults: what rules judge, said in one line.

A subject is written ``kubernetes``, ``kube-proxy@workers`` (a scope), ``pool:workers``, ``config:podEvictionTimeout`` or
``component:cert-manager``.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from tests.support.small_reference import SmallReference
from tracker.domain.event import Action, Subject, SubjectType
from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Finding, Outcome, Undecided
from tracker.domain.version import Minor
from tracker.rules.base import FactsT, Rule
from tracker.rules.facts import ClusterFacts, EventFacts, RecordedChange, SubjectFacts
from tracker.rules.world import World

_TYPES = {
    "pool": SubjectType.NODE_POOL,
    "config": SubjectType.CONFIG,
    "component": SubjectType.COMPONENT,
    "platform": SubjectType.PLATFORM,
}


def a_day(text: str) -> date:
    return date.fromisoformat(text)


def a_subject(text: str) -> Subject:
    kind, colon, rest = text.partition(":")
    name, _, scope = (rest if colon else text).partition("@")
    return Subject(_TYPES[kind if colon else "platform"], name, scope)


def a_world(today: str = "2024-12-15", reference: Reference | None = None) -> World:
    return World(reference or SmallReference(), a_day(today))


def cluster_facts(
    values: Mapping[str, str | None],
    *,
    today: str = "2024-12-15",
    provider: str = "upstream",
    reference: Reference | None = None,
) -> ClusterFacts:
    subjects = {a_subject(name): value for name, value in values.items()}
    return ClusterFacts(dict(sorted(subjects.items())), provider, a_world(today, reference))


def subject_facts(
    subject: str,
    value: str | None,
    *,
    today: str = "2024-12-15",
    provider: str = "upstream",
    kubernetes: str | None = None,
    installer: str = "",
    reference: Reference | None = None,
) -> SubjectFacts:
    minor = Minor.parse(kubernetes) if kubernetes else None
    return SubjectFacts(a_subject(subject), value, provider, minor, installer, a_world(today, reference))


def a_change(
    subject: str,
    to: str | None,
    *,
    before: str | None = None,
    was_there: bool | None = None,
    was_ever_there: bool | None = None,
    action: Action = Action.SET,
) -> RecordedChange:
    there = before is not None if was_there is None else was_there
    return RecordedChange(
        a_subject(subject), action, to, there, before, there if was_ever_there is None else was_ever_there
    )


def event_facts(*changes: RecordedChange, today: str = "2024-12-15", reference: Reference | None = None) -> EventFacts:
    return EventFacts(changes, a_world(today, reference))


def outcomes(rule: Rule[FactsT], facts: FactsT) -> list[Outcome]:
    """What a rule says, and that all of it carries the rule's code and no more than its severity."""
    said = list(rule.check(facts))
    for outcome in said:
        assert outcome.code == rule.code
        assert not isinstance(outcome, Finding) or outcome.severity <= rule.severity
    return said


def messages(rule: Rule[FactsT], facts: FactsT) -> list[str]:
    """The findings' messages; undecided outcomes as ``unknown: ...``."""
    return list(_texts(outcomes(rule, facts)))


def _texts(said: list[Outcome]) -> Iterator[str]:
    for outcome in said:
        yield f"unknown: {outcome.missing}" if isinstance(outcome, Undecided) else outcome.message
