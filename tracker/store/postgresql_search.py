"""Full text on PostgreSQL: a tsvector that is made of our own terms, beside each event.

No language of the server is involved: terms and their places are written as they are, so that both databases find the
same.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.domain.search_terms import FILLER, Phrase
from tracker.store.compiled import postgresql as sql
from tracker.store.projection import EventRows
from tracker.store.search_index import Alternatives, Conditions, FoundEvent, TermQuery

if TYPE_CHECKING:
    from tracker.store.postgresql import PostgresqlDatabase


class PostgresqlSearchCheck:
    """Compares row by row."""

    def expect(self, event: EventRows, found: str) -> bool:
        """Whether the event is found by its terms; PostgreSQL has sorted them."""
        return sorted(found.split(" ")) == sorted(_vector(event.terms).split(" "))

    def is_complete(self) -> bool:
        """Always: there is no row beyond those of the events."""
        return True


class PostgresqlSearch:
    """The index of one PostgreSQL database."""

    def __init__(self, database: "PostgresqlDatabase") -> None:
        self._database = database

    def insert(self, events: Sequence[EventRows]) -> None:
        """Enter new events."""
        self._database.run_many(
            sql.INSERT_EVENT,
            [
                (event.cluster_id, event.event_id, event.sort_at, event.position, _vector(event.terms))
                for event in events
            ],
        )

    def delete(self, events: Sequence[EventRows]) -> None:
        """Take out events."""
        self._database.run_many(sql.DELETE_EVENT, [(event.cluster_id, event.event_id) for event in events])

    def find(
        self, query: TermQuery, conditions: Conditions, *, newest_first: bool, limit: int | None
    ) -> Iterator[FoundEvent]:
        """The events that have the terms, in timeline order."""
        parts = [_expression(alternatives) for alternatives in query.wanted]
        parts += [f"!{_expression(alternatives)}" for alternatives in query.unwanted]
        statement = sql.SELECT_EVENTS.where(sql.MATCHES, *conditions.statements)
        statement = statement.followed_by(sql.NEWEST_FIRST if newest_first else sql.OLDEST_FIRST)
        values = {"terms": " & ".join(parts), **conditions.values}
        rows = (
            self._database.stream(statement, **values)
            if limit is None
            else self._database.rows(statement.followed_by(sql.LIMIT), limit=limit, **values)
        )
        return ((event_id, cluster_id, document) for event_id, cluster_id, document, _ in rows)

    def start_check(self) -> PostgresqlSearchCheck:
        """Begin to compare the index with the ledger."""
        return PostgresqlSearchCheck()

    def clear(self) -> None:
        """Empty the index, and the events with it."""
        self._database.run(sql.CLEAR_EVENTS)


def _vector(terms: str) -> str:
    """The text of a tsvector: each term with its places."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, term in enumerate(terms.split(" "), start=1):
        if term != FILLER:
            places[term].append(str(place))
    # Terms hold neither quotes nor backslashes.
    return " ".join(f"'{term}':{','.join(found)}" for term, found in places.items())


def _expression(alternatives: Alternatives) -> str:
    return f"({' | '.join(map(_followed, alternatives))})"


def _followed(phrase: Phrase) -> str:
    terms = [f"'{term}'" for term in phrase.terms]
    if phrase.is_prefix:
        terms[-1] += ":*"
    return f"({' <-> '.join(terms)})"
