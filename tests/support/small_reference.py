"""A reference of a few invented facts, small enough to check by eye, that answers every question of the port.

Kubernetes 1.27 to 1.32 come out every four months from 2023-04-01 on; each is supported for fourteen months.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from tracker.domain.knowledge.apis import ApiKey, ApiLifecycle, ApiUse
from tracker.domain.knowledge.changes import BreakingChange, ChangeSeverity
from tracker.domain.knowledge.components import Component, ComponentRelease, KubernetesDependency
from tracker.domain.knowledge.installers import InstallerRelease
from tracker.domain.knowledge.kubernetes import DistributorBuild, EndOfLifeBasis, KubernetesMinor, PatchRelease
from tracker.domain.knowledge.policies import SettingDefault, SkewLimit, SupportPolicy, UpgradeRule
from tracker.domain.knowledge.providers import Provider, ProviderSupport
from tracker.domain.version import Minor, OpaqueVersion, Version, parse_version

_Row = TypeVar("_Row")

RETRIEVED = date(2026, 8, 22)
SOURCE = "invented for a test"


def version(text: str) -> Version:
    """A version that can be compared, or a failure of the test."""
    parsed = parse_version(text)
    assert isinstance(parsed, Version), text
    return parsed


def a_minor(minor: str, released_on: date | None, end_of_life: date | None = None) -> KubernetesMinor:
    return KubernetesMinor(
        source=SOURCE,
        retrieved_on=RETRIEVED,
        minor=Minor.parse(minor),
        first_release=version(f"{minor}.0") if released_on else None,
        released_on=released_on,
        planned_for=None if released_on else date(2027, 1, 1),
        maintenance_from=None,
        end_of_life=end_of_life or (released_on + timedelta(days=425) if released_on else None),
        end_of_life_basis=EndOfLifeBasis.POLICY,
    )


def a_patch(text: str, released_on: date) -> PatchRelease:
    return PatchRelease(source=SOURCE, retrieved_on=RETRIEVED, version=version(text), released_on=released_on)


def a_skew_limit(
    subject: str,
    behind: int,
    *,
    ahead: int = 0,
    reference_from: str | None = None,
    reference_to: str | None = None,
    subject_from: str | None = None,
    subject_to: str | None = None,
) -> SkewLimit:
    def bound(text: str | None) -> Minor | None:
        return Minor.parse(text) if text else None

    return SkewLimit(
        source=SOURCE,
        retrieved_on=RETRIEVED,
        id=f"{subject}-n-{behind}",
        subject=subject,
        reference="kube-apiserver",
        reference_from=bound(reference_from),
        reference_to=bound(reference_to),
        subject_from=bound(subject_from),
        subject_to=bound(subject_to),
        max_behind=behind,
        max_ahead=ahead,
        in_force_from=None,
        in_force_until=None,
        formal=True,
    )


def a_component(slug: str, *, has_matrix: bool = True, aliases: tuple[str, ...] = ()) -> Component:
    return Component(
        source=SOURCE,
        retrieved_on=RETRIEVED,
        slug=slug,
        name=slug,
        aliases=aliases,
        category="add-on",
        repository=None,
        has_matrix=has_matrix,
    )


def a_component_release(
    slug: str,
    line: str,
    kubernetes: tuple[str | None, str | None] | None,
    *,
    released_on: date = date(2023, 1, 1),
    end_of_life: date | None = None,
) -> ComponentRelease:
    low, high = kubernetes or (None, None)
    return ComponentRelease(
        source=SOURCE,
        retrieved_on=RETRIEVED,
        component=slug,
        line=line,
        first=version(f"{line}.0"),
        released_on=released_on,
        date_basis="tag",
        latest=version(f"{line}.9"),
        latest_on=released_on,
        end_of_life=end_of_life,
        kubernetes_min=Minor.parse(low) if low else None,
        kubernetes_max=Minor.parse(high) if high else None,
        range_kind="supported" if kubernetes else None,
    )


def an_installer_release(installer: str, text: str, kubernetes: str, etcd: str | None, on: date) -> InstallerRelease:
    return InstallerRelease(
        source=SOURCE,
        retrieved_on=RETRIEVED,
        installer=installer,
        version=version(text),
        released_on=on,
        date_basis="tag",
        kubernetes=version(kubernetes),
        etcd=version(etcd) if etcd else None,
        images={},
        settings={},
    )


def an_api(
    api_version: str, kind: str, *, introduced: str, removed: str | None = None, replacement: str | None = None
) -> ApiLifecycle:
    return ApiLifecycle(
        source=SOURCE,
        retrieved_on=RETRIEVED,
        api=ApiKey.of(api_version, kind),
        component="kubernetes",
        use=ApiUse.RESOURCE,
        stage="beta" if "beta" in api_version else "ga",
        introduced_in=Minor.parse(introduced),
        deprecated_in=None,
        removed_in=Minor.parse(removed) if removed else None,
        removal_is_planned=False,
        served_by_default=True,
        replacement=ApiKey.of(replacement, kind) if replacement else None,
        replacement_since=None,
    )


def a_breaking_change(change_id: str, removed_in: str) -> BreakingChange:
    return BreakingChange(
        source=SOURCE,
        retrieved_on=RETRIEVED,
        id=change_id,
        area="kubelet",
        what=f"{change_id} is gone",
        severity=ChangeSeverity.BREAKING,
        deprecated_in=None,
        default_off_in=None,
        changed_in=None,
        removed_in=Minor.parse(removed_in),
        is_planned=False,
        providers=(),
        replacement=None,
        detections=(),
    )


def a_dependency(minor: str, component: str, *versions: str) -> KubernetesDependency:
    return KubernetesDependency(
        source=SOURCE,
        retrieved_on=RETRIEVED,
        minor=Minor.parse(minor),
        component=component,
        kind="validated versions",
        versions=tuple(parse_version(text) for text in versions),
    )


_RELEASES = {
    "1.27": date(2023, 4, 1),
    "1.28": date(2023, 8, 1),
    "1.29": date(2023, 12, 1),
    "1.30": date(2024, 4, 1),
    "1.31": date(2024, 8, 1),
    "1.32": date(2024, 12, 1),
}


def _minors() -> list[KubernetesMinor]:
    return [a_minor("1.33", None), *(a_minor(minor, day) for minor, day in reversed(_RELEASES.items()))]


def _patches() -> list[PatchRelease]:
    return [
        a_patch(f"{minor}.{number}", day + timedelta(days=30 * number))
        for minor, day in reversed(_RELEASES.items())
        for number in (2, 1, 0)
    ]


def _limits() -> list[SkewLimit]:
    return [
        a_skew_limit("kubelet", 2, reference_to="1.27"),
        a_skew_limit("kubelet", 3, reference_from="1.28", subject_from="1.25"),
        a_skew_limit("kubelet", 2, reference_from="1.28", subject_to="1.24"),
        a_skew_limit("kube-proxy", 3, reference_from="1.28"),
        a_skew_limit("kubectl", 1, ahead=1),
        a_skew_limit("kube-controller-manager", 1),
    ]


@dataclass(slots=True)
class SmallReference:
    """Every list is newest first, as the port demands."""

    edition: str = "invented"
    as_of: date = RETRIEVED
    all_minors: list[KubernetesMinor] = field(default_factory=_minors)
    all_patches: list[PatchRelease] = field(default_factory=_patches)
    limits: list[SkewLimit] = field(default_factory=_limits)
    rules: list[UpgradeRule] = field(default_factory=list)
    policies: list[SupportPolicy] = field(default_factory=list)
    settings: list[SettingDefault] = field(default_factory=list)
    all_providers: list[Provider] = field(default_factory=list)
    windows: list[ProviderSupport] = field(default_factory=list)
    releases: list[InstallerRelease] = field(default_factory=list)
    lifecycles: list[ApiLifecycle] = field(default_factory=list)
    known_components: list[Component] = field(default_factory=list)
    lines: list[ComponentRelease] = field(default_factory=list)
    needs: list[KubernetesDependency] = field(default_factory=list)
    changes: list[BreakingChange] = field(default_factory=list)
    all_builds: list[DistributorBuild] = field(default_factory=list)

    def minors(self) -> Sequence[KubernetesMinor]:
        return self.all_minors

    def minor(self, minor: Minor) -> KubernetesMinor | None:
        return _first(row for row in self.all_minors if row.minor == minor)

    def released_minors(self, on: date) -> Sequence[KubernetesMinor]:
        return [row for row in self.all_minors if row.is_released(on)]

    def latest_minor(self, on: date) -> KubernetesMinor | None:
        return max(self.released_minors(on), key=lambda row: row.minor, default=None)

    def patches(self, minor: Minor) -> Sequence[PatchRelease]:
        return [row for row in self.all_patches if row.version.minor == minor]

    def patch(self, version: Version) -> PatchRelease | None:
        return _first(row for row in self.all_patches if row.version.same_upstream(version))

    def latest_patch(self, minor: Minor, on: date) -> PatchRelease | None:
        out = [row for row in self.patches(minor) if row.public and row.released_on <= on]
        return max(out, key=lambda row: row.version, default=None)

    def builds(self, version: Version) -> Sequence[DistributorBuild]:
        return [row for row in self.all_builds if row.version.same_upstream(version)]

    def providers(self) -> Sequence[Provider]:
        return self.all_providers

    def provider(self, name: str) -> Provider | None:
        wanted = name.lower()
        return _first(
            row for row in self.all_providers if wanted in (row.slug, row.name.lower(), *map(str.lower, row.aliases))
        )

    def support(self, provider: str, minor: Minor) -> ProviderSupport | None:
        return _first(row for row in self.supports(provider) if row.minor == minor)

    def support_of(self, provider: str, version: str) -> ProviderSupport | None:
        return _first(row for row in self.supports(provider) if row.version == version)

    def supports(self, provider: str) -> Sequence[ProviderSupport]:
        return [row for row in self.windows if row.provider == provider]

    def installers(self) -> Sequence[str]:
        return sorted({row.installer for row in self.releases})

    def installer_release(self, name: str, version: Version) -> InstallerRelease | None:
        return _first(row for row in self.installer_releases(name) if row.version.same_upstream(version))

    def installer_releases(self, name: str, *, ships: Minor | None = None) -> Sequence[InstallerRelease]:
        rows = [row for row in self.releases if row.installer == name]
        return [row for row in rows if ships is None or (row.kubernetes is not None and row.kubernetes.minor == ships)]

    def skew_limits(self, subject: str, reference: str, reference_minor: Minor) -> Sequence[SkewLimit]:
        return [
            row
            for row in self.limits
            if (row.subject, row.reference) == (subject, reference)
            and (row.reference_from is None or row.reference_from <= reference_minor)
            and (row.reference_to is None or reference_minor <= row.reference_to)
        ]

    def skew_limit(
        self, subject: str, subject_minor: Minor, reference: str, reference_minor: Minor, on: date
    ) -> SkewLimit | None:
        near = self.skew_limits(subject, reference, reference_minor)
        return _first(row for row in near if row.covers(subject_minor, reference_minor, on))

    def upgrade_rules(self, minor: Minor) -> Sequence[UpgradeRule]:
        return [row for row in self.rules if row.applies_from is None or row.applies_from <= minor]

    def support_policy(self, minor: Minor) -> SupportPolicy | None:
        return _first(
            row
            for row in self.policies
            if (row.applies_from is None or row.applies_from <= minor)
            and (row.applies_to is None or minor <= row.applies_to)
        )

    def setting_default(self, name: str, minor: Minor) -> SettingDefault | None:
        return _first(row for row in self.settings if row.name == name and row.covers(minor))

    def api(self, group: str, version: str, kind: str) -> ApiLifecycle | None:
        return _first(row for row in self.lifecycles if row.api == ApiKey(group, version, kind))

    def apis(self) -> Sequence[ApiLifecycle]:
        return [row for row in self.lifecycles if row.component == "kubernetes"]

    def third_party_apis(self, component: str | None = None) -> Sequence[ApiLifecycle]:
        return [row for row in self.lifecycles if row.component != "kubernetes" and component in (None, row.component)]

    def apis_removed_by(self, minor: Minor) -> Sequence[ApiLifecycle]:
        return [row for row in self.apis() if row.is_removed(minor)]

    def final_replacement(self, api: ApiKey, target: Minor) -> ApiKey | None:
        row = self.api(api.group, api.version, api.kind)
        while row is not None and row.replacement is not None:
            following = self.api(row.replacement.group, row.replacement.version, row.replacement.kind)
            if following is None or not following.is_removed(target):
                return row.replacement
            row = following
        return None

    def components(self) -> Sequence[Component]:
        return self.known_components

    def component(self, name_or_alias: str) -> Component | None:
        wanted = name_or_alias.lower()
        return _first(row for row in self.known_components if wanted in (row.slug, *row.aliases))

    def component_releases(self, slug: str) -> Sequence[ComponentRelease]:
        return [row for row in self.lines if row.component == slug]

    def component_release(self, slug: str, version: Version | OpaqueVersion) -> ComponentRelease | None:
        if isinstance(version, OpaqueVersion):
            return None
        return _first(row for row in self.component_releases(slug) if row.line == str(version.minor))

    def dependencies(self, minor: Minor) -> Sequence[KubernetesDependency]:
        return [row for row in self.needs if row.minor == minor]

    def breaking_changes(self, current: Minor, target: Minor) -> Sequence[BreakingChange]:
        return [row for row in self.changes if any(current < turn <= target for turn in row.turns)]

    def breaking_change(self, change_id: str) -> BreakingChange | None:
        return _first(row for row in self.changes if row.id == change_id)


def _first(rows: Iterable[_Row]) -> _Row | None:
    return next(iter(rows), None)
