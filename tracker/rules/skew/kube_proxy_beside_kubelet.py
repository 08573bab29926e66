"""kube-proxy and the kubelet of the same nodes are further apart than the policy of the period allows."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.rules.base import Rule
from tracker.rules.facts import ClusterFacts
from tracker.rules.skew.distance import judge_distance
from tracker.rules.skew.parts import components, kubelets


def check(facts: ClusterFacts) -> Iterator[Outcome]:
    """Pool by pool; a kube-proxy of no pool is held against every kubelet. Unknown versions are said by SKEW001 and 003."""
    for proxy in components(facts, "kube-proxy"):
        for kubelet in kubelets(facts):
            if proxy.pool and kubelet.pool and proxy.pool != kubelet.pool:
                continue
            if proxy.version is not None and kubelet.version is not None:
                yield from judge_distance(RULE, proxy, (kubelet,), facts.world, beside=kubelet.label)


RULE = Rule(
    code="SKEW004",
    title="kube-proxy is too far from the kubelet",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/releases/version-skew-policy/#kube-proxy",
    check=check,
)
