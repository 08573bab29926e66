from datetime import date

import pytest

from tests.support.facts import a_change, event_facts, messages, outcomes
from tests.support.small_reference import (
    SmallReference,
    a_component,
    a_component_release,
    a_patch,
    an_installer_release,
)
from tracker.domain.outcome import Finding
from tracker.rules.journal.recorded_before_release import RULE

REFERENCE = SmallReference(
    all_patches=[a_patch("1.6.2", date(2017, 4, 19)), a_patch("1.6.1", date(2017, 4, 3))],
    releases=[
        an_installer_release("kube-aws", "0.9.6", "1.6.2", None, date(2017, 4, 29)),
        an_installer_release("kube-aws", "0.9.6-rc.2", "1.6.1", None, date(2017, 4, 13)),
        an_installer_release("kube-aws", "0.9.6-rc.1", "1.6.1", None, date(2017, 4, 6)),
        an_installer_release("kube-aws", "0.9.5", "1.5.5", None, date(2017, 3, 31)),
    ],
    known_components=[a_component("dex")],
    lines=[a_component_release("dex", "2.4", None, released_on=date(2017, 5, 1))],
)


def said(subject: str, version: str | None, today: str) -> list[str]:
    return messages(RULE, event_facts(a_change(subject, version), today=today, reference=REFERENCE))


@pytest.mark.parametrize(
    ("subject", "version", "today"),
    [
        pytest.param("kubernetes", "1.6.2", "2017-04-19", id="on the day"),
        pytest.param("kubernetes", "v1.6.2", "2017-04-18", id="the day before: zones differ"),
        pytest.param("kube-aws", "0.9.6-rc.1", "2017-04-07", id="a pre-release that was out"),
        pytest.param("kubernetes", "1.6.99", "2017-04-18", id="an unknown version is another rule"),
        pytest.param("kubernetes", "2017-04", "2017-04-18", id="no version"),
        pytest.param("component:dex", None, "2017-04-18", id="version never told"),
        pytest.param("component:dex", "2.4.1", "2017-04-18", id="only the first release of a line has a day"),
        pytest.param("component:kafka", "2.4.0", "2017-04-18", id="an unknown component"),
        pytest.param("config:image", "1.6.2", "2017-04-01", id="a setting is no product"),
    ],
)
def test_is_quiet_when_it_was_out_or_nobody_knows(subject: str, version: str | None, today: str) -> None:
    assert said(subject, version, today) == []


@pytest.mark.parametrize(
    ("subject", "version", "today", "released", "meant"),
    [
        ("kubernetes", "1.6.2", "2017-04-17", "2017-04-19", "1.6.1"),
        ("pool:workers", "1.6.2", "2017-04-17", "2017-04-19", "1.6.1"),
        ("kube-aws", "0.9.6", "2017-04-07", "2017-04-29", "0.9.6-rc.1"),
        ("kube-aws", "0.9.6", "2017-04-14", "2017-04-29", "0.9.6-rc.2"),
        ("kube-aws", "0.9.6", "2017-04-01", "2017-04-29", "0.9.5"),
        ("component:dex", "2.4.0", "2017-04-18", "2017-05-01", None),
    ],
)
def test_names_the_release_day_and_what_was_likely_meant(
    subject: str, version: str, today: str, released: str, meant: str | None
) -> None:
    facts = event_facts(a_change(subject, version), today=today, reference=REFERENCE)
    (finding,) = outcomes(RULE, facts)
    assert isinstance(finding, Finding)
    assert finding.message.endswith(f"{version} is recorded before it was released on {released}")
    assert (f" {meant} was meant" in finding.advice) if meant else "the day or the version is wrong" in finding.advice


def test_judges_every_change_of_an_event() -> None:
    changes = (a_change("kubernetes", "1.6.2"), a_change("kube-aws", "0.9.6"))
    assert len(messages(RULE, event_facts(*changes, today="2017-04-10", reference=REFERENCE))) == 2
