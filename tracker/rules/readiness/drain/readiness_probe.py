"""A workload takes traffic and has no readiness probe, so a replaced pod gets requests before it can answer them."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.workloads import LONG_RUNNING, Manifests, Workload


def check(facts: Manifests) -> Iterator[Outcome]:
    """One finding a workload that a Service selects and that nothing probes."""
    for workload in facts.workloads:
        if workload.kind in LONG_RUNNING and facts.is_served(workload) and not _is_probed(workload):
            yield RULE.finding(
                workload.object.subject,
                say(
                    "a Service sends it traffic and none of its containers has a readinessProbe: during a drain its"
                    " replacement is counted as ready before it has started"
                ),
                advice=say("add a readinessProbe to the container that serves the traffic"),
                evidence=(from_object(workload.object),),
            )


def _is_probed(workload: Workload) -> bool:
    return any(container.get("readinessProbe") for container in workload.containers) or bool(
        workload.spec.get("readinessGates")
    )


RULE = Rule(
    code="DRN001",
    title="No readiness probe",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe",
    check=check,
)
