"""Rows of the tables below ``releases/``."""

from tracker.domain.knowledge.installers import InstallerRelease, InstallerSetting
from tracker.domain.knowledge.kubernetes import DistributorBuild, EndOfLifeBasis, KubernetesMinor, PatchRelease
from tracker.domain.knowledge.providers import Provider, ProviderSupport
from tracker.domain.knowledge.sourced import Claim
from tracker.reference.fields import Fields


def kubernetes_minor(fields: Fields) -> KubernetesMinor:
    """A row of ``releases/kubernetes-minors``."""
    return KubernetesMinor(
        minor=fields.minor("minor"),
        first_release=fields.version_or_none("first_release"),
        released_on=fields.day_or_none("released_on"),
        planned_for=fields.day_or_none("planned_for"),
        maintenance_from=fields.day_or_none("maintenance_from"),
        end_of_life=fields.day_or_none("end_of_life"),
        end_of_life_basis=fields.one_of_or_none("end_of_life_basis", EndOfLifeBasis),
        promised_end_of_life=fields.day_or_none("promised_end_of_life"),
        other_claims=tuple(Claim(each.day("on"), each.text("source")) for each in fields.rows("other_claims")),
        final_patch=fields.version_or_none("final_patch"),
        skipped_patches=fields.versions("skipped_patches"),
        support_months=fields.number_or_none("support_months"),
        **fields.sourced(),
    )


def patch_release(fields: Fields) -> PatchRelease:
    """A row of ``releases/kubernetes-patches``."""
    return PatchRelease(
        version=fields.version("version"),
        released_on=fields.day("released_on"),
        planned_on=fields.day_or_none("planned_on"),
        public=fields.flag("public", default=True),
        unlisted_before=fields.number_or_none("unlisted_before") or 0,
        **fields.sourced(),
    )


def distributor_build(fields: Fields) -> DistributorBuild:
    """A row of ``releases/kubernetes-builds``."""
    return DistributorBuild(
        version=fields.version("version"), released_on=fields.day("released_on"), **fields.sourced()
    )


def provider(fields: Fields) -> Provider:
    """A row of ``releases/providers``."""
    return Provider(
        slug=fields.text("slug"),
        name=fields.text("name"),
        aliases=fields.texts("aliases"),
        active_means=fields.text_or_none("active_means"),
        standard_means=fields.text_or_none("standard_means"),
        extended_means=fields.text_or_none("extended_means"),
        follows_upstream=fields.flag("follows_upstream", default=False),
        is_distribution=fields.flag("is_distribution", default=True),
        **fields.sourced(),
    )


def provider_support(fields: Fields) -> ProviderSupport:
    """A row of ``releases/provider-windows``."""
    return ProviderSupport(
        provider=fields.text("provider"),
        version=fields.text("version"),
        minor=fields.minor_or_none("minor"),
        released_on=fields.day_or_none("released_on"),
        active_until=fields.day_or_none("active_until"),
        standard_until=fields.day_or_none("standard_until"),
        extended_until=fields.day_or_none("extended_until"),
        upstream_until=fields.day_or_none("upstream_until"),
        latest=fields.text_or_none("latest"),
        latest_on=fields.day_or_none("latest_on"),
        **fields.sourced(),
    )


def installer_release(installer: str, fields: Fields) -> InstallerRelease:
    """A row of an installer's table, such as ``releases/kube-aws``."""
    return InstallerRelease(
        installer=installer,
        version=fields.version("version"),
        released_on=fields.day_or_none("released_on"),
        date_basis=fields.text("date_basis"),
        kubernetes=fields.version_or_none("kubernetes"),
        etcd=fields.version_or_none("etcd"),
        images=fields.text_by_name("images"),
        settings={
            name: InstallerSetting(
                name=name,
                supported=True,
                default=each.text_or_none("default"),
                example=each.text_or_none("example"),
            )
            for name, each in fields.fields_by_name("settings").items()
        },
        **fields.sourced(),
    )
