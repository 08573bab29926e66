"""End of life of what nodes boot, and of the installer: judged by the line's text, on the bundled reference data."""

import pytest

from tests.support.facts import a_subject, a_world, messages, outcomes, subject_facts
from tracker.domain.outcome import Undecided
from tracker.reference.opening import open_reference
from tracker.rules.base import Rule
from tracker.rules.facts import InventoryFacts, SubjectFacts
from tracker.rules.journal import unknown_version
from tracker.rules.support import (
    component_end_of_life_near,
    component_past_end_of_life,
    not_judged,
    project_retired,
)
from tracker.services.judges import Gap, Judges

REFERENCE = open_reference()


def facts(name: str, value: str | None, today: str) -> SubjectFacts:
    return subject_facts(name, value, today=today, reference=REFERENCE)


def said(rule: Rule[SubjectFacts], name: str, value: str | None, today: str) -> list[str]:
    return messages(rule, facts(name, value, today))


@pytest.mark.parametrize(
    ("name", "value", "today"),
    [
        ("ubuntu", "20.04", "2025-05-31"),
        ("ubuntu", "26.04", "2026-11-23"),
        ("ubuntu", "27.04", "2040-01-01"),
        ("ubuntu", None, "2040-01-01"),
        ("debian", "12", "2026-07-11"),
        ("amazon-linux", "2", "2026-06-30"),
        ("bottlerocket", "1.20.0", "2040-01-01"),
        ("flatcar", "2605.12.0", "2022-10-10"),
        ("coreos", "2512.3.0", "2040-01-01"),
        ("component:debian-base", "10", "2040-01-01"),
    ],
    ids=[
        "last day",
        "supported",
        "unknown line",
        "no version",
        "last day that was moved",
        "last day of a bare number",
        "no end published",
        "before anybody said so",
        "the project's end says it",
        "not an operating system",
    ],
)
def test_is_quiet_while_a_line_may_be_supported(name: str, value: str | None, today: str) -> None:
    assert said(component_past_end_of_life.RULE, name, value, today) == []


@pytest.mark.parametrize(
    ("name", "value", "today", "told", "advice"),
    [
        ("ubuntu", "20.04", "2025-06-01",
         "Ubuntu 20.04 is of line 20.04, whose support ended on 2025-05-31 (extended support: until 2030-04-02)",
         "Move to 24.04 (newest release 24.04.4)."),
        ("ubuntu@workers", "19.10", "2020-07-07", "Ubuntu 19.10 is of line 19.10, whose support ended on 2020-07-06",
         "Move to 20.04 (newest release 20.04.6)."),
        ("debian", "12.11", "2026-07-12",
         "Debian 12.11 is of line 12, whose support ended on 2026-07-11 (extended support: until 2028-06-30)",
         "Move to 13."),
        ("amazon-linux", "2", "2026-07-01", "Amazon Linux 2 is of line 2, whose support ended on 2026-06-30",
         "Move to 2023."),
        ("flatcar", "2605.12.0", "2022-10-11",
         "Flatcar Container Linux 2605.12.0 is of line 2605, whose support has ended", ""),
    ],
)  # fmt: skip
def test_reports_a_line_from_the_day_after_its_end(name: str, value: str, today: str, told: str, advice: str) -> None:
    (finding,) = outcomes(component_past_end_of_life.RULE, facts(name, value, today))
    assert said(component_past_end_of_life.RULE, name, value, today) == [told]
    assert getattr(finding, "advice", None) == advice


@pytest.mark.parametrize(("today", "speaks"), [("2026-12-31", False), ("2027-01-01", True), ("2027-04-02", False)])
def test_notes_an_end_within_ninety_days(today: str, *, speaks: bool) -> None:
    told = ["support of Ubuntu 22.04 ends on 2027-04-01"]
    assert said(component_end_of_life_near.RULE, "ubuntu", "22.04.5", today) == (told if speaks else [])


@pytest.mark.parametrize(
    ("name", "value", "quiet", "loud", "told"),
    [
        ("kube-aws", "0.9.8", "2020-09-29", "2020-09-30", "the project kube-aws has ended (archived on 2020-09-30)"),
        ("coreos", "1353.7.0", "2020-05-25", "2020-05-26",
         "the project CoreOS Container Linux has ended (end of life on 2020-05-26)"),
        ("coreos", None, "2020-05-25", "2020-05-26",
         "the project CoreOS Container Linux has ended (end of life on 2020-05-26)"),
    ],
)  # fmt: skip
def test_reports_an_ended_project_from_its_day_on(
    name: str, value: str | None, quiet: str, loud: str, told: str
) -> None:
    assert said(project_retired.RULE, name, value, quiet) == []
    assert said(project_retired.RULE, name, value, loud) == [told]


@pytest.mark.parametrize(
    ("name", "value", "gap"),
    [
        ("ubuntu", "20.04", None),
        ("ubuntu", "27.04", Gap.WITHOUT_END),
        ("ubuntu", None, Gap.WITHOUT_VERSION),
        ("bottlerocket", "1.20.0", Gap.WITHOUT_END),
        ("flatcar", "4081.3.2", Gap.WITHOUT_END),
        ("flatcar", "2605.12.0", None),
        ("coreos", "1353.7.0", None),
        ("component:own-service", "1.0", Gap.UNKNOWN),
        ("component:kafka", None, Gap.WITHOUT_VERSION),
        ("component:kafka", "3.1.0", None),
    ],
)
def test_what_cannot_be_judged_is_told_apart(name: str, value: str | None, gap: Gap | None) -> None:
    assert Judges.of(REFERENCE).gap(a_subject(name), value) is gap


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("ubuntu 27.04",), "the reference data does not say how long ubuntu 27.04 is supported"),
        (("bottlerocket 1.20.0", "ubuntu 27.04"),
         "the reference data does not say how long bottlerocket 1.20.0 and ubuntu 27.04 are supported"),
    ],
)  # fmt: skip
def test_says_once_what_is_not_known_of_operating_systems(names: tuple[str, ...], told: str) -> None:
    inventory = InventoryFacts((), (), names, lacks_kubernetes=False, world=a_world("2026-11-23", REFERENCE))
    (outcome,) = outcomes(not_judged.RULE, inventory)
    assert isinstance(outcome, Undecided)
    assert outcome.missing == told


@pytest.mark.parametrize(("name", "value"), [("ubuntu", "27.04"), ("bottlerocket", "9.1.0")])
def test_the_rule_on_unknown_versions_leaves_operating_systems_to_it(name: str, value: str) -> None:
    assert said(unknown_version.RULE, name, value, "2026-11-23") == []
