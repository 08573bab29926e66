"""kubeadm, k3s and rke2 through a history, on the bundled reference data: their versions are versions of Kubernetes."""

from datetime import date

import pytest

from tests.support.events import a_history
from tracker.domain.cluster import Cluster
from tracker.domain.outcome import Finding
from tracker.reference.opening import open_reference
from tracker.services.judges import Judges
from tracker.services.replay import replay_cluster

PROD = Cluster("c-prod", "prod")
JUDGES = Judges.of(open_reference())
OURS = ("SUP001", "SUP012", "JRN005")


def told(history: str, until: str) -> set[tuple[str, str, str]]:
    outcomes = replay_cluster(PROD, a_history(history), JUDGES, date.fromisoformat(until)).lasting
    return {
        (each.code, each.subject, str(each.since) if isinstance(each, Finding) else each.missing)
        for each in outcomes
        if each.code in OURS
    }


# 1.28 ended on 2024-10-28.
@pytest.mark.parametrize(
    ("name", "version"), [("k3s", "v1.28.4+k3s2"), ("rke2", "v1.28.4+rke2r1"), ("k3s", "1.28.4"), ("kubeadm", "1.28.4")]
)
def test_they_end_with_their_kubernetes(name: str, version: str) -> None:
    history = f"2024-01-10 {name} {version}"
    assert told(history, "2024-10-28") == set()
    assert told(history, "2024-10-29") == {("SUP001", name, "2024-10-29")}


def test_in_the_minor_of_the_recorded_kubernetes_they_are_not_judged_again() -> None:
    both = "2024-01-10 kubernetes 1.28.4, kubeadm 1.28.2"
    assert told(both, "2024-11-01") == {("SUP001", "kubernetes", "2024-10-29")}
    moved = "2024-01-10 kubernetes 1.30.0, kubeadm 1.28.2"
    assert ("SUP001", "kubeadm", "2024-10-29") in told(moved, "2024-11-01")


def test_a_version_that_was_never_told_and_one_that_is_none_are_said() -> None:
    assert told("2024-01-10 k3s", "2024-02-01") == {
        ("SUP012", "components without a version", "the version of k3s was never told")
    }
    ((code, subject, missing),) = told("2024-01-10 rke2 stable", "2024-02-01")
    assert (code, subject) == ("JRN005", "rke2")
    assert "is no version of Kubernetes" in missing


def test_an_installer_with_versions_of_its_own_stays_unknown() -> None:
    assert told("2024-01-10 eksctl 1.28.1", "2025-02-01") == {
        ("SUP012", "unknown components", "the reference data does not know eksctl")
    }


def test_they_are_no_part_that_runs_beside_the_api_servers() -> None:
    skewed = replay_cluster(PROD, a_history("2024-01-10 kubernetes 1.29.0, kubeadm 1.20.0"), JUDGES, date(2024, 2, 1))
    assert not [each for each in skewed.lasting if each.code.startswith("SKEW") and each.subject == "kubeadm"]
