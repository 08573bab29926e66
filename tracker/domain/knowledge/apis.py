"""The life of an API: when a group, version and kind was introduced, deprecated, removed, and what replaces it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from tracker.domain.knowledge.sourced import Sourced
from tracker.domain.version import Minor


class ApiUse(StrEnum):
    """Where documents of this kind appear."""

    RESOURCE = "resource"
    SUBRESOURCE = "subresource"
    CUSTOM_RESOURCE = "custom-resource"
    CONFIG_FILE = "config-file"
    WEBHOOK_PAYLOAD = "webhook-payload"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, order=True)
class ApiKey:
    """Group, version and kind; the core group is the empty string."""

    group: str
    version: str
    kind: str

    @classmethod
    def of(cls, api_version: str, kind: str) -> Self:
        """From a manifest's ``apiVersion`` (``apps/v1``, ``v1``) and ``kind``."""
        group, _, version = api_version.rpartition("/")
        return cls(group, version, kind)

    @property
    def api_version(self) -> str:
        """Group and version as a manifest writes them."""
        return f"{self.group}/{self.version}" if self.group else self.version

    def __str__(self) -> str:
        return f"{self.api_version} {self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiLifecycle(Sourced):
    """When an API came and goes.

    Versions are minors of `component`: of Kubernetes when it is ``kubernetes`` (the API server) or one of its
    components' configuration files, otherwise release lines of the component that ships the custom resource.
    """

    api: ApiKey
    component: str
    use: ApiUse
    stage: str
    """alpha, beta, ga, or pre for the versions before 1.0."""
    introduced_in: Minor | None
    """First minor that knows the API: the earlier of upstream's declaration and its first registration."""
    deprecated_in: Minor | None
    removed_in: Minor | None
    """First minor that no longer serves it."""
    removal_is_planned: bool
    """`removed_in` was not released when this was read: upstream may still move it."""
    served_by_default: bool | None
    """False for alpha versions, and for beta versions that were new in 1.24 or later: somebody must switch them on.
    None where that is unknown (alpha versions before 1.6) or does not apply (what the API server does not serve)."""
    replacement: ApiKey | None
    """What upstream names, or the newest version of the same kind; may itself be removed later."""
    replacement_since: Minor | None
    removal_basis: str | None = None
    """How `removed_in` is known: deprecation guide, release notes, lifecycle declaration, registration."""

    def is_served(self, minor: Minor) -> bool | None:
        """Whether a server of that minor can serve the API; None when its beginning is unknown."""
        if self.removed_in is not None and minor >= self.removed_in:
            return False
        return None if self.introduced_in is None else minor >= self.introduced_in

    def is_deprecated(self, minor: Minor) -> bool:
        """Whether `minor` calls it deprecated (it may be removed by then)."""
        return self.deprecated_in is not None and minor >= self.deprecated_in

    def is_removed(self, minor: Minor) -> bool:
        """Whether `minor` no longer serves it."""
        return self.removed_in is not None and minor >= self.removed_in
