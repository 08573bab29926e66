"""What the store needs from a database, so that one code path serves both."""

from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from typing import Any, Protocol

from tracker.store.search_index import SearchIndex
from tracker.store.statement import Statement

Row = tuple[Any, ...]


class Database(Protocol):
    """One connection. Every error of the driver comes out as a StoreError that names the store."""

    @property
    def sql(self) -> ModuleType:
        """The compiled statements: `tracker.store.compiled.sqlite` or its sister."""
        ...

    @property
    def search(self) -> SearchIndex:
        """The full-text index."""
        ...

    @property
    def name(self) -> str:
        """How the store is called in messages: its path, or its URL without a password."""
        ...

    def rows(self, statement: Statement, **values: Any) -> Iterator[Row]:
        """The rows of a query, one after the other."""
        ...

    def stream(self, statement: Statement, **values: Any) -> Iterator[Row]:
        """Like `rows`, for results that may be larger than memory."""
        ...

    def run(self, statement: Statement, **values: Any) -> None:
        """Run a statement that changes something."""
        ...

    def run_many(self, statement: Statement, rows: Iterable[Row]) -> None:
        """Run a statement once for each row; values in the order of the statement's parameters."""
        ...

    def as_list(self, values: Sequence[Any]) -> Any:
        """A list as a single parameter."""
        ...

    def begin_reading(self) -> None:
        """Start a transaction that sees the store as it is now, whatever others write meanwhile."""
        ...

    def begin(self) -> None:
        """Start a write transaction; waits for other writers where the database has only one."""
        ...

    def commit(self) -> None:
        """Make what was written since `begin` last."""
        ...

    def rollback(self) -> None:
        """Forget what was written since `begin`."""
        ...

    def for_writing(self) -> "Database":
        """The connection to write with: another one where reading and writing had better not share theirs."""
        ...

    def is_in_place(self) -> bool:
        """Whether who opens the same location now gets at the same database; a file may have been moved or exchanged."""
        ...

    def close(self) -> None:
        """Let go of the file or the server."""
        ...
