"""Small tools for rows: dropping what is unknown, ordering versions newest first."""

import re
from collections.abc import Iterable
from typing import Any

from scripts.reference_builder import sources

Row = dict[str, Any]


def row(source: str, /, *, note: str | None = None, retrieved_on: str | None = None, **fields: Any) -> Row:
    """A row without the fields that are unknown (None) or empty, with its source and the day of the copy."""
    known = {name: value for name, value in fields.items() if value is not None and value not in ("", [], {})}
    known["source"] = source
    known["retrieved_on"] = retrieved_on or sources.retrieved_on(source)
    if note:
        known["note"] = note
    return known


def version_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Orders versions as people do: numbers by value, a pre-release before its release."""
    tokens = re.findall(r"\d+|[a-z]+", text.lower())
    parts = [(2, int(token), "") if token.isdigit() else (0, 0, token) for token in tokens]
    return (*parts, (1, 0, ""))


def newest_first(rows: Iterable[Row], *keys: str) -> list[Row]:
    """Rows ordered by the versions under `keys`, highest first."""
    return sorted(rows, key=lambda each: [version_key(str(each.get(key, ""))) for key in keys], reverse=True)


def minor_of(version: str | None) -> str | None:
    """``1.6.0`` → ``1.6``."""
    return None if version is None else ".".join(version.split(".")[:2])
