"""Nothing keeps the replicas of a workload from landing on one node."""

from collections.abc import Iterator
from functools import lru_cache

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.facts import DrainFacts
from tracker.rules.readiness.pod_traits import HOST

_ADVICE = say("spread them over %(key)s", key=HOST)


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """One finding a workload with several pods and neither anti-affinity nor spread constraints for them."""
    for workload in facts.workloads:
        fewest = facts.fewest_replicas(workload)
        if fewest is not None and fewest > 1 and not workload.is_spread:
            yield RULE.finding(
                workload.subject,
                _told(fewest),
                advice=_ADVICE,
                evidence=(workload.evidence,),
            )


@lru_cache(maxsize=64)
def _told(count: int) -> Sentence:
    """Thousands of workloads have the same few numbers of replicas, and their findings are kept until they are printed."""
    return say(
        "its %(count)s replicas can all land on one node: no podAntiAffinity, no topologySpreadConstraints", count=count
    )


RULE = Rule(
    code="DRN004",
    title="Replicas can share one node",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
    check=check,
)
