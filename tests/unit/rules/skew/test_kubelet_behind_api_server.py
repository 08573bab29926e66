import pytest

from tests.support.facts import cluster_facts, messages, outcomes
from tests.support.small_reference import SmallReference, a_skew_limit
from tracker.domain.outcome import Finding
from tracker.rules.skew.kubelet_behind_api_server import RULE


@pytest.mark.parametrize(
    ("server", "kubelet"),
    [
        pytest.param("1.31.2", "1.31.2", id="same"),
        pytest.param("1.31.2", "1.28.9", id="three behind is the limit from 1.25 on"),
        pytest.param("1.27.3", "1.25.1", id="two behind is the limit of the older period"),
        pytest.param("1.30.1", "1.31.0", id="ahead is another rule"),
        pytest.param("v1.31.2-eks-1a2b3c4", "v1.31.1-eks-036c24b", id="provider suffixes do not count"),
        pytest.param("1.31", "1.31.2", id="a minor without a patch"),
    ],
)
def test_is_quiet_within_the_policy(server: str, kubelet: str) -> None:
    assert messages(RULE, cluster_facts({"kubernetes": server, "pool:workers": kubelet})) == []


def test_is_quiet_without_node_pools() -> None:
    assert messages(RULE, cluster_facts({"kubernetes": "1.31.2"})) == []


@pytest.mark.parametrize(
    ("server", "kubelet", "message"),
    [
        (
            "1.31.2",
            "1.27.16",
            "kubelet 1.27.16 is 4 minors behind kube-apiserver 1.31.2; the policy allows at most 3 minors",
        ),
        (
            "1.27.3",
            "1.24.17",
            "kubelet 1.24.17 is 3 minors behind kube-apiserver 1.27.3; the policy allows at most 2 minors",
        ),
        (
            "1.28.0",
            "1.24.17",
            "kubelet 1.24.17 is 4 minors behind kube-apiserver 1.28.0; the policy allows at most 2 minors",
        ),
    ],
)
def test_reports_a_pool_one_past_the_limit(server: str, kubelet: str, message: str) -> None:
    (finding,) = outcomes(RULE, cluster_facts({"kubernetes": server, "pool:workers": kubelet}))
    assert isinstance(finding, Finding)
    assert (finding.subject, finding.message) == ("workers", message)
    assert finding.evidence[0].locator.startswith("skew/kubelet-n-")


def test_judges_each_pool_on_its_own() -> None:
    facts = cluster_facts({"kubernetes": "1.31.2", "pool:a": "1.31.2", "pool:b": "1.27.1", "pool:c": "1.26.1"})
    assert [outcome.subject for outcome in outcomes(RULE, facts)] == ["b", "c"]


def test_the_newest_api_server_counts() -> None:
    values = {"kube-apiserver@a": "1.30.1", "kube-apiserver@b": "1.31.0", "pool:workers": "1.27.1"}
    assert messages(RULE, cluster_facts(values)) == [
        "kubelet 1.27.1 is 4 minors behind kube-apiserver 1.31.0; the policy allows at most 3 minors"
    ]


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"kubernetes": "1.31.2", "pool:workers": None}, "the version of workers is not recorded"),
        (
            {"kubernetes": "1.31.2", "pool:workers": "2024-06"},
            "'2024-06', recorded for workers, is no version that can be compared",
        ),
        ({"pool:workers": "1.31.2"}, "the version of the API server is not recorded"),
        ({"kubernetes": None, "pool:workers": "1.31.2"}, "the version of kubernetes is not recorded"),
        (
            {"kube-apiserver@a": "1.31.2", "kube-apiserver@b": None, "pool:workers": "1.31.2"},
            "the version of b/kube-apiserver is not recorded",
        ),
    ],
)
def test_is_undecided_when_a_version_is_missing(values: dict[str, str | None], missing: str) -> None:
    assert messages(RULE, cluster_facts(values)) == [f"unknown: {missing}"]


def test_is_undecided_where_no_policy_is_known() -> None:
    reference = SmallReference(limits=[a_skew_limit("kubelet", 2, reference_from="1.3")])
    facts = cluster_facts({"kubernetes": "1.2.0", "pool:workers": "1.1.0"}, reference=reference)
    assert messages(RULE, facts) == ["unknown: no skew policy is known for kubelet 1.1.0 beside kube-apiserver 1.2.0"]
