"""PostgreSQL through psycopg 3: writers to one cluster wait for one another, all others pass."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Self

from tracker.domain.errors import ConflictError, StoreError
from tracker.store.compiled import postgresql as compiled
from tracker.store.database import Row
from tracker.store.postgresql_search import PostgresqlSearch
from tracker.store.schema_versions import VERSION_QUERY
from tracker.store.statement import Statement

try:
    import psycopg
except ImportError as error:
    raise StoreError(
        "a store in PostgreSQL needs the package psycopg: install it with \"pip install 'tracker[postgresql]'\""
    ) from error

_FETCHED_AT_ONCE = 1_000


class PostgresqlDatabase:
    """A connection to a store's database."""

    sql: ModuleType = compiled

    def __init__(self, url: str, name: str, connection: "psycopg.Connection[Row]") -> None:
        self._url = url
        self.name = name
        self._connection = connection
        self._cursor_numbers = itertools.count()
        self.search = PostgresqlSearch(self)

    @classmethod
    def open(cls, url: str) -> Self:
        """Connect to the database of a URL.

        Raises:
            StoreError: The server cannot be reached, or does not let us in.
        """
        scheme, _, rest = url.partition("://")
        name = f"{scheme}://{rest.rpartition('@')[2]}"
        with _translated(name):
            connection = psycopg.connect(f"postgresql://{rest}", autocommit=True)
        return cls(url, name, connection)

    def rows(self, statement: Statement, **values: Any) -> Iterator[Row]:
        """The rows of a query."""
        with _translated(self.name):
            yield from self._connection.execute(statement.sql, statement.values(values))

    def stream(self, statement: Statement, **values: Any) -> Iterator[Row]:
        """The rows of a query, fetched as they are asked for."""
        name = f"tracker_{next(self._cursor_numbers)}"
        with _translated(self.name), self._connection.cursor(name=name, withhold=True) as cursor:
            cursor.itersize = _FETCHED_AT_ONCE
            cursor.execute(statement.sql, statement.values(values))
            yield from cursor

    def run(self, statement: Statement, **values: Any) -> None:
        """Run a statement that changes something."""
        with _translated(self.name):
            self._connection.execute(statement.sql, statement.values(values))

    def run_many(self, statement: Statement, rows: Iterable[Row]) -> None:
        """Run a statement once for each row."""
        with _translated(self.name), self._connection.cursor() as cursor:
            cursor.executemany(statement.sql, rows)

    def as_list(self, values: Sequence[Any]) -> list[Any]:
        """An array."""
        return list(values)

    def begin_reading(self) -> None:
        """Start a transaction that sees one state of the store."""
        self.run(Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        # The instant that is shown is that of the first read.
        self.run(Statement(VERSION_QUERY))

    def begin(self) -> None:
        """Start a write transaction; each cluster is locked when its chain is first looked at."""
        self.run(Statement("BEGIN"))

    def commit(self) -> None:
        """Make what was written since `begin` last."""
        self.run(Statement("COMMIT"))

    def rollback(self) -> None:
        """Forget what was written since `begin`."""
        if not self._connection.closed:
            self.run(Statement("ROLLBACK"))

    def for_writing(self) -> "PostgresqlDatabase":
        """This connection, since the server keeps half-read results; another one inside a read transaction."""
        is_free = self._connection.info.transaction_status is psycopg.pq.TransactionStatus.IDLE
        return self if is_free else PostgresqlDatabase.open(self._url)

    def is_in_place(self) -> bool:
        """As long as the connection lasts."""
        return not self._connection.closed

    def close(self) -> None:
        """Let go of the server."""
        self._connection.close()


@contextmanager
def _translated(name: str) -> Iterator[None]:
    try:
        yield
    except psycopg.errors.UniqueViolation as error:
        raise ConflictError(
            f"store {name}: somebody else recorded the same at the same moment; look at it again and repeat the change"
        ) from error
    except psycopg.Error as error:
        raise StoreError(_explain(name, error)) from error


def _explain(name: str, error: psycopg.Error) -> str:
    message = " ".join(str(error).split())
    match error:
        case psycopg.errors.UndefinedTable():
            return f"{name} is not a tracker store: make one there with 'tracker --store URL init'"
        case psycopg.errors.ReadOnlySqlTransaction() | psycopg.errors.InsufficientPrivilege():
            return f"store {name} is read-only for this user: ask for the right to write ({message})"
        case psycopg.errors.DeadlockDetected() | psycopg.errors.LockNotAvailable():
            return f"store {name} is locked by another writer: try again ({message})"
        case psycopg.errors.DiskFull():
            return f"store {name}: the server's disk is full, nothing was recorded; make room and try again"
        case psycopg.OperationalError():
            return f"store {name} cannot be reached: {message}"
        case _:
            return f"store {name}: {message}"
