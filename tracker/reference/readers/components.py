"""Rows of the tables below ``components/``."""

from tracker.domain.knowledge.components import Component, ComponentRelease, KubernetesDependency
from tracker.reference.fields import Fields


def component(fields: Fields) -> Component:
    """A row of ``components/index``."""
    return Component(
        slug=fields.text("slug"),
        name=fields.text("name"),
        aliases=fields.texts("aliases"),
        category=fields.text("category"),
        repository=fields.text_or_none("repository"),
        has_matrix=fields.flag("has_matrix", default=False),
        retired=fields.text_or_none("retired"),
        successor=fields.text_or_none("successor"),
        minimum_by_kubernetes=fields.by_minor("minimum_by_kubernetes"),
        **fields.sourced(),
    )


def component_release(slug: str, fields: Fields) -> ComponentRelease:
    """A row of ``components/releases/SLUG``."""
    return ComponentRelease(
        component=slug,
        line=fields.text("line"),
        first=fields.label_or_none("first"),
        released_on=fields.day_or_none("released_on"),
        date_basis=fields.text("date_basis"),
        latest=fields.label_or_none("latest"),
        latest_on=fields.day_or_none("latest_on"),
        active_until=fields.day_or_none("active_until"),
        end_of_life=fields.day_or_none("end_of_life"),
        has_ended=fields.flag_or_none("has_ended"),
        extended_until=fields.day_or_none("extended_until"),
        long_term=fields.flag("long_term", default=False),
        kubernetes_min=fields.minor_or_none("kubernetes_min"),
        kubernetes_max=fields.minor_or_none("kubernetes_max"),
        range_kind=fields.text_or_none("range_kind"),
        range_source=fields.text_or_none("range_source"),
        minimum_patch_by_kubernetes=fields.by_minor("minimum_patch_by_kubernetes"),
        extras=fields.text_by_name("extras"),
        **fields.sourced(),
    )


def dependency(fields: Fields) -> KubernetesDependency:
    """A row of ``components/kubernetes-dependencies``."""
    return KubernetesDependency(
        minor=fields.minor("minor"),
        component=fields.text("component"),
        kind=fields.text("kind"),
        versions=fields.labels("versions"),
        **fields.sourced(),
    )
