"""What an installer's release brings: Kubernetes and etcd versions, images, settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.knowledge.sourced import Sourced
from tracker.domain.version import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallerSetting:
    """A key of the installer's configuration."""

    name: str
    supported: bool
    """The release reads the key."""
    default: str | None
    """What applies when the key is not set; None when the release leaves it to Kubernetes or it is unknown."""
    example: str | None = None
    """The commented value in the installer's template; an example, not a default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallerRelease(Sourced):
    """One release of an installer such as kube-aws 0.9.8."""

    installer: str
    version: Version
    released_on: date | None
    date_basis: str
    """``annotated tag`` is the day of publication; ``commit of lightweight tag`` may be some days early."""
    kubernetes: Version | None
    """The version that it installs when the user says nothing."""
    etcd: Version | None
    images: Mapping[str, str]
    """Image reference with tag by short name: ``dex`` → ``quay.io/coreos/dex:v2.4.0``."""
    settings: Mapping[str, InstallerSetting]
