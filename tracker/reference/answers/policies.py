"""The project's rules."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tracker.reference.answers.base import Answers
from tracker.reference.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.domain.knowledge.policies import SettingDefault, SkewLimit, SupportPolicy, UpgradeRule
    from tracker.domain.version import Minor

_SKEW, _UPGRADES, _SUPPORT, _SETTINGS = (
    f"policies/{name}" for name in ("version-skew", "upgrades", "support", "settings")
)


class PolicyAnswers(Answers):
    """Skew limits, upgrade rules, lengths of support and defaults of settings."""

    def skew_limits(self, subject: str, reference: str, reference_minor: Minor) -> Sequence[SkewLimit]:
        """Every limit that may apply to a subject beside a reference of that minor, in any period."""
        return tuple(
            each
            for each in self._limits
            if each.subject == subject
            and each.reference == reference
            and (each.reference_from is None or each.reference_from <= reference_minor)
            and (each.reference_to is None or reference_minor <= each.reference_to)
        )

    def skew_limit(
        self, subject: str, subject_minor: Minor, reference: str, reference_minor: Minor, on: date
    ) -> SkewLimit | None:
        """The one limit that applies to two components on a day."""
        candidates = self.skew_limits(subject, reference, reference_minor)
        return next((each for each in candidates if each.covers(subject_minor, reference_minor, on)), None)

    def all_skew_limits(self) -> Sequence[SkewLimit]:
        """The limits between all components in all periods."""
        return self._limits

    def all_setting_defaults(self) -> Sequence[SettingDefault]:
        """The defaults of all settings for all minors."""
        return self._settings

    def upgrade_rules(self, minor: Minor) -> Sequence[UpgradeRule]:
        """The rules for a step that begins or ends at `minor`."""
        return tuple(each for each in self._upgrades if each.applies_from is None or each.applies_from <= minor)

    def support_policy(self, minor: Minor) -> SupportPolicy | None:
        """How long upstream promised to support a minor."""
        for each in self._support:
            begun = each.applies_from is None or each.applies_from <= minor
            if begun and (each.applies_to is None or minor <= each.applies_to):
                return each
        return None

    def setting_default(self, name: str, minor: Minor) -> SettingDefault | None:
        """What Kubernetes of a minor uses when nobody sets `name`."""
        return next((each for each in self._settings if each.name == name and each.covers(minor)), None)

    @cached_property
    def _limits(self) -> tuple[SkewLimit, ...]:
        from tracker.reference.readers import policies

        return tuple(policies.skew_limit(Fields(_SKEW, row)) for row in self.tables.rows(_SKEW))

    @cached_property
    def _upgrades(self) -> tuple[UpgradeRule, ...]:
        from tracker.reference.readers import policies

        return tuple(policies.upgrade_rule(Fields(_UPGRADES, row)) for row in self.tables.rows(_UPGRADES))

    @cached_property
    def _support(self) -> tuple[SupportPolicy, ...]:
        from tracker.reference.readers import policies

        return tuple(policies.support_policy(Fields(_SUPPORT, row)) for row in self.tables.rows(_SUPPORT))

    @cached_property
    def _settings(self) -> tuple[SettingDefault, ...]:
        from tracker.reference.readers import policies

        return tuple(policies.setting_default(Fields(_SETTINGS, row)) for row in self.tables.rows(_SETTINGS))
