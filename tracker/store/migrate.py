"""Running the migrations. The only module of the package that knows Alembic, and where `migrations/` is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from tracker import bundled
from tracker.domain.errors import StoreError


def upgrade(location: str, revision: str = "head") -> None:
    """Bring the schema of a store up to a revision, in one transaction.

    Raises:
        StoreError: The database refuses.
    """
    with _connected(location) as connection:
        command.upgrade(config(connection), revision)


def downgrade(location: str, revision: str) -> None:
    """Bring the schema of a store back to a revision, in one transaction."""
    with _connected(location) as connection:
        command.downgrade(config(connection), revision)


def current_revision(location: str) -> str | None:
    """The revision of the schema, or None where there is no schema of tracker."""
    with _connected(location) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, built in code."""
    result = Config()
    # ConfigParser would read a percent sign in the path as the start of a variable.
    result.set_main_option("script_location", str(bundled.path("migrations")).replace("%", "%%"))
    result.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(rev)s_%%(slug)s")
    result.attributes["connection"] = connection
    return result


def engine(location: str) -> Engine:
    """An SQLAlchemy engine for administration; transactions cover changes of the schema on SQLite as well."""
    result = create_engine(_url(location), poolclass=NullPool)
    if result.dialect.name == "sqlite":
        event.listen(result, "connect", _leave_transactions_to_us)
        event.listen(result, "begin", _begin_immediate)
    return result


@contextmanager
def _connected(location: str) -> Iterator[Connection]:
    try:
        with engine(location).begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise StoreError(f"the schema of the store cannot be made or read: {cause}") from error


def _url(location: str) -> URL:
    scheme, separator, rest = location.partition("://")
    if not separator:
        return URL.create("sqlite", database=location)
    return make_url(f"postgresql+psycopg://{rest}" if scheme in ("postgresql", "postgres") else location)


def _leave_transactions_to_us(connection: Any, _record: Any) -> None:
    # The driver would commit before each change of the schema.
    connection.isolation_level = None


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
