"""Nothing says which version the nodes run."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import ClusterFacts
from tracker.rules.installers import moves_as_a_whole
from tracker.rules.skew.parts import api_servers, kubelets


def check(facts: ClusterFacts) -> Iterator[Outcome]:
    """Asked only where the nodes are upgraded apart from the control plane: an installer of whole clusters moves both."""
    servers = api_servers(facts)
    if not servers or any(True for _ in kubelets(facts)) or moves_as_a_whole(facts):
        return
    yield RULE.undecided(
        say("node pools"),
        say("no node pool is recorded, and the nodes are upgraded apart from the control plane"),
        advice=say("Record them: `tracker add --pool NAME=KUBELET_VERSION`."),
    )


RULE = Rule(
    code="SKEW011",
    title="The nodes' versions are not recorded",
    severity=Severity.NOTE,
    source="https://kubernetes.io/releases/version-skew-policy/#kubelet",
    check=check,
)
