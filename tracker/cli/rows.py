"""Rows of output: a mapping of plain JSON values, and the columns that a person sees of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.domain.control_characters import visible


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, a Markdown table or a CSV file; the other formats write the whole row."""

    key: str
    """Of the row."""
    title: str = ""
    """The heading of a table; the key when empty."""
    right: bool = False
    """Aligned right: numbers."""
    folds: bool = False
    """Long text: it gives way, and folds into several lines, where the terminal is narrow."""
    optional: bool = False
    """Left out of a table where no row has a value."""

    brief: Callable[[Any], str] | None = None
    """How a table shows the value, where that is less than all of it: the end of an identifier."""

    @property
    def heading(self) -> str:
        """What stands above the column."""
        return (self.title or self.key.replace("_", " ")).upper()


def cell(row: Mapping[str, Any], column: Column) -> str:
    """The value of a row in a column as text: empty for None, joined by commas for a list."""
    return as_text(row.get(column.key))


def table_cell(row: Mapping[str, Any], column: Column) -> str:
    """The value of a row in a column as a table shows it, control characters written out."""
    value = row.get(column.key)
    return visible(column.brief(value) if column.brief and value is not None else as_text(value))


def as_text(value: Any) -> str:
    """A plain JSON value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(as_text(each) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={as_text(each)}" for key, each in value.items())
    return str(value)
