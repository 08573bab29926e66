"""The reference port: the questions that rules, plans, scans and pages ask about the world.

Answers are values with a source. "Unknown" is None or an empty tuple, never a guess: the caller says *undecided*.
Sequences are newest first. A question that takes ``on`` is answered as somebody could know on that day: a release
that came later does not exist yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Only annotations name the values: who asks one part of the port does not pay for the classes of the others.
    from collections.abc import Sequence
    from datetime import date

    from tracker.domain.knowledge.apis import ApiKey, ApiLifecycle
    from tracker.domain.knowledge.changes import BreakingChange
    from tracker.domain.knowledge.components import Component, ComponentRelease, KubernetesDependency
    from tracker.domain.knowledge.installers import InstallerRelease
    from tracker.domain.knowledge.kubernetes import DistributorBuild, KubernetesMinor, PatchRelease
    from tracker.domain.knowledge.policies import SettingDefault, SkewLimit, SupportPolicy, UpgradeRule
    from tracker.domain.knowledge.providers import Provider, ProviderSupport
    from tracker.domain.version import Minor, OpaqueVersion, Version


class KubernetesReleases(Protocol):
    """What upstream released and for how long it supports it."""

    def minors(self) -> Sequence[KubernetesMinor]:
        """Every minor, planned ones included."""
        ...

    def minor(self, minor: Minor) -> KubernetesMinor | None:
        """The facts about one minor."""
        ...

    def released_minors(self, on: date) -> Sequence[KubernetesMinor]:
        """The minors that were out on a day."""
        ...

    def latest_minor(self, on: date) -> KubernetesMinor | None:
        """The highest minor that was out on a day."""
        ...

    def patches(self, minor: Minor) -> Sequence[PatchRelease]:
        """Every patch release of a minor, the first release included."""
        ...

    def patch(self, version: Version) -> PatchRelease | None:
        """The release with the upstream part of `version`; None for a pre-release or an unknown number."""
        ...

    def latest_patch(self, minor: Minor, on: date) -> PatchRelease | None:
        """The highest public patch number of a minor that was out on a day."""
        ...

    def builds(self, version: Version) -> Sequence[DistributorBuild]:
        """Distributors' builds of the upstream part of `version`."""
        ...


class ProviderWindows(Protocol):
    """How long providers support what."""

    def providers(self) -> Sequence[Provider]:
        """All providers, by slug."""
        ...

    def provider(self, name: str) -> Provider | None:
        """By slug, name or alias (``eks``, ``Amazon EKS``), whatever the case; never by likeness."""
        ...

    def support(self, provider: str, minor: Minor) -> ProviderSupport | None:
        """The window of a Kubernetes minor at a provider."""
        ...

    def support_of(self, provider: str, version: str) -> ProviderSupport | None:
        """The window of a version in the provider's own numbering (OpenShift ``4.18``)."""
        ...

    def supports(self, provider: str) -> Sequence[ProviderSupport]:
        """Every window of a provider."""
        ...


class InstallerReleases(Protocol):
    """What installers ship."""

    def installers(self) -> Sequence[str]:
        """The names of the installers with known releases."""
        ...

    def installer_release(self, name: str, version: Version) -> InstallerRelease | None:
        """Exactly this release of an installer."""
        ...

    def installer_releases(self, name: str, *, ships: Minor | None = None) -> Sequence[InstallerRelease]:
        """Every release of an installer, or those that ship a minor of Kubernetes; pre-releases included."""
        ...


class Policies(Protocol):
    """The project's rules."""

    def skew_limits(self, subject: str, reference: str, reference_minor: Minor) -> Sequence[SkewLimit]:
        """Every limit that may apply to a subject beside a reference of that minor, in any period."""
        ...

    def skew_limit(
        self, subject: str, subject_minor: Minor, reference: str, reference_minor: Minor, on: date
    ) -> SkewLimit | None:
        """The one limit that applies to two components on a day."""
        ...

    def upgrade_rules(self, minor: Minor) -> Sequence[UpgradeRule]:
        """The rules for a step that begins or ends at `minor`."""
        ...

    def support_policy(self, minor: Minor) -> SupportPolicy | None:
        """How long upstream promised to support a minor."""
        ...

    def setting_default(self, name: str, minor: Minor) -> SettingDefault | None:
        """What Kubernetes of a minor uses when nobody sets `name`."""
        ...


class Apis(Protocol):
    """The life of APIs."""

    def api(self, group: str, version: str, kind: str) -> ApiLifecycle | None:
        """The lifecycle of exactly this API: of Kubernetes' own or a known custom resource."""
        ...

    def apis(self) -> Sequence[ApiLifecycle]:
        """Kubernetes' own APIs and configuration files, without custom resources."""
        ...

    def third_party_apis(self, component: str | None = None) -> Sequence[ApiLifecycle]:
        """Custom resources, of one component or of all."""
        ...

    def apis_removed_by(self, minor: Minor) -> Sequence[ApiLifecycle]:
        """Kubernetes' own APIs and configuration files that a server or component of that minor no longer knows."""
        ...

    def final_replacement(self, api: ApiKey, target: Minor) -> ApiKey | None:
        """The end of the chain of replacements that is served at `target`; None when there is none."""
        ...


class Components(Protocol):
    """Components, their release lines and what these ask of Kubernetes."""

    def components(self) -> Sequence[Component]:
        """All components, by slug."""
        ...

    def component(self, name_or_alias: str) -> Component | None:
        """By slug, name or alias, whatever the case, spaces and dashes; never by likeness."""
        ...

    def component_releases(self, slug: str) -> Sequence[ComponentRelease]:
        """Every release line of a component."""
        ...

    def component_release(self, slug: str, version: Version | OpaqueVersion) -> ComponentRelease | None:
        """The release line that a version belongs to."""
        ...

    def dependencies(self, minor: Minor) -> Sequence[KubernetesDependency]:
        """What a Kubernetes minor was validated with or installs."""
        ...


class BreakingChanges(Protocol):
    """What else changes between two minors."""

    def breaking_changes(self, current: Minor, target: Minor) -> Sequence[BreakingChange]:
        """Changes with a turn after `current`, up to and including `target`; in the order of their first such turn."""
        ...

    def breaking_change(self, change_id: str) -> BreakingChange | None:
        """One change by its id."""
        ...


class Reference(
    KubernetesReleases, ProviderWindows, InstallerReleases, Policies, Apis, Components, BreakingChanges, Protocol
):
    """Everything known about the world, as of a day."""

    @property
    def edition(self) -> str:
        """The edition's id, such as ``2026-08-22.1``."""
        ...

    @property
    def as_of(self) -> date:
        """The day as of which the releases of Kubernetes are known; news of other products do not move it."""
        ...
