"""Support windows of managed Kubernetes services and distributions."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.knowledge.sourced import Sourced
from tracker.domain.version import Minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider(Sourced):
    """Who runs or packages Kubernetes, and what it calls its phases of support."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    active_means: str | None
    standard_means: str | None
    extended_means: str | None
    follows_upstream: bool
    """It publishes no table of its own; the upstream end of life counts."""
    is_distribution: bool = True
    """False for a management product (Rancher) whose versions are not Kubernetes versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSupport(Sourced):
    """One version of a provider. All ``*_until`` are last days, inclusive; None is "not stated by the source"."""

    provider: str
    version: str
    """As the provider writes it: ``1.31``, for OpenShift ``4.18``."""
    minor: Minor | None
    released_on: date | None
    active_until: date | None
    standard_until: date | None
    extended_until: date | None
    upstream_until: date | None = None
    """The upstream end of life, for providers that follow it."""
    latest: str | None = None
    latest_on: date | None = None

    @property
    def included_until(self) -> date | None:
        """The last day of support that costs nothing extra."""
        return self.standard_until or self.active_until or self.upstream_until

    @property
    def last_until(self) -> date | None:
        """The last day of any support, paid phases included."""
        return self.extended_until or self.included_until
