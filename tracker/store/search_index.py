"""How events are entered into the full-text index of a database, and how it is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tracker.domain.search_terms import Phrase
from tracker.store.projection import EventRows
from tracker.store.statement import Statement

FoundEvent = tuple[str, str, str]
"""Identifier, cluster's identifier and document of an event."""
Alternatives = tuple[Phrase, ...]
"""Phrases of which one has to be there."""


@dataclass(frozen=True, slots=True)
class TermQuery:
    """What the terms of an event have to look like."""

    wanted: tuple[Alternatives, ...] = ()
    """All of these."""
    unwanted: tuple[Alternatives, ...] = ()
    """None of these."""

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Parts of a WHERE clause with their values, by the names of the parameters."""

    statements: tuple[Statement, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


class SearchCheck(Protocol):
    """Compares the index with the events that should be in it."""

    def expect(self, event: EventRows, found: Any) -> bool:
        """Take note of an event and of the column it is found by; False when that is wrong already."""
        ...

    def is_complete(self) -> bool:
        """Whether the index holds exactly what was expected."""
        ...


class SearchIndex(Protocol):
    """The full text of the events of one database, together with the rows of ``events``."""

    def insert(self, events: Sequence[EventRows]) -> None:
        """Enter new events."""
        ...

    def delete(self, events: Sequence[EventRows]) -> None:
        """Take out events, as they were entered."""
        ...

    def find(
        self, query: TermQuery, conditions: Conditions, *, newest_first: bool, limit: int | None
    ) -> Iterator[FoundEvent]:
        """The events that have the terms and meet the conditions, in timeline order."""
        ...

    def start_check(self) -> SearchCheck:
        """Begin to compare the index with the ledger."""
        ...

    def clear(self) -> None:
        """Empty the index, and the events with it."""
        ...
