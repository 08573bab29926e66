"""Components beside the cluster's Kubernetes, and beside the next minor (1.32 came out on 2024-12-01)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.facts import messages, outcomes, subject_facts
from tests.support.small_reference import (
    SmallReference,
    a_component,
    a_component_release,
    an_installer_release,
    version,
)
from tracker.domain.outcome import Disposition, Finding, Severity
from tracker.domain.version import Minor
from tracker.rules.compatibility import component_beside_kubernetes, component_beside_next_minor

REFERENCE = SmallReference(
    known_components=[
        a_component("cert-manager"),
        a_component("waiting"),
        a_component("old"),
        a_component("dex"),
        replace(a_component("karpenter"), minimum_by_kubernetes={Minor(1, 31): version("1.0.5")}),
        a_component("tested"),
        a_component("jumper"),
        a_component("coredns"),
        a_component("plain", has_matrix=False),
    ],
    lines=[
        a_component_release("cert-manager", "1.16", ("1.25", "1.32"), released_on=date(2024, 10, 3)),
        a_component_release("cert-manager", "1.14", ("1.24", "1.31"), released_on=date(2024, 2, 3)),
        a_component_release("cert-manager", "1.5", ("1.16", "1.22"), released_on=date(2021, 8, 3)),
        a_component_release("old", "3.0", ("1.33", "1.34")),
        a_component_release("old", "2.0", ("1.30", "1.32"), end_of_life=date(2024, 1, 1)),
        a_component_release("old", "1.0", ("1.20", "1.30"), end_of_life=date(2023, 1, 1)),
        a_component_release("waiting", "2.0", ("1.20", "1.31")),
        a_component_release("waiting", "1.0", ("1.20", "1.30")),
        a_component_release("dex", "2.4", ("1.4", "1.6")),
        a_component_release("karpenter", "1.0", ("1.25", None)),
        replace(a_component_release("tested", "1.0", ("1.20", "1.30")), range_kind="tested"),
        a_component_release("jumper", "3.0", ("1.32", "1.34")),
        a_component_release("jumper", "2.0", ("1.30", "1.31")),
        replace(a_component_release("coredns", "1.8", ("1.21", "1.24")), range_kind="installed by kubeadm"),
        a_component_release("plain", "1.0", None),
    ],
    releases=[
        an_installer_release("kube-aws", "0.9.9", "1.8.4", "3.2.7", date(2017, 12, 1)),
        replace(
            an_installer_release("kube-aws", "0.9.8", "1.7.4", "3.2.5", date(2017, 9, 4)),
            images={"Dex": "quay.io/coreos/dex:v2.4.1"},
            overridden="we build our own",
        ),
    ],
)
NOW, NEXT = component_beside_kubernetes.RULE, component_beside_next_minor.RULE


def findings(
    rule: object,
    subject: str,
    value: str | None,
    kubernetes: str | None,
    today: str = "2024-12-15",
    installer: str = "",
) -> list[Finding]:
    facts = subject_facts(
        f"component:{subject}", value, kubernetes=kubernetes, today=today, installer=installer, reference=REFERENCE
    )
    said = outcomes(NOW if rule is NOW else NEXT, facts)
    return [outcome for outcome in said if isinstance(outcome, Finding)]


@pytest.mark.parametrize(
    ("subject", "value", "kubernetes"),
    [
        ("cert-manager", "1.14.3", "1.24"),
        ("cert-manager", "1.14.3", "1.31"),
        ("cert-manager", None, "1.31"),
        ("cert-manager", "latest", "1.31"),
        ("cert-manager", "1.99.0", "1.31"),
        ("plain", "1.0.0", "1.31"),
        ("unknown", "1.0.0", "1.31"),
        ("karpenter", "1.0.5", "1.31"),
        ("karpenter", "1.0.1", "1.30"),
        ("coredns", "1.8.0", "1.31"),
    ],
)
def test_is_quiet_within_the_range_and_without_one(subject: str, value: str | None, kubernetes: str) -> None:
    assert findings(NOW, subject, value, kubernetes) == []


def test_reports_a_release_one_past_its_range_and_where_to_go() -> None:
    (finding,) = findings(NOW, "cert-manager", "1.14.3", "1.32")
    assert finding.message == "cert-manager 1.14.3 is not for Kubernetes 1.32 (supported: 1.24 to 1.31)"
    assert (finding.severity, finding.advice) == (Severity.RECOMMENDED, "Move to 1.16 (newest release 1.16.9).")


def test_a_line_for_the_minor_is_named_even_if_its_own_support_has_ended() -> None:
    (finding,) = findings(NOW, "old", "1.0.2", "1.31")
    assert finding.disposition is Disposition.ACTIONABLE
    assert finding.advice == "Move to 2.0 (newest release 2.0.9; its own support has ended)."


def test_reports_a_release_that_is_too_new_for_the_cluster() -> None:
    (finding,) = findings(NOW, "cert-manager", "1.14.3", "1.23")
    assert finding.message == "cert-manager 1.14.3 is not for Kubernetes 1.23 (supported: 1.24 to 1.31)"
    assert finding.disposition is Disposition.WAITING


def test_knows_only_releases_that_were_out() -> None:
    (finding,) = findings(NOW, "cert-manager", "1.14.3", "1.32", today="2024-10-02")
    assert finding.disposition is Disposition.WAITING
    (finding,) = findings(NOW, "cert-manager", "1.14.3", "1.32", today="2024-10-03")
    assert finding.disposition is Disposition.ACTIONABLE


def test_what_was_only_tested_is_a_note() -> None:
    (finding,) = findings(NOW, "tested", "1.0.1", "1.31")
    assert finding.severity is Severity.NOTE


def test_the_lowest_version_that_a_project_asks_for_counts() -> None:
    (finding,) = findings(NOW, "karpenter", "1.0.4", "1.31")
    assert finding.message == "karpenter 1.0.4 is not for Kubernetes 1.31 (supported: 1.25 or newer)"


def test_what_comes_with_the_installers_release_is_pinned_and_the_row_says_so() -> None:
    (finding,) = findings(NOW, "dex", "2.4.1", "1.7", installer="kube-aws 0.9.8")
    assert finding.disposition is Disposition.PINNED
    assert finding.advice == "It comes with kube-aws 0.9.8 and moves with the installer's release."
    assert [(each.locator, each.text) for each in finding.evidence] == [
        ("dex/2.4", "supported: 1.4 to 1.6"),
        ("kube-aws/0.9.8", "ships dex (replaced: we build our own)"),
    ]


@pytest.mark.parametrize(
    ("installer", "today"),
    [
        ("", "2024-12-15"),
        ("kube-aws", "2024-12-15"),
        ("kube-aws master", "2024-12-15"),
        ("kube-aws 0.9.7", "2024-12-15"),
        ("kube-aws 0.9.9", "2024-12-15"),
        ("kops 1.7.0", "2024-12-15"),
        ("kube-aws 0.9.8", "2017-09-01"),
    ],
)
def test_is_not_pinned_where_no_release_is_known_to_bring_it(installer: str, today: str) -> None:
    (finding,) = findings(NOW, "dex", "2.4.1", "1.7", installer=installer, today=today)
    assert finding.disposition is Disposition.WAITING


def test_is_undecided_without_the_clusters_version() -> None:
    facts = subject_facts("component:cert-manager", "1.14.3", reference=REFERENCE)
    assert messages(NOW, facts) == ["unknown: the cluster's Kubernetes version is not recorded"]
    assert messages(NEXT, facts) == []


@pytest.mark.parametrize(
    ("subject", "value", "kubernetes", "today"),
    [
        ("cert-manager", "1.16.1", "1.31", "2024-12-15"),
        ("cert-manager", "1.14.3", "1.31", "2024-11-30"),
        ("cert-manager", "1.5.1", "1.31", "2024-12-15"),
        ("karpenter", "1.0.5", "1.31", "2024-12-15"),
    ],
    ids=["fits", "the next minor is not out", "broken already", "an open end"],
)
def test_the_next_minor_is_quiet(subject: str, value: str, kubernetes: str, today: str) -> None:
    assert findings(NEXT, subject, value, kubernetes, today) == []


def test_names_the_release_for_both_minors_and_the_order() -> None:
    (finding,) = findings(NEXT, "cert-manager", "1.14.3", "1.31", "2024-12-01")
    assert finding.message == "cert-manager 1.14.3 is not for Kubernetes 1.32, the next minor (supported: 1.24 to 1.31)"
    assert finding.advice == "Move to 1.16 (newest release 1.16.9) before the control plane goes to 1.32."


def test_says_when_no_release_is_for_both() -> None:
    (finding,) = findings(NEXT, "jumper", "2.0.1", "1.31")
    assert finding.advice == (
        "No release is for both 1.31 and 1.32: move to 3.0 (newest release 3.0.9) right after it."
    )


def test_waits_for_upstream_where_no_release_is_for_the_next_minor() -> None:
    (finding,) = findings(NEXT, "waiting", "2.0.1", "1.31")
    assert finding.disposition is Disposition.WAITING
