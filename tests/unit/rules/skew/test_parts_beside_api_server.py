"""kube-proxy, the controllers and kubectl beside the API servers: one shape, the limits from data."""

import pytest

from tests.support.facts import cluster_facts, messages
from tests.support.small_reference import SmallReference, a_skew_limit
from tracker.rules.base import Rule
from tracker.rules.facts import ClusterFacts
from tracker.rules.skew import (
    cloud_controller_manager_beside_api_server,
    controller_manager_beside_api_server,
    kube_proxy_beside_api_server,
    kubectl_beside_api_server,
    scheduler_beside_api_server,
)

REFERENCE = SmallReference(
    limits=[
        a_skew_limit("kube-proxy", 2, reference_to="1.27"),
        a_skew_limit("kube-proxy", 3, reference_from="1.28"),
        *(a_skew_limit(f"{part}", 1) for part in ("kube-controller-manager", "kube-scheduler")),
        a_skew_limit("cloud-controller-manager", 1),
        a_skew_limit("kubectl", 1, ahead=1),
    ]
)
PROXY = kube_proxy_beside_api_server.RULE
MANAGER = controller_manager_beside_api_server.RULE
SCHEDULER = scheduler_beside_api_server.RULE
CLOUD = cloud_controller_manager_beside_api_server.RULE
KUBECTL = kubectl_beside_api_server.RULE
NAMES = {
    PROXY.code: "kube-proxy",
    MANAGER.code: "kube-controller-manager",
    SCHEDULER.code: "kube-scheduler",
    CLOUD.code: "cloud-controller-manager",
    KUBECTL.code: "kubectl",
}


def said(rule: Rule[ClusterFacts], part: str | None, *servers: str) -> list[str]:
    values: dict[str, str | None] = {f"kube-apiserver@{number}": server for number, server in enumerate(servers)}
    return messages(rule, cluster_facts({**values, NAMES[rule.code]: part}, reference=REFERENCE))


@pytest.mark.parametrize("rule", [PROXY, MANAGER, SCHEDULER, CLOUD, KUBECTL], ids=lambda rule: NAMES[rule.code])
def test_is_quiet_for_equal_minors_and_for_parts_that_are_not_recorded(rule: Rule[ClusterFacts]) -> None:
    assert said(rule, "1.31.9", "1.31.0") == []
    assert messages(rule, cluster_facts({"kubernetes": "1.31.0"}, reference=REFERENCE)) == []


@pytest.mark.parametrize(
    ("rule", "part", "server"),
    [
        (PROXY, "1.25.1", "1.27.0"),
        (PROXY, "1.28.1", "1.31.0"),
        (MANAGER, "1.30.1", "1.31.0"),
        (SCHEDULER, "1.30.1", "1.31.0"),
        (CLOUD, "1.30.1", "1.31.0"),
        (KUBECTL, "1.30.1", "1.31.0"),
        (KUBECTL, "1.32.1", "1.31.0"),
    ],
)
def test_is_quiet_at_the_limit(rule: Rule[ClusterFacts], part: str, server: str) -> None:
    assert said(rule, part, server) == []


@pytest.mark.parametrize(
    ("rule", "part", "server", "distance"),
    [
        (PROXY, "1.24.1", "1.27.0", "3 minors behind kube-apiserver 1.27.0; the policy allows at most 2 minors"),
        (PROXY, "1.27.1", "1.31.0", "4 minors behind kube-apiserver 1.31.0; the policy allows at most 3 minors"),
        (PROXY, "1.32.0", "1.31.0", "1 minor ahead of kube-apiserver 1.31.0; the policy allows none"),
        (MANAGER, "1.29.1", "1.31.0", "2 minors behind kube-apiserver 1.31.0; the policy allows at most 1 minor"),
        (MANAGER, "1.32.0", "1.31.0", "1 minor ahead of kube-apiserver 1.31.0; the policy allows none"),
        (SCHEDULER, "1.29.1", "1.31.0", "2 minors behind kube-apiserver 1.31.0; the policy allows at most 1 minor"),
        (CLOUD, "1.32.0", "1.31.0", "1 minor ahead of kube-apiserver 1.31.0; the policy allows none"),
        (KUBECTL, "1.29.1", "1.31.0", "2 minors behind kube-apiserver 1.31.0; the policy allows at most 1 minor"),
        (KUBECTL, "1.33.0", "1.31.0", "2 minors ahead of kube-apiserver 1.31.0; the policy allows at most 1 minor"),
    ],
)
def test_reports_one_past_the_limit(rule: Rule[ClusterFacts], part: str, server: str, distance: str) -> None:
    assert said(rule, part, server) == [f"{NAMES[rule.code]} {part} is {distance}"]


def test_an_older_api_server_narrows_the_window_of_the_controllers() -> None:
    assert said(MANAGER, "1.31.0", "1.31.0") == []
    assert said(MANAGER, "1.31.0", "1.31.0", "1.30.4") == [
        "kube-controller-manager 1.31.0 is 1 minor ahead of kube-apiserver 1.30.4; the policy allows none"
    ]


def test_both_ends_of_the_control_plane_bound_kubectl() -> None:
    assert said(KUBECTL, "1.30.0", "1.31.0", "1.30.4") == []
    assert len(said(KUBECTL, "1.32.0", "1.31.0", "1.30.4")) == 1
    assert len(said(KUBECTL, "1.29.0", "1.31.0", "1.30.4")) == 1


@pytest.mark.parametrize("rule", [PROXY, MANAGER, SCHEDULER, CLOUD, KUBECTL], ids=lambda rule: NAMES[rule.code])
def test_is_undecided_when_the_version_is_unknown(rule: Rule[ClusterFacts]) -> None:
    assert said(rule, None, "1.31.0") == [f"unknown: the version of {NAMES[rule.code]} is not recorded"]
