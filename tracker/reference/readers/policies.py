"""Rows of the tables below ``policies/``."""

from tracker.domain.knowledge.policies import SettingDefault, SkewLimit, SupportPolicy, UpgradeRule
from tracker.reference.fields import Fields


def skew_limit(fields: Fields) -> SkewLimit:
    """A row of ``policies/version-skew``."""
    return SkewLimit(
        id=fields.text("id"),
        subject=fields.text("subject"),
        reference=fields.text("reference"),
        reference_from=fields.minor_or_none("reference_from"),
        reference_to=fields.minor_or_none("reference_to"),
        subject_from=fields.minor_or_none("subject_from"),
        subject_to=fields.minor_or_none("subject_to"),
        max_behind=fields.number("max_behind"),
        max_ahead=fields.number("max_ahead"),
        in_force_from=fields.day_or_none("in_force_from"),
        in_force_until=fields.day_or_none("in_force_until"),
        formal=fields.flag("formal", default=True),
        **fields.sourced(),
    )


def upgrade_rule(fields: Fields) -> UpgradeRule:
    """A row of ``policies/upgrades``."""
    return UpgradeRule(
        id=fields.text("id"),
        subject=fields.text("subject"),
        applies_from=fields.minor_or_none("applies_from"),
        max_step=fields.number_or_none("max_step"),
        text=fields.text("text"),
        binding=fields.flag("binding", default=True),
        **fields.sourced(),
    )


def support_policy(fields: Fields) -> SupportPolicy:
    """A row of ``policies/support``."""
    return SupportPolicy(
        id=fields.text("id"),
        applies_from=fields.minor_or_none("applies_from"),
        applies_to=fields.minor_or_none("applies_to"),
        months=fields.number("months"),
        maintenance_months=fields.number("maintenance_months"),
        concurrent_minors=fields.number("concurrent_minors"),
        **fields.sourced(),
    )


def setting_default(fields: Fields) -> SettingDefault:
    """A row of ``policies/settings``."""
    return SettingDefault(
        name=fields.text("name"),
        component=fields.text("component"),
        flag=fields.text("flag"),
        value=fields.text("value"),
        applies_from=fields.minor_or_none("applies_from"),
        applies_to=fields.minor_or_none("applies_to"),
        **fields.sourced(),
    )
