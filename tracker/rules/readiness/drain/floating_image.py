"""An image has no fixed tag, so the pod that a drain moves may come back as another version."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.workloads import Manifests


def check(facts: Manifests) -> Iterator[Outcome]:
    """One finding a workload, naming the images that float."""
    for workload in facts.workloads:
        if workload.replicas == 0:
            continue
        images = [str(container["image"]) for container in workload.containers if container.get("image")]
        floating = sorted({image for image in images if is_floating(image)})
        if floating:
            yield RULE.finding(
                workload.object.subject,
                say(
                    "%(images)s: a pod that moves to another node may come back as another version",
                    images=", ".join(floating),
                ),
                advice=say("name a tag that is never moved, or a digest"),
                evidence=(from_object(workload.object),),
            )


def is_floating(image: str) -> bool:
    """Whether an image reference has neither a digest nor a tag other than ``latest``.

    A colon before the last slash belongs to the registry's port.
    """
    if "@" in image:
        return False
    _, _, tag = image.rsplit("/", 1)[-1].partition(":")
    return tag in ("", "latest")


RULE = Rule(
    code="DRN011",
    title="Image without a fixed tag",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/containers/images/",
    check=check,
)
