"""What changed between two editions, row by row and field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tracker.reference.identity import identity, label
from tracker.reference.tables import Tables
from tracker.reference.verify import all_tables

_EVIDENCE = ("source", "retrieved_on", "note", "range_source")
"""Fields about a row rather than the world: a row that differs in nothing else says the same."""


class Kind(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not the same in both editions."""

    table: str
    row: str
    """How a person names it."""
    kind: Kind
    fields: Mapping[str, tuple[Any, Any]]
    """Old and new value by field, for a changed row; None where the field is missing."""


def compare(old: Tables, new: Tables) -> Iterator[Difference]:
    """Every difference, table by table, in the order of the newer edition; removed rows last."""
    tables = dict.fromkeys((*all_tables(new), *all_tables(old)))
    for table in tables:
        before = {identity(table, row): row for row in old.rows(table)}
        after = {identity(table, row): row for row in new.rows(table)}
        for key, row in after.items():
            if key not in before:
                yield Difference(table, label(table, row), Kind.ADDED, {})
            elif fields := _changed(before[key], row):
                yield Difference(table, label(table, row), Kind.CHANGED, fields)
        for key, row in before.items():
            if key not in after:
                yield Difference(table, label(table, row), Kind.REMOVED, {})


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = [name for name in dict.fromkeys((*after, *before)) if name not in _EVIDENCE]
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}
