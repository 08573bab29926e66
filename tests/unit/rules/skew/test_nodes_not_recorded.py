import pytest

from tests.support.facts import cluster_facts, messages
from tracker.rules.skew.nodes_not_recorded import RULE


@pytest.mark.parametrize(
    ("values", "provider"),
    [
        ({"kubernetes": "1.31.2", "pool:workers": "1.31.2"}, "amazon-eks"),
        ({"kubernetes": "1.31.2", "pool:workers": None}, "amazon-eks"),
        ({"kubernetes": "1.31.2", "kubelet": "1.31.2"}, "upstream"),
        ({"kubernetes": "1.7.4"}, "kube-aws"),
        ({"kubernetes": "1.7.4", "kube-aws": "0.9.8"}, "upstream"),
        ({"config:x": "1"}, "amazon-eks"),
    ],
)
def test_is_quiet_where_the_nodes_are_known(values: dict[str, str | None], provider: str) -> None:
    assert messages(RULE, cluster_facts(values, provider=provider)) == []


@pytest.mark.parametrize("provider", ["amazon-eks", "aks", "upstream"])
def test_asks_where_nodes_are_upgraded_apart(provider: str) -> None:
    assert messages(RULE, cluster_facts({"kubernetes": "1.31.2"}, provider=provider)) == [
        "unknown: no node pool is recorded, and the nodes are upgraded apart from the control plane"
    ]
