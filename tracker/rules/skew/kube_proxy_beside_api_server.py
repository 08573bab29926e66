"""kube-proxy is newer than an API server, or older than the policy of the period allows."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.rules.base import Rule
from tracker.rules.facts import ClusterFacts
from tracker.rules.skew.distance import judge_distance
from tracker.rules.skew.parts import api_servers, components


def check(facts: ClusterFacts) -> Iterator[Outcome]:
    """Every recorded kube-proxy beside every API server."""
    for part in components(facts, "kube-proxy"):
        yield from judge_distance(RULE, part, api_servers(facts), facts.world)


RULE = Rule(
    code="SKEW003",
    title="kube-proxy is too far from the API server",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/releases/version-skew-policy/#kube-proxy",
    check=check,
)
