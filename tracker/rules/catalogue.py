"""Every rule, by hand, in the order in which reports speak of them.

A new rule is one line here (or in `tracker.rules.recorded`), its module, its test and its manual page
(``docs/manual/rules/<CODE>.md``). Codes are never reused: a rule that is withdrawn leaves its code in `RETIRED`.
"""

from collections.abc import Mapping

from tracker.rules.base import AnyRule
from tracker.rules.readiness.apis import unread_document
from tracker.rules.readiness.apis.judge import RULES as API_RULES
from tracker.rules.readiness.drain.catalogue import DRAIN_RULES
from tracker.rules.readiness.version_gated import changed_in_use
from tracker.rules.recorded import (
    CLUSTER_RULES,
    EVENT_RULES,
    INCIDENT_RULES,
    INVENTORY_RULES,
    SILENCE_RULES,
    SUBJECT_RULES,
    WAIVER_RULES,
)
from tracker.rules.report_order import place

MANIFEST_RULES: tuple[AnyRule, ...] = (*API_RULES, unread_document.RULE, *DRAIN_RULES, changed_in_use.RULE)
"""Judge Kubernetes objects: `tracker.rules.readiness`."""

RETIRED: Mapping[str, str] = {}
"""Codes that are no longer given, with the reason."""

RULES: tuple[AnyRule, ...] = tuple(
    sorted(
        (
            *EVENT_RULES,
            *SUBJECT_RULES,
            *CLUSTER_RULES,
            *INVENTORY_RULES,
            *INCIDENT_RULES,
            *SILENCE_RULES,
            *MANIFEST_RULES,
            *WAIVER_RULES,
        ),
        key=lambda rule: place(rule.code),
    )
)
"""All of them, in report order."""

_BY_CODE: Mapping[str, AnyRule] = {rule.code: rule for rule in RULES}
_POSITIONS: Mapping[str, int] = {rule.code: place for place, rule in enumerate(RULES)}


def find(code: str) -> AnyRule | None:
    """The rule with a code, in any case."""
    return _BY_CODE.get(code.upper())


def position(code: str) -> int:
    """The place of a code in report order; unknown codes come last."""
    return _POSITIONS.get(code, len(RULES))
