"""What version-gated changes are looked for in: objects, nodes, command lines and recorded settings."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tracker.domain.event import Subject, SubjectType
from tracker.domain.knowledge.changes import BreakingChange, Detection
from tracker.domain.knowledge.changes import Evidence as Where
from tracker.domain.platforms import CONTROL_PLANE, OPERATING_SYSTEMS, RUNTIMES
from tracker.domain.upgrade.planner import MANAGED
from tracker.rules.readiness.version_gated.arguments import Argument, arguments_in_configuration, arguments_of
from tracker.rules.readiness.workloads import Manifests


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a pattern can be held against."""

    subject: str
    place: str
    """``file:line``, an object, or the recorded fact."""
    body: Mapping[str, Any]


@dataclass(frozen=True)
class GatedFacts:
    """Everything that is known of a cluster and can show the use of a changed thing; not slotted: it caches."""

    manifests: Manifests
    recorded: Mapping[Subject, str | None]
    """The values of the cluster's state; empty when only manifests are judged."""
    changes: tuple[BreakingChange, ...]
    provider: str = ""

    @property
    def concerning(self) -> Iterator[BreakingChange]:
        """The changes that a cluster of this provider can meet."""
        return (change for change in self.changes if concerns(change, self.provider))

    @cached_property
    def pods(self) -> tuple[Candidate, ...]:
        """Pods and pod templates."""
        return tuple(Candidate(w.object.subject, str(w.object.place), w.pod) for w in self.manifests.workloads)

    def objects(self, kind: str) -> Iterator[Candidate]:
        """The objects of a kind; of every kind for ``*``."""
        for item in self.manifests.objects:
            if kind in ("*", item.api.kind):
                yield Candidate(item.subject, str(item.place), item.body)

    @cached_property
    def nodes(self) -> tuple[Candidate, ...]:
        """Node objects, and what the record says of runtimes and operating systems in the words of a Node."""
        read = (Candidate(o.subject, str(o.place), o.body) for o in self.manifests.of_kind("Node"))
        return (*read, *self._recorded_nodes())

    @cached_property
    def arguments(self) -> tuple[Argument, ...]:
        """Command lines in the manifests, and recorded settings as the flags that they stand for."""
        read = (argument for workload in self.manifests.workloads for argument in arguments_of(workload))
        added = (argument for item in self.manifests.objects for argument in arguments_in_configuration(item))
        return (*read, *added, *self._recorded_arguments())

    def _recorded_nodes(self) -> Iterator[Candidate]:
        for subject, value in self.recorded.items():
            if subject.type is not SubjectType.PLATFORM or not value:
                continue
            info = {}
            if subject.name in RUNTIMES:
                info["containerRuntimeVersion"] = f"{subject.name}://{value}"
            elif subject.name in OPERATING_SYSTEMS:
                info["osImage"] = f"{subject.name.replace('-', ' ').title()} {value}"
            if info:
                yield Candidate(f"recorded {subject} {value}", "the record", {"status": {"nodeInfo": info}})

    def _recorded_arguments(self) -> Iterator[Argument]:
        for subject, value in self.recorded.items():
            if subject.type is SubjectType.CONFIG:
                flag = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", subject.name.lstrip("-")).lower()
                yield Argument(subject.scope, f"recorded {subject}", "the record", f"--{flag}={value or ''}")


def concerns(change: BreakingChange, provider: str) -> bool:
    """Whether a cluster of this provider (a slug) can meet a change.

    Where the provider runs the control plane, its flags, its configuration and its installer are the provider's to change.
    """
    if change.providers and provider not in change.providers:
        return False
    return provider not in MANAGED or not change.detections or any(map(_reachable(change), change.detections))


def within_reach(change: BreakingChange, detection: Detection, provider: str) -> Detection | None:
    """Where a person can look on a cluster of this provider; None when only the provider can, or has no such thing.

    Volumes of another cloud cannot be mounted where the provider runs the machines as well.
    """
    if provider not in MANAGED:
        return detection
    field = (detection.path or "").rpartition(".")[2]
    if _DISKS.get(field, provider) != provider or not _reachable(change)(detection):
        return None
    kinds = detection.kinds
    if detection.evidence is Where.COMMAND_LINE:
        kinds = tuple(kind for kind in kinds if kind not in CONTROL_PLANE)
    return replace(detection, kinds=kinds)


def _reachable(change: BreakingChange) -> Callable[[Detection], bool]:
    of_provider = change.area in _AREAS_OF_CONTROL_PLANE

    def is_reachable(detection: Detection) -> bool:
        match detection.evidence:
            case Where.COMMAND_LINE:
                return not set(detection.kinds) <= set(CONTROL_PLANE)
            case Where.CONFIGURATION:
                return not detection.kinds or not set(detection.kinds) <= _CONFIGURES_CONTROL_PLANE
            case Where.MANUAL:
                return not of_provider
            case _:
                return True

    return is_reachable


_CONFIGURES_CONTROL_PLANE = frozenset(
    {
        "AdmissionConfiguration",
        "ClusterConfiguration",
        "EncryptionConfiguration",
        "KubeSchedulerConfiguration",
        "Policy",
    }
)
_AREAS_OF_CONTROL_PLANE = frozenset({"kube-apiserver", "kubeadm"})
"""Areas of changes whose descriptions in words are about files and flags of the control plane."""
_DISKS = {
    "awsElasticBlockStore": "amazon-eks",
    "azureDisk": "aks",
    "azureFile": "aks",
    "gcePersistentDisk": "gke",
    "cinder": "",
    "vsphereVolume": "",
}
"""Sorts of volumes that exist at one managed provider, or at none."""
