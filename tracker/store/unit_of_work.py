"""A write transaction."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from tracker.domain.ledger import Revision
from tracker.services.ports import Timeline, Write
from tracker.store.database import Database
from tracker.store.ledger_writer import LedgerWriter
from tracker.store.projection import Draft, draft
from tracker.store.timeline import SqlTimeline


class SqlUnitOfWork:
    """Everything that is appended between `__enter__` and `commit` is recorded at once, or not at all."""

    timeline: Timeline

    def __init__(self, database: Database, *, author: str, recorded_at: datetime) -> None:
        self._reading = database
        self._author = author
        self._recorded_at = recorded_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

    def __enter__(self) -> Self:
        """Wait for other writers and begin."""
        self._database = self._reading.for_writing()
        try:
            self._database.begin()
        except BaseException:
            self._close()
            raise
        self._writer = LedgerWriter(self._database, author=self._author, recorded_at=self._recorded_at)
        self.timeline = SqlTimeline(self._database)
        self._is_committed = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back unless `commit` was called."""
        try:
            if not self._is_committed:
                self._database.rollback()
        finally:
            self._close()

    @staticmethod
    def draft(document: Mapping[str, Any]) -> Draft:
        """Work out beforehand what writing a document takes."""
        return draft(document)

    def append(self, writes: Iterable[Write]) -> Iterator[Revision]:
        """Append the writes in their order, lazily and in batches."""
        return self._writer.append(writes)

    def merge(self, revisions: Iterable[Revision]) -> Iterator[Revision]:
        """Append revisions of another store as they are, skipping known ones; yields those that were new."""
        return self._writer.merge(revisions)

    def commit(self) -> None:
        """Make it last."""
        self._database.commit()
        self._is_committed = True

    def _close(self) -> None:
        if self._database is not self._reading:
            self._database.close()
