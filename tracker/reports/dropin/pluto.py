"""What ``pluto detect-files -o json`` prints and returns."""

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.domain.knowledge.apis import ApiUse
from tracker.domain.version import Minor, Version
from tracker.reports.dropin.uses import Use

FINE, DEPRECATED, REMOVED, NO_REPLACEMENT = 0, 2, 3, 4


def render(uses: Sequence[Use], target: Minor, components: Mapping[str, Version]) -> str:
    """The document, on one line."""
    targets = {"k8s": f"v{target}.0"} | {name: f"v{version.upstream}" for name, version in components.items()}
    items = [_item(use) for use in uses]
    return json.dumps(({"items": items} if items else {}) | {"target-versions": targets}, separators=(",", ":")) + "\n"


def status(uses: Sequence[Use]) -> int:
    """The exit status: the last of pluto's that applies."""
    if any(use.replacement is None for use in uses):
        return NO_REPLACEMENT
    if any(use.is_removed for use in uses):
        return REMOVED
    return DEPRECATED if uses else FINE


def _item(use: Use) -> dict[str, Any]:
    """Empty texts are left out where pluto leaves them out."""
    found = use.found
    origin = found.place.origin
    named = {
        "name": found.name,
        "filePath": origin if origin == "-" else os.path.abspath(origin),  # noqa: PTH100  resolves no link
        "namespace": found.namespace,
    }
    api = {
        "version": found.api.api_version,
        "kind": found.api.kind,
        "deprecated-in": _version(use.life.deprecated_in),
        "removed-in": _version(use.life.removed_in),
        "replacement-api": use.replacement.api_version if use.replacement else "",
        "replacement-available-in": _version(use.life.replacement_since if use.replacement else None),
        "component": use.life.component if use.life.use is ApiUse.CUSTOM_RESOURCE else "k8s",
    }
    return {key: value for key, value in named.items() if value} | {
        "api": api,
        "deprecated": use.is_deprecated,
        "removed": use.is_removed,
        "replacementAvailable": use.replacement is not None,
    }


def _version(minor: Minor | None) -> str:
    return f"v{minor}.0" if minor else ""
