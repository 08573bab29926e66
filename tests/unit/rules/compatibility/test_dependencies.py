"""etcd and CoreDNS beside what a Kubernetes minor was released with."""

import pytest

from tests.support.facts import messages, outcomes, subject_facts
from tests.support.small_reference import SmallReference, a_component, a_dependency
from tracker.domain.outcome import Disposition, Finding, Severity
from tracker.rules.compatibility import coredns_beside_kubernetes, etcd_beside_kubernetes

REFERENCE = SmallReference(
    known_components=[a_component("coredns")],
    needs=[
        a_dependency("1.31", "coredns", "1.11.3"),
        a_dependency("1.29", "etcd", "3.5.10"),
        a_dependency("1.13", "etcd", "3.2.24"),
    ],
)
ETCD, COREDNS = etcd_beside_kubernetes.RULE, coredns_beside_kubernetes.RULE


@pytest.mark.parametrize(
    ("value", "kubernetes"),
    [("3.5.0", "1.29"), ("3.6.1", "1.29"), ("3.5.1", "1.31"), ("3.1.0", "1.12"), (None, "1.29"), ("3.4.1", None)],
    ids=["same minor", "newer", "no row: the one below counts", "no row below", "no version", "no cluster version"],
)
def test_etcd_is_quiet(value: str | None, kubernetes: str | None) -> None:
    assert messages(ETCD, subject_facts("etcd", value, kubernetes=kubernetes, reference=REFERENCE)) == []


def test_notes_an_older_minor_of_etcd() -> None:
    facts = subject_facts("etcd", "3.4.27", kubernetes="1.31", reference=REFERENCE)
    (finding,) = outcomes(ETCD, facts)
    assert isinstance(finding, Finding)
    assert finding.message == "etcd 3.4.27 is older than 3.5.10, which Kubernetes 1.29 was released with"
    assert (finding.severity, finding.disposition) == (Severity.NOTE, Disposition.ACTIONABLE)


def test_an_older_major_is_a_recommendation_and_an_installer_pins_it() -> None:
    facts = subject_facts("etcd", "2.3.7", kubernetes="1.13", installer="kube-aws", reference=REFERENCE)
    (finding,) = outcomes(ETCD, facts)
    assert isinstance(finding, Finding)
    assert (finding.severity, finding.disposition) == (Severity.RECOMMENDED, Disposition.PINNED)


@pytest.mark.parametrize("value", ["1.11.0", "1.12.0", None, "x"])
def test_coredns_is_quiet(value: str | None) -> None:
    assert messages(COREDNS, subject_facts("component:coredns", value, kubernetes="1.31", reference=REFERENCE)) == []


def test_notes_an_older_minor_of_coredns() -> None:
    facts = subject_facts("component:coredns", "1.9.3", kubernetes="1.32", reference=REFERENCE)
    assert messages(COREDNS, facts) == [
        "CoreDNS 1.9.3 is older than 1.11.3, which kubeadm installs with Kubernetes 1.31"
    ]
