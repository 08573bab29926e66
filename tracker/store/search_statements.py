"""The statements for the full text, which each database keeps in its own way."""

from collections.abc import Iterator

from sqlalchemy import ClauseElement, Table, bindparam, func, literal_column, select, text
from sqlalchemy.dialects import postgresql


def sqlite_search(events: Table) -> Iterator[tuple[str, ClauseElement]]:
    """For SQLite: a contentless FTS5 table, and the numbers of its rows."""
    second = func.json_each(bindparam("seconds")).table_valued("value", name="seconds")
    taken = (
        select(func.max(events.c.number))
        .where(events.c.number >= second.c.value, events.c.number < second.c.value + literal_column("16777216"))
        .correlate(second)
        .scalar_subquery()
    )
    yield "NUMBERS_TAKEN", select(second.c.value, taken)
    yield (
        "EVENT_NUMBER",
        select(events.c.number).where(events.c.cluster_id == bindparam("cluster_id"), events.c.id == bindparam("id")),
    )
    yield "INSERT_TERMS", text("INSERT INTO search(rowid, terms) VALUES (:number, :terms)")
    yield "DELETE_TERMS", text("INSERT INTO search(search, rowid, terms) VALUES ('delete', :number, :terms)")
    yield "OPEN_TERMS", text("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'search', 'instance')")
    yield "TERM_ROWS", text("SELECT term, doc, offset FROM temp.terms")
    yield "CLOSE_TERMS", text("DROP TABLE temp.terms")
    yield "CLEAR_TERMS", text("INSERT INTO search(search) VALUES ('delete-all')")
    # CROSS JOIN keeps SQLite to the order that is written: from the hits to their events.
    yield (
        "SEARCH_EVENTS",
        text(
            "SELECT events.id, events.cluster_id, ledger.document, events.sort_at, events.number FROM search"
            " CROSS JOIN events ON events.number = search.rowid"
            " CROSS JOIN ledger ON ledger.cluster_id = events.cluster_id AND ledger.position = events.position"
        ),
    )
    yield "MATCHES", text("search MATCH :terms")
    yield (
        "MATCHES_NOT",
        text("events.number NOT IN (SELECT rowid FROM search WHERE search MATCH :terms)"),
    )
    yield "HITS_OLDEST_FIRST", text("ORDER BY search.rowid")
    yield "HITS_NEWEST_FIRST", text("ORDER BY search.rowid DESC")


def postgresql_search(events: Table) -> Iterator[tuple[str, ClauseElement]]:
    """For PostgreSQL: a tsvector beside each event."""
    terms = bindparam("terms", type_=postgresql.TSQUERY)
    matches = events.c.terms.bool_op("@@")(terms)
    yield "MATCHES", matches
    yield "MATCHES_NOT", ~matches
