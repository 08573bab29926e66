"""A kubelet is newer than an API server that it talks to."""

from collections.abc import Iterator

from tracker.domain.outcome import Finding, Outcome, Severity
from tracker.rules.base import Rule
from tracker.rules.facts import ClusterFacts
from tracker.rules.skew.distance import Side, judge_distance
from tracker.rules.skew.parts import api_servers, kubelets


def check(facts: ClusterFacts) -> Iterator[Outcome]:
    """Each node pool on its own, beside the oldest API server."""
    for kubelet in kubelets(facts):
        # What is missing is already said by SKEW001.
        outcomes = judge_distance(RULE, kubelet, api_servers(facts), facts.world, Side.AHEAD)
        yield from (outcome for outcome in outcomes if isinstance(outcome, Finding))


RULE = Rule(
    code="SKEW002",
    title="The kubelet is newer than the API server",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/releases/version-skew-policy/#kubelet",
    check=check,
)
