"""The API servers of a highly available control plane are further apart than the policy allows."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.version import Minor
from tracker.rules.base import Rule
from tracker.rules.facts import ClusterFacts
from tracker.rules.skew.distance import Side, judge_distance
from tracker.rules.skew.parts import Part, api_servers


def check(facts: ClusterFacts) -> Iterator[Outcome]:
    """The oldest instance beside the newest one."""
    servers = api_servers(facts)
    if len(servers) > 1:
        oldest = min(servers, key=_age)
        yield from judge_distance(RULE, oldest, servers, facts.world, Side.BEHIND)


def _age(server: Part) -> tuple[int, Minor]:
    """Instances of unknown version come first, so that they are asked about."""
    return (0, Minor(0, 0)) if server.version is None else (1, server.version.minor)


RULE = Rule(
    code="SKEW009",
    title="The API servers are too far apart",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/releases/version-skew-policy/#kube-apiserver",
    check=check,
)
