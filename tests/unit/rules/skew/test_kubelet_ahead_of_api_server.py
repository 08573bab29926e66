import pytest

from tests.support.facts import cluster_facts, messages
from tracker.rules.skew.kubelet_ahead_of_api_server import RULE


@pytest.mark.parametrize("kubelet", ["1.31.2", "1.31.9", "1.28.0", "1.20.0"])
def test_is_quiet_up_to_the_minor_of_the_api_server(kubelet: str) -> None:
    assert messages(RULE, cluster_facts({"kubernetes": "1.31.2", "pool:workers": kubelet})) == []


def test_leaves_what_is_missing_to_the_rule_on_kubelets_behind() -> None:
    assert messages(RULE, cluster_facts({"kubernetes": "1.31.2", "pool:workers": None})) == []


def test_reports_a_kubelet_one_minor_ahead() -> None:
    assert messages(RULE, cluster_facts({"kubernetes": "1.31.2", "pool:workers": "1.32.0"})) == [
        "kubelet 1.32.0 is 1 minor ahead of kube-apiserver 1.31.2; the policy allows none"
    ]


def test_the_oldest_api_server_counts() -> None:
    values = {"kube-apiserver@a": "1.30.1", "kube-apiserver@b": "1.31.0", "pool:workers": "1.31.0"}
    assert messages(RULE, cluster_facts(values)) == [
        "kubelet 1.31.0 is 1 minor ahead of kube-apiserver 1.30.1; the policy allows none"
    ]
