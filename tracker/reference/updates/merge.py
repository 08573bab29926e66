"""Laying new rows over old ones, and telling what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.reference.identity import identity
from tracker.reference.tables import Row


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where new facts come from."""

    source: str
    retrieved_on: date

    def stamp(self) -> dict[str, str]:
        """The fields that say so in a row."""
        return {"source": self.source, "retrieved_on": self.retrieved_on.isoformat()}


@dataclass(frozen=True, slots=True)
class Merged:
    """What an update makes of the tables."""

    tables: Mapping[str, Sequence[Row]]
    """The complete rows of each table that it touches."""
    remarks: tuple[str, ...] = ()
    """What it could not use, each with the reason."""


def laid_over(table: str, rows: Sequence[Row], news: Iterable[Row]) -> list[Row]:
    """Old rows with new ones in their places; rows that are new altogether come first, in their order."""
    by_identity = {identity(table, row): row for row in rows}
    fresh: list[Row] = []
    for row in news:
        key = identity(table, row)
        if key in by_identity:
            by_identity[key] = row
        else:
            fresh.append(row)
    return [*fresh, *by_identity.values()]


def with_facts(row: Row, facts: Mapping[str, Any], evidence: Evidence) -> Row:
    """A row with new facts; stamped with the evidence only where a fact differs."""
    known = {name: value for name, value in facts.items() if value is not None}
    if all(row.get(name) == value for name, value in known.items()):
        return row
    return in_order({**row, **known, **evidence.stamp()})


def new_row(facts: Mapping[str, Any], evidence: Evidence) -> Row:
    """A row that was not there before."""
    return in_order({**{name: value for name, value in facts.items() if value is not None}, **evidence.stamp()})


def in_order(row: Mapping[str, Any]) -> Row:
    """Facts first, then where they come from, then the note, as everywhere in the tables."""
    last = ("source", "retrieved_on", "note")
    return {name: value for name, value in row.items() if name not in last} | {
        name: row[name] for name in last if name in row
    }
