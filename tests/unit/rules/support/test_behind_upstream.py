"""Behind the newest patch, behind the newest minor, and data that is too old to know. Patches come on day 0, 30 and 60."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.facts import messages, outcomes, subject_facts
from tests.support.small_reference import SmallReference
from tracker.domain.knowledge.policies import SupportPolicy
from tracker.rules.support import behind_newest_minor, behind_newest_patch, reference_too_old

REFERENCE = SmallReference(
    policies=[
        SupportPolicy(
            source="invented",
            retrieved_on=date(2026, 8, 22),
            id="three",
            applies_from=None,
            applies_to=None,
            months=14,
            maintenance_months=2,
            concurrent_minors=3,
        )
    ]
)


def patch(value: str, today: str) -> list[str]:
    return messages(behind_newest_patch.RULE, subject_facts("kubernetes", value, today=today, reference=REFERENCE))


@pytest.mark.parametrize(
    ("value", "today"),
    [
        pytest.param("1.31.2", "2025-09-01", id="the newest"),
        pytest.param("1.31.0", "2024-08-30", id="the next patch is not out"),
        pytest.param("1.31.0", "2024-09-30", id="thirty days after the first one missed"),
        pytest.param("1.31.0", "2025-10-01", id="past the end of life"),
        pytest.param("1.31", "2025-09-01", id="no patch recorded"),
        pytest.param("1.31.0-rc.1", "2025-09-01", id="a pre-release"),
        pytest.param("v1.31.2-eks-1", "2025-09-01", id="a provider's build of the newest"),
        pytest.param("1.31.9", "2025-09-01", id="newer than the data"),
    ],
)
def test_is_quiet_for_who_takes_each_patch_within_a_month(value: str, today: str) -> None:
    assert patch(value, today) == []


def test_reports_how_many_patches_are_missed_and_since_when() -> None:
    # 1.31.1 came out on 2024-08-31, 1.31.2 on 2024-09-30.
    told = "Kubernetes 1.31.0 is 2 patch releases behind 1.31.2, the first of them out since 2024-08-31"
    assert patch("1.31.0", "2024-10-01") == [told]
    assert patch("1.31.1", "2024-10-30") == []
    assert patch("1.31.1", "2024-10-31") == [
        "Kubernetes 1.31.1 is 1 patch release behind 1.31.2, the first of them out since 2024-09-30"
    ]


def minor(value: str, today: str) -> list[str]:
    return messages(behind_newest_minor.RULE, subject_facts("kubernetes", value, today=today, reference=REFERENCE))


@pytest.mark.parametrize(
    ("value", "today"),
    [
        ("1.31.2", "2024-12-15"),
        ("1.32.0", "2024-12-15"),
        ("1.30.1", "2024-11-30"),
        ("1.28.1", "2025-12-01"),
        ("2024-06", "2024-12-15"),
    ],
    ids=["one behind", "the newest", "two behind is not out yet", "past the end of life", "no version"],
)
def test_is_quiet_in_a_minor_that_is_not_the_oldest(value: str, today: str) -> None:
    assert minor(value, today) == []


def test_notes_the_oldest_supported_minor_from_the_day_of_the_newest() -> None:
    assert minor("1.30.1", "2024-12-01") == [
        "Kubernetes 1.30 is 2 minors behind 1.32; upstream looks after 3 at a time"
    ]


def test_is_quiet_without_a_policy() -> None:
    facts = subject_facts("kubernetes", "1.30.1", today="2024-12-01")
    assert messages(behind_newest_minor.RULE, facts) == []


def fresh(value: str, today: str) -> list[str]:
    reference = replace(REFERENCE, as_of=date(2025, 1, 1))
    return messages(reference_too_old.RULE, subject_facts("kubernetes", value, today=today, reference=reference))


@pytest.mark.parametrize(
    ("value", "today"),
    [("1.31.2", "2025-02-14"), ("1.31.2", "2020-01-01"), ("1.27.2", "2025-09-01"), ("1.33.0", "2025-09-01")],
    ids=["forty-four days later", "before the data", "past the end of life anyway", "an unknown minor"],
)
def test_data_that_is_young_enough_is_quiet(value: str, today: str) -> None:
    assert fresh(value, today) == []


def test_is_undecided_when_the_data_ended_45_days_ago() -> None:
    assert fresh("1.31.2", "2025-02-15") == [
        "unknown: the reference data ends on 2025-01-01: newer patch releases, minors and support dates are not in it"
    ]
    (outcome,) = outcomes(
        reference_too_old.RULE,
        subject_facts("kubernetes", "1.32.0", today="2025-02-15", reference=replace(REFERENCE, as_of=date(2025, 1, 1))),
    )
    assert outcome.advice == "Update it: `tracker reference update https://endoflife.date/api/kubernetes.json`."
