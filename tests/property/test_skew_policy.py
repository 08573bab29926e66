"""The version skew policy, restated from its text, against the rules and the shipped data: every pair of minors."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from tests.support.facts import cluster_facts, outcomes
from tracker import bootstrap
from tracker.domain.outcome import Finding
from tracker.domain.version import Minor
from tracker.rules.base import Rule
from tracker.rules.facts import ClusterFacts
from tracker.rules.skew import (
    api_servers_apart,
    cloud_controller_manager_beside_api_server,
    controller_manager_beside_api_server,
    kube_proxy_beside_api_server,
    kube_proxy_beside_kubelet,
    kubectl_beside_api_server,
    kubelet_ahead_of_api_server,
    kubelet_behind_api_server,
    scheduler_beside_api_server,
)
from tracker.services.settings import Settings

REFERENCE = bootstrap.open_reference(Settings())
MINORS = [minor.minor for minor in REFERENCE.minors() if minor.released_on]
FORMAL = [minor for minor in MINORS if minor >= Minor(1, 13)]
NAMED = [minor for minor in MINORS if minor >= Minor(1, 3)]
"""The design document, which came before the policy page, gives numbers from 1.3 on."""
TODAY = "2026-08-22"


def is_reported(rule: Rule[ClusterFacts], values: dict[str, str], today: str = TODAY) -> bool:
    said = outcomes(rule, cluster_facts(dict(values), today=today, reference=REFERENCE))
    assert all(isinstance(outcome, Finding) for outcome in said), said
    return bool(said)


def pairs(minors: list[Minor]) -> Iterator[tuple[Minor, Minor]]:
    return ((one, other) for one in minors for other in minors)


class TestKubelet:
    """A kubelet is never newer than the API server, and at most three minors older; two if it is older than 1.25."""

    def test_every_pair_of_minors(self) -> None:
        for server, kubelet in pairs(NAMED):
            values = {"kubernetes": f"{server}.1", "pool:workers": f"{kubelet}.0"}
            allowed = 3 if kubelet >= Minor(1, 25) else 2
            assert is_reported(kubelet_behind_api_server.RULE, values) == (server.number - kubelet.number > allowed)
            assert is_reported(kubelet_ahead_of_api_server.RULE, values) == (kubelet > server)


class TestHighlyAvailable:
    """With API servers in two minors, which may be one apart, the newer one bounds how old a part may be, the older one how new."""

    def test_both_instances_bound_the_kubelet(self) -> None:
        for older in [minor for minor in FORMAL if minor.next() in FORMAL]:
            for kubelet in FORMAL:
                values = {
                    "kube-apiserver@a": f"{older.next()}.0",
                    "kube-apiserver@b": f"{older}.9",
                    "pool:workers": f"{kubelet}.0",
                }
                allowed = 3 if kubelet >= Minor(1, 25) else 2
                too_old = older.next().number - kubelet.number > allowed
                assert is_reported(kubelet_behind_api_server.RULE, values) == too_old
                assert is_reported(kubelet_ahead_of_api_server.RULE, values) == (kubelet > older)

    def test_the_newest_and_oldest_instances_are_within_one_minor(self) -> None:
        for one, other in pairs(FORMAL):
            values = {"kube-apiserver@a": f"{one}.0", "kube-apiserver@b": f"{other}.0"}
            assert is_reported(api_servers_apart.RULE, values) == (abs(one.number - other.number) > 1)


class TestKubeProxy:
    """kube-proxy is bound to the API server as a kubelet is, and to the kubelet beside it by the edition of the day.

    Nothing was said before 2020-06-24, equal minors from then on, nothing from 2023-04-14 on, two minors apart from
    2023-05-02 on, and since 2023-08-15 three minors apart, two for a kube-proxy older than 1.25.
    """

    def test_every_pair_with_the_api_server(self) -> None:
        for server, proxy in pairs(NAMED):
            values = {"kubernetes": f"{server}.1", "kube-proxy": f"{proxy}.0"}
            allowed = 3 if proxy >= Minor(1, 25) else 2
            outside = proxy > server or server.number - proxy.number > allowed
            assert is_reported(kube_proxy_beside_api_server.RULE, values) == outside

    @pytest.mark.parametrize(
        ("today", "allowed"),
        [
            ("2020-06-23", lambda _: None),
            ("2020-06-24", lambda _: 0),
            ("2023-04-13", lambda _: 0),
            ("2023-04-14", lambda _: None),
            ("2023-05-02", lambda _: 2),
            ("2023-08-14", lambda _: 2),
            ("2023-08-15", lambda proxy: 3 if proxy >= Minor(1, 25) else 2),
            (TODAY, lambda proxy: 3 if proxy >= Minor(1, 25) else 2),
        ],
    )
    def test_every_pair_with_the_kubelet_in_every_edition(
        self, today: str, allowed: Callable[[Minor], int | None]
    ) -> None:
        for kubelet, proxy in pairs([minor for minor in NAMED if was_out(minor, today)]):
            limit = allowed(proxy)
            outside = limit is not None and abs(kubelet.number - proxy.number) > limit
            values = {"kube-proxy": f"{proxy}.0", "pool:workers": f"{kubelet}.0"}
            assert is_reported(kube_proxy_beside_kubelet.RULE, values, today) == outside


class TestControllers:
    """Controller managers and the scheduler are of the API server's minor, or one older while an upgrade is under way."""

    @pytest.mark.parametrize(
        ("rule", "name"),
        [
            (controller_manager_beside_api_server.RULE, "kube-controller-manager"),
            (scheduler_beside_api_server.RULE, "kube-scheduler"),
            (cloud_controller_manager_beside_api_server.RULE, "cloud-controller-manager"),
        ],
    )
    def test_every_pair_of_minors(self, rule: Rule[ClusterFacts], name: str) -> None:
        for server, controller in pairs(FORMAL):
            values = {"kubernetes": f"{server}.1", name: f"{controller}.0"}
            assert is_reported(rule, values) == (server.number - controller.number not in (0, 1))


class TestKubectl:
    """kubectl is within one minor of the API server, on either side."""

    def test_every_pair_of_minors(self) -> None:
        for server, kubectl in pairs(NAMED):
            values = {"kubernetes": f"{server}.1", "kubectl": f"{kubectl}.0"}
            assert is_reported(kubectl_beside_api_server.RULE, values) == (abs(server.number - kubectl.number) > 1)


def was_out(minor: Minor, today: str) -> bool:
    known = REFERENCE.minor(minor)
    return known is not None and known.is_released(date.fromisoformat(today))
