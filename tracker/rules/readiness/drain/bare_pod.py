"""A pod has no controller, so a drain refuses it, and nobody brings it back."""

from collections.abc import Iterator

from tracker.domain.manifest import ManifestObject
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.workloads import Manifests

_MIRROR = "kubernetes.io/config.mirror"
_HOOK = "helm.sh/hook"


def check(facts: Manifests) -> Iterator[Outcome]:
    """One finding a pod that nothing owns; static, finished and hook pods do not count."""
    for workload in facts.workloads:
        if workload.kind == "Pod" and not _is_harmless(workload.object):
            yield RULE.finding(
                workload.object.subject,
                say("it has no controller: kubectl drain refuses to evict it, and with --force it is gone for good"),
                advice=say("run it from a Deployment, StatefulSet or Job, or delete it before the drain"),
                evidence=(from_object(workload.object),),
            )


def _is_harmless(pod: ManifestObject) -> bool:
    is_finished = pod.get("status", "phase") in ("Succeeded", "Failed")
    return is_finished or _MIRROR in pod.annotations or _HOOK in pod.annotations


RULE = Rule(
    code="DRN009",
    title="Bare pod",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/",
    check=check,
)
