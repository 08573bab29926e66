"""An image has no fixed tag, so the pod that a drain moves may come back as another version."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.facts import DrainFacts


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """One finding a workload, naming the images that float."""
    for workload in facts.workloads:
        if workload.floating_images and workload.replicas != 0:
            yield RULE.finding(
                workload.subject,
                say(
                    "%(images)s: a pod that moves to another node may come back as another version",
                    images=", ".join(workload.floating_images),
                ),
                advice=say("name a tag that is never moved, or a digest"),
                evidence=(workload.evidence,),
            )


RULE = Rule(
    code="DRN011",
    title="Image without a fixed tag",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/containers/images/",
    check=check,
)
