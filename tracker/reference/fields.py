"""Reading the fields of a row into values, with an error that names the table, the row and the field."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from tracker.domain.errors import InvalidDataError, ReferenceDataError
from tracker.domain.version import Minor, OpaqueVersion, Version, parse_version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tracker.domain.knowledge.apis import ApiKey
    from tracker.reference.tables import Row

_Value = TypeVar("_Value")

_minor = lru_cache(maxsize=1024)(Minor.parse)
_version = lru_cache(maxsize=4096)(parse_version)
_day = lru_cache(maxsize=4096)(date.fromisoformat)


class SourcedFields(TypedDict):
    """The fields that every row shares, ready to be passed on."""

    source: str
    retrieved_on: date
    note: str | None
    overridden: str | None


class Fields:
    """One row of a table, with readers that check what they read."""

    __slots__ = ("_row", "_table")

    def __init__(self, table: str, row: Row) -> None:
        self._table = table
        self._row = row

    def text(self, name: str) -> str:
        """A text that must be there."""
        return self._required(name, _text)

    def text_or_none(self, name: str) -> str | None:
        """A text, or None where it is unknown."""
        return self._optional(name, _text)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty where it is unknown."""
        return tuple(self._convert(name, each, _text) for each in self._list(name))

    def number(self, name: str) -> int:
        """A whole number that must be there."""
        return self._required(name, _number)

    def number_or_none(self, name: str) -> int | None:
        """A whole number, or None where it is unknown."""
        return self._optional(name, _number)

    def flag(self, name: str, *, default: bool) -> bool:
        """A truth value with a default."""
        found = self.flag_or_none(name)
        return default if found is None else found

    def flag_or_none(self, name: str) -> bool | None:
        """A truth value, or None where it is unknown."""
        return self._optional(name, _flag)

    def day(self, name: str) -> date:
        """A day that must be there."""
        return self._required(name, _day)

    def day_or_none(self, name: str) -> date | None:
        """A day, or None where it is unknown."""
        return self._optional(name, _day)

    def minor(self, name: str) -> Minor:
        """A minor version that must be there."""
        return self._required(name, _minor)

    def minor_or_none(self, name: str) -> Minor | None:
        """A minor version, or None where it is unknown."""
        return self._optional(name, _minor)

    def version(self, name: str) -> Version:
        """A comparable version that must be there."""
        return self._required(name, _comparable)

    def version_or_none(self, name: str) -> Version | None:
        """A comparable version, or None where it is unknown."""
        return self._optional(name, _comparable)

    def versions(self, name: str) -> tuple[Version, ...]:
        """A list of comparable versions."""
        return tuple(self._convert(name, each, _comparable) for each in self._list(name))

    def label_or_none(self, name: str) -> Version | OpaqueVersion | None:
        """A version of any form, or None where it is unknown."""
        return self._optional(name, _version)

    def labels(self, name: str) -> tuple[Version | OpaqueVersion, ...]:
        """A list of versions of any form."""
        return tuple(self._convert(name, each, _version) for each in self._list(name))

    def by_minor(self, name: str) -> dict[Minor, Version]:
        """Versions by minor version."""
        return {
            self._convert(name, key, _minor): self._convert(name, each, _comparable)
            for key, each in self.mapping(name).items()
        }

    def mapping(self, name: str) -> Mapping[str, Any]:
        """A nested object; empty where it is unknown."""
        return self._optional(name, _object) or {}

    def text_by_name(self, name: str) -> dict[str, str]:
        """Texts by name."""
        return {key: self._convert(name, each, _text) for key, each in self.mapping(name).items()}

    def fields_by_name(self, name: str) -> dict[str, Fields]:
        """Nested rows by name."""
        place = f"{self._table}, {name}"
        return {key: Fields(place, self._convert(name, each, _object)) for key, each in self.mapping(name).items()}

    def rows(self, name: str) -> tuple[Fields, ...]:
        """Nested rows."""
        place = f"{self._table}, {name}"
        return tuple(Fields(place, self._convert(name, each, _object)) for each in self._list(name))

    def api_or_none(self, name: str) -> ApiKey | None:
        """An API named by group, version and kind."""
        return self._optional(name, _api)

    def one_of(self, name: str, kind: Callable[[str], _Value]) -> _Value:
        """A member of an enumeration that must be there."""
        return self._required(name, kind)

    def one_of_or_none(self, name: str, kind: Callable[[str], _Value]) -> _Value | None:
        """A member of an enumeration, or None where it is unknown."""
        return self._optional(name, kind)

    def sourced(self) -> SourcedFields:
        """Source, day of the copy, note, and the reason of an override."""
        return {
            "source": self.text("source"),
            "retrieved_on": self.day("retrieved_on"),
            "note": self.text_or_none("note"),
            "overridden": self.text_or_none("overridden"),
        }

    def _list(self, name: str) -> Sequence[Any]:
        return self._optional(name, _sequence) or ()

    def _required(self, name: str, convert: Callable[[Any], _Value]) -> _Value:
        if self._row.get(name) is None:
            raise ReferenceDataError(f"{self._table}: the row {self._place()} lacks {name}")
        return self._convert(name, self._row[name], convert)

    def _optional(self, name: str, convert: Callable[[Any], _Value]) -> _Value | None:
        raw = self._row.get(name)
        return None if raw is None else self._convert(name, raw, convert)

    def _convert(self, name: str, raw: Any, convert: Callable[[Any], _Value]) -> _Value:
        try:
            return convert(raw)
        except (ValueError, TypeError, KeyError, AttributeError, InvalidDataError) as error:
            raise ReferenceDataError(
                f"{self._table}: the row {self._place()} has a bad {name}, {raw!r}: {error}"
            ) from error

    def _place(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in list(self._row.items())[:3])


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise TypeError("not a text")
    return raw


def _sequence(raw: Any) -> Sequence[Any]:
    if not isinstance(raw, (list, tuple)):
        raise TypeError("not a list")
    return raw


def _object(raw: Any) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise TypeError("not an object")
    return raw


def _number(raw: Any) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise TypeError("not a whole number")
    return raw


def _flag(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise TypeError("neither true nor false")
    return raw


def _comparable(raw: Any) -> Version:
    version = _version(raw)
    if isinstance(version, OpaqueVersion):
        raise ValueError("not a version that can be compared")  # noqa: TRY004 - the text is at fault, not its type
    return version


def _api(raw: Any) -> ApiKey:
    from tracker.domain.knowledge.apis import ApiKey

    return ApiKey(_text(raw["group"]), _text(raw["version"]), _text(raw["kind"]))
