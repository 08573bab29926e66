"""Rows that a user adds or replaces, each with the reason that findings show.

A TOML file with one table for each row::

    [[override]]
    table = "releases/provider-windows"
    key = { provider = "amazon-eks", version = "1.31" }
    set = { extended_until = "2027-06-30" }
    reason = "contract 4711: six months more"
    retrieved_on = 2026-11-02          # optional; required for a new row

Fields of `set` replace those of the row with that key; where there is none, key and `set` are a new row.
"""

import difflib
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.domain.errors import ReferenceDataError
from tracker.reference.identity import Identity, identity, is_table, key_fields, tables
from tracker.reference.reading import check_row
from tracker.reference.tables import Edition, Row, Tables

_FIELDS = {"table", "key", "set", "reason", "retrieved_on"}


@dataclass(frozen=True, slots=True)
class Override:
    """One row of the user's own."""

    table: str
    key: Mapping[str, Any]
    fields: Mapping[str, Any]
    reason: str
    retrieved_on: str | None
    origin: str
    """File and number of the entry, as ``overrides.toml, entry 2``."""

    @property
    def identity(self) -> Identity:
        """The identity of the row that it replaces or adds."""
        return identity(self.table, self.key)


def read_overrides(path: Path) -> tuple[Override, ...]:
    """The overrides of a file, in its order.

    Raises:
        ReferenceDataError: The file is not readable, or an entry is incomplete; the message names the entry.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReferenceDataError(f"the overrides in {path} cannot be read: {error}") from error
    strange = document.keys() - {"override"}
    if strange:
        raise ReferenceDataError(f"{path}: unknown key {min(strange)!r}; every row is a table [[override]]")
    entries = document.get("override", [])
    return tuple(_override(entry, f"{path.name}, entry {number}") for number, entry in enumerate(entries, start=1))


def _override(entry: Mapping[str, Any], origin: str) -> Override:
    strange = entry.keys() - _FIELDS
    if strange:
        raise ReferenceDataError(f"{origin}: unknown key {min(strange)!r}; known are {', '.join(sorted(_FIELDS))}")
    table, reason = str(entry.get("table", "")), str(entry.get("reason", "")).strip()
    if not is_table(table):
        near = difflib.get_close_matches(table, tables(), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(tables())}"
        raise ReferenceDataError(f"{origin}: no table is called {table!r}; {hint}")
    if not reason:
        raise ReferenceDataError(f"{origin}: say in 'reason' why the row differs; findings show it")
    key = _plain(entry.get("key", {}), origin)
    if {name for name in key_fields(table) if name != "group"} - key.keys() or key.keys() - set(key_fields(table)):
        raise ReferenceDataError(f"{origin}: the key of a row of {table} is {', '.join(key_fields(table))}")
    return Override(
        table, key, _plain(entry.get("set", {}), origin), reason, _day(entry.get("retrieved_on"), origin), origin
    )


def _plain(fields: Any, origin: str) -> dict[str, Any]:
    """TOML's dates as text, as the tables have them."""
    if not isinstance(fields, dict):
        raise ReferenceDataError(f"{origin}: 'key' and 'set' are tables of fields, as {{ minor = \"1.31\" }}")
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}


def _day(value: Any, origin: str) -> str | None:
    if value is None:
        return None
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
    except ValueError as error:
        raise ReferenceDataError(f"{origin}: 'retrieved_on' is a day, such as 2026-11-02: {error}") from error


class OverriddenTables:
    """Tables with the user's rows laid over them."""

    def __init__(self, tables_below: Tables, overrides: Sequence[Override]) -> None:
        self._below = tables_below
        self._overrides: dict[str, list[Override]] = defaultdict(list)
        for override in overrides:
            self._overrides[override.table].append(override)

    def edition(self) -> Edition:
        """The edition below; overrides do not change its name."""
        return self._below.edition()

    def check_files(self) -> None:
        """Checks the files below."""
        self._below.check_files()

    def rows(self, table: str) -> Sequence[Row]:
        """The rows below, with replaced ones in their places and new ones first.

        Raises:
            ReferenceDataError: A row is not complete or not valid with what the user set.
        """
        below = self._below.rows(table)
        if table not in self._overrides:
            return below
        rows = {identity(table, row): row for row in below}
        added: dict[Identity, Row] = {}
        for override in self._overrides[table]:
            target = rows if override.identity in rows else added
            target[override.identity] = _overlaid(override, target.get(override.identity))
        return [*added.values(), *rows.values()]


def _overlaid(override: Override, row: Row | None) -> Row:
    if row is None and override.retrieved_on is None:
        raise ReferenceDataError(f"{override.origin}: the row is new in {override.table}: say 'retrieved_on' too")
    origin = override.origin if row is None else f"{override.origin}, over {row.get('source')}"
    source = {"source": origin, "overridden": override.reason}
    day = {"retrieved_on": override.retrieved_on} if override.retrieved_on else {}
    laid = {**(row or {}), **override.key, **override.fields, **source, **day}
    try:
        check_row(override.table, laid)
    except ReferenceDataError as error:
        raise ReferenceDataError(f"{override.origin}: {error}") from error
    return laid
