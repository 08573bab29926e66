"""A pod keeps data on its node, and loses it when the node is replaced."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.loose import as_mapping, as_mappings
from tracker.rules.readiness.workloads import LONG_RUNNING, Manifests, Workload

_NO_FILES = ("Socket", "CharDevice", "BlockDevice")
_OF_THE_NODE = (
    "/dev",
    "/proc",
    "/sys",
    "/run",
    "/var/run",
    "/lib/modules",
    "/usr/lib",
    "/etc/ssl",
    "/etc/pki",
    "/etc/localtime",
)


def check(facts: Manifests) -> Iterator[Outcome]:
    """Workloads other than DaemonSets with hostPath or emptyDir volumes, and persistent volumes of type local."""
    for workload in facts.workloads:
        if workload.kind in LONG_RUNNING - {"DaemonSet"}:
            yield from _of_workload(workload)
    for volume in facts.of_kind("PersistentVolume"):
        if volume.get("spec", "local") is not None or volume.get("spec", "hostPath") is not None:
            yield RULE.finding(
                volume.subject,
                say("it lives on one node: what is on it does not follow when the node is replaced"),
                advice=say("move the data off the node before it is rotated, or keep the node's disk"),
                evidence=(from_object(volume),),
            )


def _of_workload(workload: Workload) -> Iterator[Outcome]:
    volumes = as_mappings(workload.spec.get("volumes"))
    on_host = [str(volume.get("name")) for volume in volumes if _keeps_data_on_host(volume, workload)]
    scratch = [str(volume.get("name")) for volume in volumes if _is_scratch_on_disk(volume)]
    if on_host:
        yield RULE.finding(
            workload.object.subject,
            say(
                "hostPath volumes (%(names)s): on the next node the pod finds other files, or none",
                names=", ".join(on_host),
            ),
            advice=say("use a persistent volume for what must survive"),
            evidence=(from_object(workload.object),),
            key="hostPath",
        )
    if scratch:
        is_stateful = workload.kind == "StatefulSet"
        yield RULE.finding(
            workload.object.subject,
            say(
                "emptyDir volumes (%(names)s): kubectl drain asks for --delete-emptydir-data, and what is in them is lost",
                names=", ".join(scratch),
            ),
            severity=Severity.RECOMMENDED if is_stateful else Severity.NOTE,
            advice=say("make sure that they hold caches only")
            if not is_stateful
            else say("use a volumeClaimTemplate for its data"),
            evidence=(from_object(workload.object),),
            key="emptyDir",
        )


def _keeps_data_on_host(volume: Mapping[str, Any], workload: Workload) -> bool:
    """A hostPath that somebody writes to; what is mounted read-only is the node's own, and so are sockets and devices."""
    if "hostPath" not in volume:
        return False
    source = as_mapping(volume["hostPath"])
    if source.get("type") in _NO_FILES or str(source.get("path", "")).startswith(_OF_THE_NODE):
        return False
    containers = (*workload.containers, *as_mappings(workload.spec.get("initContainers")))
    mounts = [mount for container in containers for mount in as_mappings(container.get("volumeMounts"))]
    own = [mount for mount in mounts if mount.get("name") == volume.get("name")]
    return not own or not all(mount.get("readOnly") is True for mount in own)


def _is_scratch_on_disk(volume: Mapping[str, Any]) -> bool:
    """An emptyDir; one in memory is lost with every restart anyway, so nobody keeps data there."""
    if "emptyDir" not in volume:
        return False
    return as_mapping(volume["emptyDir"]).get("medium") != "Memory"


RULE = Rule(
    code="DRN010",
    title="Data on the node",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/",
    check=check,
)
