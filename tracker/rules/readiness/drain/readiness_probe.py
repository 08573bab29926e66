"""A workload takes traffic and has no readiness probe, so a replaced pod gets requests before it can answer them."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.facts import DrainFacts
from tracker.rules.readiness.workloads import LONG_RUNNING


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """One finding a workload that a Service selects and that nothing probes."""
    for workload in facts.workloads:
        if workload.kind in LONG_RUNNING and not workload.is_probed and facts.is_served(workload):
            yield RULE.finding(
                workload.subject,
                say(
                    "a Service sends it traffic and none of its containers has a readinessProbe: during a drain its"
                    " replacement is counted as ready before it has started"
                ),
                advice=say("add a readinessProbe to the container that serves the traffic"),
                evidence=(workload.evidence,),
            )


RULE = Rule(
    code="DRN001",
    title="No readiness probe",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe",
    check=check,
)
