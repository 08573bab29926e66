"""Values at a field path such as ``spec.volumes[].hostPath.path`` or ``metadata.annotations{}``.

``[]`` goes through the elements of a list, a trailing ``{}`` through the keys of a mapping.
"""

import json
from collections.abc import Iterator
from typing import Any

from tracker.rules.readiness.loose import as_list, as_mapping


def values_at(body: Any, path: str) -> Iterator[Any]:
    """Every value that is there and not null."""
    name, _, rest = path.partition(".")
    is_list, is_keys = name.endswith("[]"), name.endswith("{}")
    value = as_mapping(body).get(name.rstrip("[]{}"))
    if is_keys:
        yield from as_mapping(value)
        return
    for found in as_list(value) if is_list else (value,):
        if rest:
            yield from values_at(found, rest)
        elif found is not None:
            yield found


def as_text(value: Any) -> str:
    """A value as patterns see it: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
