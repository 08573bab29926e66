"""What ``kubent -o json`` prints, and what it returns with ``--exit-error``."""

import json
from collections.abc import Sequence

from tracker.reports.dropin.uses import Use

FINE, FOUND = 0, 200


def render(uses: Sequence[Use]) -> str:
    """The document, indented with tabs; ``null`` when nothing was found, as Go writes an empty list."""
    items = [
        {
            "Name": use.found.name,
            "Namespace": use.found.namespace or "<undefined>",
            "Kind": use.found.api.kind,
            "ApiVersion": use.found.api.api_version,
            "RuleSet": _rule_set(use),
            "ReplaceWith": use.replacement.api_version if use.replacement else "<removed>",
            "Since": f"{use.life.replacement_since}.0" if use.life.replacement_since else "",
        }
        for use in uses
    ]
    return json.dumps(items or None, indent="\t") + "\n\n"


def status(uses: Sequence[Use], *, exit_error: bool) -> int:
    """200 for any use when ``--exit-error`` was asked, else 0."""
    return FOUND if uses and exit_error else FINE


def _rule_set(use: Use) -> str:
    end = f"removed in {use.life.removed_in}" if use.life.removed_in else "without a date of removal"
    return f"Deprecated APIs {end}"
