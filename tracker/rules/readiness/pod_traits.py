"""What the pods of a workload are like: what the drain rules ask of each workload by itself, when it is read."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from tracker.rules.readiness.loose import as_mapping, as_mappings
from tracker.rules.readiness.workloads import Workload

HOST = "kubernetes.io/hostname"
_ZONES = ("topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone")
"""Pods in different zones are on different nodes."""
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


class Resource(Enum):
    """What a container should state. A CPU limit is not asked for: it throttles without protecting anybody."""

    CPU_REQUEST = "cpu request"
    MEMORY_REQUEST = "memory request"
    MEMORY_LIMIT = "memory limit"


def is_probed(workload: Workload) -> bool:
    """Whether anything tells when a pod is ready for traffic."""
    return any(container.get("readinessProbe") for container in workload.containers) or bool(
        workload.spec.get("readinessGates")
    )


def missing_resources(workload: Workload) -> tuple[tuple[str, tuple[Resource, ...]], ...]:
    """What each container leaves out, by its name; those that leave out nothing are not there.

    Since 1.34 (beta) a pod can state its resources as a whole.
    """
    if workload.spec.get("resources"):
        return ()
    lacking = {str(container.get("name", "?")): tuple(_lacks(container)) for container in workload.containers}
    return tuple((name, parts) for name, parts in lacking.items() if parts)


def _lacks(container: Mapping[str, Any]) -> Iterator[Resource]:
    stated = as_mapping(container.get("resources"))
    requests, limits = as_mapping(stated.get("requests")), as_mapping(stated.get("limits"))
    if "cpu" not in requests and "cpu" not in limits:
        yield Resource.CPU_REQUEST
    if "memory" not in requests and "memory" not in limits:
        yield Resource.MEMORY_REQUEST
    if "memory" not in limits:
        yield Resource.MEMORY_LIMIT


def is_spread(workload: Workload) -> bool:
    """Whether something keeps its pods on different nodes."""
    keys = {*_constraint_keys(workload.spec), *_anti_affinity_keys(workload.spec)}
    return not keys.isdisjoint({HOST, *_ZONES})


def _constraint_keys(spec: Mapping[str, Any]) -> Iterator[str]:
    for constraint in as_mappings(spec.get("topologySpreadConstraints")):
        yield str(constraint.get("topologyKey"))


def _anti_affinity_keys(spec: Mapping[str, Any]) -> Iterator[str]:
    anti = as_mapping(as_mapping(spec.get("affinity")).get("podAntiAffinity"))
    for term in as_mappings(anti.get("requiredDuringSchedulingIgnoredDuringExecution")):
        yield str(term.get("topologyKey"))
    for weighted in as_mappings(anti.get("preferredDuringSchedulingIgnoredDuringExecution")):
        yield str(as_mapping(weighted.get("podAffinityTerm")).get("topologyKey"))


def floating_images(workload: Workload) -> tuple[str, ...]:
    """The images that may be another version tomorrow, sorted."""
    images = {str(container["image"]) for container in workload.containers if container.get("image")}
    return tuple(sorted(filter(is_floating, images)))


def is_floating(image: str) -> bool:
    """Whether an image reference has neither a digest nor a tag other than ``latest``.

    A colon before the last slash belongs to the registry's port.
    """
    if "@" in image:
        return False
    _, _, tag = image.rsplit("/", 1)[-1].partition(":")
    return tag in ("", "latest")


def host_volumes(workload: Workload) -> tuple[str, ...]:
    """The names of the volumes in which the pods keep files on the node itself."""
    return tuple(str(volume.get("name")) for volume in _volumes(workload) if _keeps_data_on_host(volume, workload))


def scratch_volumes(workload: Workload) -> tuple[str, ...]:
    """The names of the emptyDir volumes on disk; what is in memory is lost with every restart anyway."""
    return tuple(
        str(volume.get("name"))
        for volume in _volumes(workload)
        if "emptyDir" in volume and as_mapping(volume["emptyDir"]).get("medium") != "Memory"
    )


def _volumes(workload: Workload) -> tuple[Mapping[str, Any], ...]:
    return as_mappings(workload.spec.get("volumes"))


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
