"""Alembic runs this for every command; `tracker.store.migrate` gives the connection."""

from alembic import context
from sqlalchemy import Connection, Engine

from tracker.store.tables import schema

SEARCH_TABLES = "search"
"""SQLite's full-text table and those in which FTS5 keeps it; SQLAlchemy knows no such tables."""


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Whether autogenerate may compare this table."""
    return not (kind == "table" and name is not None and name.startswith(SEARCH_TABLES))


def run() -> None:
    """Run the migrations that were asked for; pytest-alembic gives an engine where we give a connection."""
    connectable = context.config.attributes["connection"]
    if isinstance(connectable, Engine):
        with connectable.begin() as connection:
            _run_in(connection)
    else:
        _run_in(connectable)


def _run_in(connection: Connection) -> None:
    dialect = connection.dialect.name
    context.configure(
        connection=connection,
        target_metadata=schema("sqlite" if dialect == "sqlite" else "postgresql"),
        include_name=include_name,
        # SQLite changes a table by copying it.
        render_as_batch=dialect == "sqlite",
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
