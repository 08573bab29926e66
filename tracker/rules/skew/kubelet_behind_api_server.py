"""A kubelet trails the API server by more minor versions than the skew policy of the period allows."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.rules.base import Rule
from tracker.rules.facts import ClusterFacts
from tracker.rules.skew.distance import Side, judge_distance
from tracker.rules.skew.parts import api_servers, kubelets


def check(facts: ClusterFacts) -> Iterator[Outcome]:
    """Each node pool on its own."""
    for kubelet in kubelets(facts):
        yield from judge_distance(RULE, kubelet, api_servers(facts), facts.world, Side.BEHIND)


RULE = Rule(
    code="SKEW001",
    title="The kubelet is too far behind the API server",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/releases/version-skew-policy/#kubelet",
    check=check,
)
