from dataclasses import replace
from datetime import date

import pytest

from tests.support.facts import messages, subject_facts
from tests.support.small_reference import (
    SmallReference,
    a_component,
    a_component_release,
    a_patch,
    an_installer_release,
)
from tracker.rules.journal.unknown_version import RULE

REFERENCE = SmallReference(
    releases=[an_installer_release("kube-aws", "0.9.6", "1.6.2", None, date(2017, 4, 29))],
    known_components=[a_component("cert-manager"), a_component("kiam")],
    lines=[a_component_release("cert-manager", "1.14", None)],
)


def said(subject: str, value: str | None, reference: SmallReference = REFERENCE) -> list[str]:
    return messages(RULE, subject_facts(subject, value, reference=reference))


@pytest.mark.parametrize(
    ("subject", "value"),
    [
        ("kubernetes", "1.31.2"),
        ("kubernetes", "v1.31.2+k3s1"),
        ("kubernetes", "1.31"),
        ("kubernetes", None),
        ("kubernetes", "1.33.0-rc.1"),
        ("kube-aws", "0.9.6"),
        ("component:cert-manager", "1.14.3"),
        ("component:kiam", "3.4"),
        ("component:own-service", "2024-06"),
        ("ubuntu", "24.04"),
    ],
)
def test_is_quiet_for_what_is_known_and_for_what_has_no_list(subject: str, value: str | None) -> None:
    assert said(subject, value) == []


@pytest.mark.parametrize(
    ("subject", "value", "missing"),
    [
        ("kubernetes", "1.31.99", "the reference data knows no Kubernetes 1.31.99, which may be newer than it"),
        ("kubernetes", "1.34.0", "the reference data knows no release of Kubernetes 1.34"),
        ("kubernetes", "1.33.0", "the reference data knows no release of Kubernetes 1.33"),
        ("kubernetes", "2024-06", "'2024-06', recorded for kubernetes, is no version of Kubernetes"),
        ("kube-aws", "0.9.7", "kube-aws 0.9.7 is not among the releases that the reference data knows"),
        ("component:cert-manager", "1.99.0", "the reference data knows no release line of cert-manager for 1.99.0"),
        ("component:cert-manager", "2024-06", "the reference data knows no release line of cert-manager for 2024-06"),
    ],
)
def test_is_undecided_where_the_version_may_be_newer_than_the_data(subject: str, value: str, missing: str) -> None:
    fresh = replace(REFERENCE, as_of=date(2024, 12, 1))
    assert said(subject, value, fresh) == [f"unknown: {missing}"]


def test_reports_a_number_that_was_never_released() -> None:
    assert said("kubernetes", "1.27.3") == ["there never was a release 1.27.3 of Kubernetes"]


def test_reports_a_tag_that_never_became_a_public_release() -> None:
    withdrawn = replace(a_patch("1.27.1", date(2023, 5, 1)), public=False)
    reference = replace(REFERENCE, all_patches=[withdrawn])
    assert said("kubernetes", "1.27.1", reference) == ["there never was a release 1.27.1 of Kubernetes"]
