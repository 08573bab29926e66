"""End of life of components, retired projects, and components that cannot be judged."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.facts import a_world, messages, outcomes, subject_facts
from tests.support.small_reference import SmallReference, a_component, a_component_release
from tracker.domain.outcome import Undecided
from tracker.rules.facts import InventoryFacts
from tracker.rules.support import (
    component_end_of_life_near,
    component_past_end_of_life,
    not_judged,
    project_retired,
)

REFERENCE = SmallReference(
    known_components=[
        a_component("etcd"),
        a_component("kafka", aliases=("apache-kafka",)),
        replace(a_component("heapster"), retired="with Kubernetes 1.29", successor="metrics-server"),
        replace(a_component("ingress-nginx"), retired="March 2026"),
        replace(a_component("kiam"), retired="archived on 2024-05-01"),
        replace(a_component("mystery"), retired="some time ago"),
    ],
    lines=[
        a_component_release("etcd", "3.5", None, released_on=date(2021, 6, 15)),
        a_component_release("etcd", "3.4", None, end_of_life=date(2024, 6, 15)),
        replace(a_component_release("kafka", "3.1", None), has_ended=True),
    ],
)


def past(subject: str, value: str | None, today: str) -> list[str]:
    return messages(component_past_end_of_life.RULE, subject_facts(subject, value, today=today, reference=REFERENCE))


@pytest.mark.parametrize(
    ("subject", "value", "today"),
    [
        ("etcd", "3.4.9", "2024-06-15"),
        ("etcd", "3.5.1", "2030-01-01"),
        ("etcd", None, "2030-01-01"),
        ("etcd", "v2", "2030-01-01"),
        ("component:own-service", "3.4.9", "2030-01-01"),
        ("kubernetes", "1.27.1", "2030-01-01"),
        ("component:kafka", "3.1.0", "2026-08-21"),
    ],
    ids=["last day", "no end known", "no version", "no such line", "unknown", "Kubernetes", "before anybody said so"],
)
def test_is_quiet_for_supported_lines(subject: str, value: str | None, today: str) -> None:
    assert past(subject, value, today) == []


def test_reports_a_line_from_the_day_after_its_end_and_names_where_to_go() -> None:
    facts = subject_facts("etcd", "3.4.9", today="2024-06-16", reference=REFERENCE)
    (finding,) = outcomes(component_past_end_of_life.RULE, facts)
    assert past("etcd", "3.4.9", "2024-06-16") == ["etcd 3.4.9 is of line 3.4, whose support ended on 2024-06-15"]
    assert finding.advice == "Move to 3.5 (newest release 3.5.9)."


def test_reports_an_end_without_a_day_once_the_source_says_so() -> None:
    assert past("component:apache-kafka", "3.1.0", "2026-08-22") == [
        "kafka 3.1.0 is of line 3.1, whose support has ended"
    ]


@pytest.mark.parametrize(("today", "speaks"), [("2024-03-16", False), ("2024-03-17", True), ("2024-06-16", False)])
def test_notes_an_end_within_ninety_days(today: str, *, speaks: bool) -> None:
    facts = subject_facts("etcd", "3.4.9", today=today, reference=REFERENCE)
    told = ["support of etcd 3.4 ends on 2024-06-15"]
    assert messages(component_end_of_life_near.RULE, facts) == (told if speaks else [])


@pytest.mark.parametrize(
    ("subject", "quiet_until", "told"),
    [
        ("component:heapster", "2023-11-30", "the project heapster has ended (with Kubernetes 1.29)"),
        ("component:ingress-nginx", "2026-03-30", "the project ingress-nginx has ended (March 2026)"),
        ("component:kiam", "2024-04-30", "the project kiam has ended (archived on 2024-05-01)"),
        ("component:mystery", "2026-08-21", "the project mystery has ended (some time ago)"),
    ],
)
def test_reports_an_ended_project_whatever_the_version(subject: str, quiet_until: str, told: str) -> None:
    rule = project_retired.RULE
    assert messages(rule, subject_facts(subject, None, today=quiet_until, reference=REFERENCE)) == []
    day_after = (date.fromisoformat(quiet_until).toordinal()) + 1
    today = date.fromordinal(day_after).isoformat()
    assert messages(rule, subject_facts(subject, None, today=today, reference=REFERENCE)) == [told]


def test_a_living_project_is_quiet() -> None:
    assert messages(project_retired.RULE, subject_facts("etcd", "3.5.1", reference=REFERENCE)) == []


def test_names_all_components_that_cannot_be_judged_at_once() -> None:
    facts = InventoryFacts(("Kafka", "dex", "Solr"), ("ALB",), (), lacks_kubernetes=False, world=a_world())
    assert messages(not_judged.RULE, facts) == [
        "unknown: the version of dex, Kafka and Solr was never told",
        "unknown: the reference data does not know ALB",
    ]
    assert all(isinstance(outcome, Undecided) for outcome in outcomes(not_judged.RULE, facts))


def test_is_quiet_when_every_component_can_be_judged() -> None:
    assert messages(not_judged.RULE, InventoryFacts((), (), (), lacks_kubernetes=False, world=a_world())) == []
