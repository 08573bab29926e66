from dataclasses import replace
from datetime import date

import pytest

from tests.support.facts import cluster_facts, messages, outcomes
from tests.support.small_reference import SmallReference, a_skew_limit
from tracker.rules.skew.kube_proxy_beside_kubelet import RULE

SAME = replace(
    a_skew_limit("kube-proxy", 0),
    id="same",
    reference="kubelet",
    in_force_from=date(2020, 6, 24),
    in_force_until=date(2023, 4, 13),
)
THREE = replace(
    a_skew_limit("kube-proxy", 3, ahead=3), id="three", reference="kubelet", in_force_from=date(2023, 8, 15)
)
REFERENCE = SmallReference(limits=[SAME, THREE])


def said(proxy: str, kubelet: str, today: str) -> list[str]:
    values = {"kube-proxy": proxy, "pool:workers": kubelet}
    return messages(RULE, cluster_facts(values, today=today, reference=REFERENCE))


@pytest.mark.parametrize(
    ("proxy", "kubelet", "today"),
    [
        pytest.param("1.26.1", "1.26.9", "2022-01-01", id="same minor"),
        pytest.param("1.28.1", "1.25.9", "2023-08-15", id="three ahead is the limit of the new edition"),
        pytest.param("1.25.1", "1.28.9", "2023-08-15", id="three behind as well"),
        pytest.param("1.20.1", "1.15.9", "2020-06-23", id="before the policy spoke of it"),
        pytest.param("1.26.1", "1.22.9", "2023-06-01", id="between two editions nothing was said"),
    ],
)
def test_is_quiet_within_the_policy_of_the_day(proxy: str, kubelet: str, today: str) -> None:
    assert said(proxy, kubelet, today) == []


@pytest.mark.parametrize(
    ("proxy", "kubelet", "today", "message"),
    [
        (
            "1.25.1",
            "1.26.1",
            "2020-06-24",
            "kube-proxy 1.25.1 is 1 minor behind kubelet 1.26.1; the policy allows none",
        ),
        (
            "1.26.1",
            "1.25.1",
            "2023-04-13",
            "kube-proxy 1.26.1 is 1 minor ahead of kubelet 1.25.1; the policy allows none",
        ),
        (
            "1.29.1",
            "1.25.9",
            "2023-08-15",
            "kube-proxy 1.29.1 is 4 minors ahead of kubelet 1.25.9; the policy allows at most 3 minors",
        ),
    ],
)
def test_reports_one_past_the_limit_of_the_day(proxy: str, kubelet: str, today: str, message: str) -> None:
    assert said(proxy, kubelet, today) == [message]


def test_holds_a_pool_against_its_own_kube_proxy() -> None:
    values = {"kube-proxy@a": "1.31.0", "kube-proxy@b": "1.26.0", "pool:a": "1.31.0", "pool:b": "1.31.0"}
    facts = cluster_facts(values, reference=REFERENCE)
    assert [outcome.subject for outcome in outcomes(RULE, facts)] == ["b/kube-proxy"]


def test_holds_a_kube_proxy_without_a_pool_against_every_kubelet() -> None:
    values = {"kube-proxy": "1.31.0", "pool:a": "1.27.0", "pool:b": "1.26.0"}
    said = outcomes(RULE, cluster_facts(values, reference=REFERENCE))
    assert [outcome.key for outcome in said] == ["a ahead", "b ahead"]
    assert len({outcome.fingerprint for outcome in said}) == 2


def test_leaves_unknown_versions_to_the_other_rules() -> None:
    assert messages(RULE, cluster_facts({"kube-proxy": None, "pool:a": "1.27.0"}, reference=REFERENCE)) == []
