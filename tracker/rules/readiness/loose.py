"""Values of manifests, which may be anything: what is not of the expected sort counts as absent."""

from collections.abc import Mapping
from typing import Any


def as_mapping(value: Any) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def as_list(value: Any) -> tuple[Any, ...]:
    """The elements if the value is a list, else none."""
    return tuple(value) if isinstance(value, list) else ()


def as_mappings(value: Any) -> tuple[Mapping[str, Any], ...]:
    """The elements of a list that are mappings."""
    return tuple(item for item in as_list(value) if isinstance(item, Mapping))
