"""Where a rule stands in reports, and which one has a code: without loading the families that nobody speaks of.

All rules together take a fifth of the start of a scan. `tracker.rules.catalogue` lists them, and is loaded when a code of
another family is asked for.
"""

from collections.abc import Iterable

from tracker.rules.base import AnyRule

FAMILIES = ("JRN", "SKEW", "SUP", "CMP", "CFG", "API", "DRN", "CHG", "WVR")
"""In report order."""


def place(code: str) -> tuple[int, str]:
    """What sorts a code into report order: by family, then by number; codes of no family come last."""
    family = code.rstrip("0123456789")
    return (FAMILIES.index(family) if family in FAMILIES else len(FAMILIES), code)


def find(code: str) -> AnyRule | None:
    """The rule with a code, in any case."""
    code = code.upper()
    return next((rule for rule in _family_of(code) if rule.code == code), None)


def _family_of(code: str) -> Iterable[AnyRule]:
    if code.startswith("API"):
        from tracker.rules.readiness.apis import unread_document
        from tracker.rules.readiness.apis.judge import RULES as API_RULES

        return (*API_RULES, unread_document.RULE)
    if code.startswith("DRN"):
        from tracker.rules.readiness.drain.catalogue import DRAIN_RULES

        return DRAIN_RULES
    from tracker.rules.catalogue import RULES

    return RULES
