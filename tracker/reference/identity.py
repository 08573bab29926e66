"""What makes a row of a table the row that it is: the fields under which it is found, compared and replaced."""

import re
from collections.abc import Mapping
from typing import Any

from tracker.reference.tables import RELEASES

_KEYS: Mapping[str, tuple[str, ...]] = {
    "releases/kubernetes-minors": ("minor",),
    "releases/kubernetes-patches": ("version",),
    "releases/kubernetes-builds": ("version",),
    "releases/providers": ("slug",),
    "releases/provider-windows": ("provider", "version"),
    "releases/kube-aws": ("version",),
    "policies/version-skew": ("id",),
    "policies/upgrades": ("id",),
    "policies/support": ("id",),
    "policies/settings": ("name", "value"),
    "apis/kubernetes": ("group", "version", "kind"),
    "apis/third-party": ("group", "version", "kind"),
    "components/index": ("slug",),
    "components/kubernetes-dependencies": ("minor", "component"),
    "changes/breaking": ("id",),
}

Identity = tuple[str, ...]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""Slugs are parts of file names."""


def tables() -> tuple[str, ...]:
    """The tables that every edition has; release lines of components come on top."""
    return tuple(_KEYS)


def is_table(table: str) -> bool:
    """Whether an edition can have a table of that name."""
    return table in _KEYS or (table.startswith(RELEASES) and _SLUG.fullmatch(table.removeprefix(RELEASES)) is not None)


def key_fields(table: str) -> tuple[str, ...]:
    """The fields that identify a row of `table`."""
    return ("line",) if table.startswith(RELEASES) else _KEYS[table]


def identity(table: str, row: Mapping[str, Any]) -> Identity:
    """The values of the identifying fields; a missing one (the core API group) is empty."""
    return tuple(str(row.get(field, "")) for field in key_fields(table))


def label(table: str, row: Mapping[str, Any]) -> str:
    """How a person names the row: ``amazon-eks 1.31``, ``apps/v1beta1 Deployment``."""
    if table.startswith("apis/"):
        group = row.get("group", "")
        return f"{group}/{row.get('version')} {row.get('kind')}" if group else f"{row.get('version')} {row.get('kind')}"
    return " ".join(part for part in identity(table, row) if part)
