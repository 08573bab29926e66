"""The schema, once for both databases. Only migrations, administration and `scripts/compile_statements.py` import it.

The cluster's identifier comes first in every key, and nothing refers from one cluster to another, so that a fleet can
be spread over machines by cluster. ``ledger`` and ``chain_heads`` are the truth; every other table can be made again
from them. The databases differ in one column, by which the full text of an event is found:

* SQLite: ``events.number`` is the event's row in the full-text table ``search``. It grows with time (the second of
  ``sort_at``, then a counter), so that "the newest hits" is a walk from the end of the index.
* PostgreSQL: ``events.terms`` is the indexed text itself.
"""

from typing import Any, Literal

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

Dialect = Literal["sqlite", "postgresql"]

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


def text_type() -> TypeEngine[str]:
    """Text that compares by code point, whatever the language of the server."""
    return Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def schema(dialect: Dialect) -> MetaData:
    """The tables as they are in the newest schema of a database."""
    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    _truth(metadata)
    _projections(metadata)
    _events(metadata, dialect)
    return metadata


def _truth(metadata: MetaData) -> None:
    ledger = Table(
        "ledger",
        metadata,
        _key("cluster_id"),
        Column("position", BigInteger, primary_key=True, autoincrement=False),
        _text("entity_id"),
        Column("number", Integer, nullable=False),
        *(_text(name) for name in ("recorded_at", "author", "reason", "document", "previous_hash", "hash")),
    )
    Index(None, ledger.c.cluster_id, ledger.c.entity_id)
    Table(
        "chain_heads",
        metadata,
        _key("cluster_id"),
        _text("hash"),
        Column("length", BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )


def _projections(metadata: MetaData) -> None:
    clusters = Table("clusters", metadata, _key("cluster_id"), _text("name"), _position(), sqlite_with_rowid=False)
    Index(None, clusters.c.name, unique=True)
    subject = ("cluster_id", "type", "name", "scope")
    Table(
        "changes",
        metadata,
        *(_key(name) for name in subject),
        Column("sort_at", BigInteger, primary_key=True, autoincrement=False),
        _key("event_id"),
        Column("ordinal", Integer, primary_key=True, autoincrement=False),
        _text("action"),
        Column("value", text_type()),
        sqlite_with_rowid=False,
    )
    Table("subjects", metadata, *(_key(name) for name in subject), sqlite_with_rowid=False)
    Table("source_keys", metadata, _key("cluster_id"), _key("source_key"), _text("event_id"), sqlite_with_rowid=False)


def _events(metadata: MetaData, dialect: Dialect) -> None:
    found_by: Column[Any] = (
        Column("number", BigInteger, nullable=False)
        if dialect == "sqlite"
        else Column("terms", postgresql.TSVECTOR, nullable=False)
    )
    events = Table(
        "events",
        metadata,
        _key("cluster_id"),
        _key("id"),
        Column("sort_at", BigInteger, nullable=False),
        _position(),
        found_by,
    )
    Index(None, events.c.cluster_id, events.c.sort_at)
    Index(None, events.c.sort_at)
    if dialect == "sqlite":
        Index(None, found_by, unique=True)
    else:
        Index(None, found_by, postgresql_using="gin")


def _key(name: str) -> Column[str]:
    return Column(name, text_type(), primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, text_type(), nullable=False)


def _position() -> Column[int]:
    """Where in the ledger of the cluster the revision is that this row was made from."""
    return Column("position", BigInteger, nullable=False)
