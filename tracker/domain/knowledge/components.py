"""Components that run on or below a cluster: their release lines and the Kubernetes versions that these support."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.knowledge.sourced import Sourced
from tracker.domain.version import Minor, OpaqueVersion, Version

OPERATING_SYSTEM = "operating system"
"""The category of what nodes boot; its release lines are names of years and months, which have no order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Sourced):
    """A product with a life of its own: an add-on, a runtime, a datastore, a provisioner, an operating system."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    category: str
    repository: str | None
    has_matrix: bool
    """The project documents which Kubernetes versions it supports."""
    retired: str | None = None
    """When the project ended, in the words of the source (``March 2026``); None while it lives."""
    successor: str | None = None
    """The slug of what the project names as its successor."""
    minimum_by_kubernetes: Mapping[Minor, Version] = field(default_factory=dict)
    """The lowest version that the project asks for on a Kubernetes minor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentRelease(Sourced):
    """One release line of a component (``1.14``) with its first and latest release."""

    component: str
    line: str
    first: Version | OpaqueVersion | None
    released_on: date | None
    date_basis: str
    """How the dates are known: tag, commit of lightweight tag, documentation, an upper bound …"""
    latest: Version | OpaqueVersion | None
    latest_on: date | None
    active_until: date | None = None
    end_of_life: date | None = None
    """Last day of support, inclusive; None when the project publishes none."""
    has_ended: bool | None = None
    """Set where a source says that support ended (or goes on) without giving the day."""
    extended_until: date | None = None
    long_term: bool = False
    kubernetes_min: Minor | None = None
    kubernetes_max: Minor | None = None
    """None with a known minimum: "or newer", or not stated."""
    range_kind: str | None = None
    """supported, tested, minimum, recommended, expected, compatible, same minor …; None: no range is documented."""
    range_source: str | None = None
    minimum_patch_by_kubernetes: Mapping[Minor, Version] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)
    """Further facts as text: the wording of the matrix, the Kafka versions of a Strimzi release, a chart's app."""

    @property
    def has_range(self) -> bool:
        """Whether the project says which Kubernetes versions this line is for."""
        return self.range_kind is not None

    @property
    def has_known_end(self) -> bool:
        """Whether anybody says when support ends, or at least that it ended or goes on."""
        return self.end_of_life is not None or self.has_ended is not None

    def supports(self, minor: Minor) -> bool | None:
        """Whether the documented range holds `minor`; None when none is documented or the end is open."""
        if self.range_kind is None:
            return None
        if self.kubernetes_min is not None and minor < self.kubernetes_min:
            return False
        if self.kubernetes_max is not None:
            return minor <= self.kubernetes_max
        return True if minor == self.kubernetes_min else None


@dataclass(frozen=True, slots=True, kw_only=True)
class KubernetesDependency(Sourced):
    """What a Kubernetes minor was validated with or installs: etcd, CoreDNS, Docker."""

    minor: Minor
    component: str
    kind: str
    """``installed by kubeadm``, ``validated versions``, ``validated range`` (first and last), ``named in notes``."""
    versions: tuple[Version | OpaqueVersion, ...]
