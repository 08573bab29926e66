"""Full text on SQLite: a contentless FTS5 table whose row numbers grow with time.

The terms are made in Python (`tracker.domain.search_terms`), so the tokenizer only has to part them at spaces. The table
keeps no text; to take an event out, its terms are made again from its document and given to FTS5's delete command,
which also SQLite 3.40 knows.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING

from tracker.domain.search_terms import Phrase
from tracker.store.compiled import sqlite as sql
from tracker.store.projection import EventRows
from tracker.store.search_index import Alternatives, Conditions, FoundEvent, TermQuery

if TYPE_CHECKING:
    from tracker.store.database import Row
    from tracker.store.sqlite import SqliteDatabase

_COUNTER_BITS = 24
"""Sixteen million events may fall into one second, or on one day when no time is given."""
_FIRST_SECOND = -62_135_596_800
"""The first of January of the year 1, so that no number is negative."""


class SqliteSearchCheck:
    """Adds up every (term, row, place) that should be in the index, and subtracts those that are."""

    def __init__(self, database: "SqliteDatabase") -> None:
        self._database = database
        self._balance = 0

    def expect(self, event: EventRows, found: int) -> bool:
        """Take note of an event and its number."""
        for place, term in enumerate(event.terms.split(" ")):
            self._balance += hash((term, found, place))
        return found >> _COUNTER_BITS == _first_number(event.sort_at) >> _COUNTER_BITS

    def is_complete(self) -> bool:
        """Whether the index holds exactly what was expected."""
        self._database.run(sql.OPEN_TERMS)
        for row in self._database.rows(sql.TERM_ROWS):
            self._balance -= hash(row)
        self._database.run(sql.CLOSE_TERMS)
        return self._balance == 0


class SqliteSearch:
    """The index of one SQLite database."""

    def __init__(self, database: "SqliteDatabase") -> None:
        self._database = database

    def insert(self, events: Sequence[EventRows]) -> None:
        """Enter new events, in the order of time: FTS5 writes a batch at a stretch when row numbers ascend."""
        ordered = sorted(events, key=lambda event: (event.sort_at, event.event_id))
        numbers = self._free_numbers([_first_number(event.sort_at) for event in ordered])
        self._database.run_many(
            sql.INSERT_EVENT,
            [
                (event.cluster_id, event.event_id, event.sort_at, event.position, number)
                for event, number in zip(ordered, numbers, strict=True)
            ],
        )
        self._database.run_many(
            sql.INSERT_TERMS,
            [(number, event.terms) for event, number in zip(ordered, numbers, strict=True)],
        )

    def delete(self, events: Sequence[EventRows]) -> None:
        """Take out events."""
        for event in events:
            found = self._database.rows(sql.EVENT_NUMBER, cluster_id=event.cluster_id, id=event.event_id)
            for (number,) in list(found):
                self._database.run(sql.DELETE_TERMS, number=number, terms=event.terms)
            self._database.run(sql.DELETE_EVENT, cluster_id=event.cluster_id, id=event.event_id)

    def find(
        self, query: TermQuery, conditions: Conditions, *, newest_first: bool, limit: int | None
    ) -> Iterator[FoundEvent]:
        """The events that have the terms, in timeline order."""
        if not query.wanted:
            return self._find_without(query.unwanted, conditions, newest_first=newest_first, limit=limit)
        terms = " AND ".join(map(_expression, query.wanted))
        if query.unwanted:
            terms = f"({terms}) NOT ({' OR '.join(map(_expression, query.unwanted))})"
        statement = sql.SEARCH_EVENTS.where(sql.MATCHES, *conditions.statements)
        statement = statement.followed_by(sql.HITS_NEWEST_FIRST if newest_first else sql.HITS_OLDEST_FIRST)
        hits = self._database.rows(statement, terms=terms, **conditions.values)
        return islice(_in_timeline_order(hits, newest_first=newest_first), limit)

    def start_check(self) -> SqliteSearchCheck:
        """Begin to compare the index with the ledger."""
        return SqliteSearchCheck(self._database)

    def clear(self) -> None:
        """Empty the index, and the events with it."""
        self._database.run(sql.CLEAR_TERMS)
        self._database.run(sql.CLEAR_EVENTS)

    def _find_without(
        self, unwanted: Sequence[Alternatives], conditions: Conditions, *, newest_first: bool, limit: int | None
    ) -> Iterator[FoundEvent]:
        statement = sql.SELECT_EVENTS.where(sql.MATCHES_NOT, *conditions.statements)
        statement = statement.followed_by(sql.NEWEST_FIRST if newest_first else sql.OLDEST_FIRST)
        terms = " OR ".join(map(_expression, unwanted))
        rows = self._database.rows(statement, terms=terms, **conditions.values)
        return islice(((event_id, cluster_id, document) for event_id, cluster_id, document, _ in rows), limit)

    def _free_numbers(self, firsts: Sequence[int]) -> list[int]:
        """A number for each event: the next after those of its second that are taken."""
        seconds = self._database.as_list(sorted(set(firsts)))
        taken: dict[int, int | None] = dict(self._database.rows(sql.NUMBERS_TAKEN, seconds=seconds))
        following = {first: first if last is None else last + 1 for first, last in taken.items()}
        used: defaultdict[int, int] = defaultdict(int)
        numbers = []
        for first in firsts:
            numbers.append(following[first] + used[first])
            used[first] += 1
        return numbers


def _first_number(sort_at: int) -> int:
    """The smallest number of the second that `sort_at` (microseconds since 1970) lies in."""
    return (sort_at // 1_000_000 - _FIRST_SECOND) << _COUNTER_BITS


def _in_timeline_order(hits: "Iterator[Row]", *, newest_first: bool) -> Iterator[FoundEvent]:
    """Hits come second by second; within a second their numbers tell only when they were entered."""
    for _, hits_of_second in groupby(hits, key=lambda hit: hit[4] >> _COUNTER_BITS):
        in_order = sorted(hits_of_second, key=lambda hit: (hit[3], hit[0]), reverse=newest_first)
        for event_id, cluster_id, document, *_ in in_order:
            yield event_id, cluster_id, document


def _expression(alternatives: Alternatives) -> str:
    phrases = " OR ".join(map(_quoted, alternatives))
    return f"({phrases})" if len(alternatives) > 1 else phrases


def _quoted(phrase: Phrase) -> str:
    # Terms hold neither quotes nor anything else that means something to FTS5.
    return f'"{" ".join(phrase.terms)}"' + (" *" if phrase.is_prefix else "")
