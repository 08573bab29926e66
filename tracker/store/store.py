"""A store: the ledger and its projections behind one connection."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tracker.domain.errors import NotFoundError
from tracker.domain.ledger import Revision
from tracker.services.ports import Head, Timeline, UnitOfWork, Verification
from tracker.store.database import Database
from tracker.store.timeline import SqlTimeline
from tracker.store.unit_of_work import SqlUnitOfWork


class SqlStore:
    """Implements `tracker.services.ports.Store`; made by `tracker.store.opening.open_store`."""

    timeline: Timeline

    def __init__(self, database: Database) -> None:
        self.database = database
        self.timeline = SqlTimeline(database)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A read transaction: everything read inside shows the store as it was at one instant."""
        self.database.begin_reading()
        try:
            yield
        finally:
            self.database.rollback()

    def heads(self) -> tuple[Head, ...]:
        """Where each cluster's part of the ledger ends now, in order of the cluster ids."""
        return tuple(Head(*row) for row in self.database.rows(self.database.sql.HEADS))

    def ledger_after(self, head: Head) -> Iterator[Revision]:
        """What a cluster got after `head`, in order of writing.

        Raises:
            NotFoundError: This ledger has no such revision at that position: it is another one, or an older copy.
        """
        sql, cluster_id = self.database.sql, head.cluster_id
        found = list(self.database.rows(sql.HASH_AT, cluster_id=cluster_id, position=head.position))
        if found != [(head.hash,)]:
            raise NotFoundError(
                f"cluster {cluster_id}: position {head.position} of this ledger is not {head.hash[:12]}…:"
                " it is another store, or an older copy"
            )
        return self._ledger_from(cluster_id, head.position + 1)

    def unit_of_work(self, *, author: str, recorded_at: datetime) -> UnitOfWork:
        """A write transaction; concurrent writers wait for one another."""
        return SqlUnitOfWork(self.database, author=author, recorded_at=recorded_at)

    def ledger(self, cluster_ids: Sequence[str] = ()) -> Iterator[Revision]:
        """Every revision, cluster by cluster (oldest cluster first), in order of the chain."""
        sql = self.database.sql
        for (cluster_id,) in list(self.database.rows(sql.LEDGER_CLUSTERS)):
            if not cluster_ids or cluster_id in cluster_ids:
                yield from self._ledger_from(cluster_id, 1)

    def verify(self) -> Verification:
        """Recompute every chain and compare the projections with the ledger."""
        from tracker.store.verification import verify

        return verify(self.database)

    def rebuild(self) -> int:
        """Drop the projections and make them again from the ledger; how many events there are."""
        from tracker.store.rebuild import rebuild

        return rebuild(self.database)

    def backup(self, target: Path) -> None:
        """Write a consistent copy to a file that does not exist yet."""
        from tracker.store.backup import backup

        backup(self.database, target)

    def _ledger_from(self, cluster_id: str, position: int) -> Iterator[Revision]:
        sql = self.database.sql
        for row in self.database.stream(sql.LEDGER_OF_CLUSTER, cluster_id=cluster_id, first=position):
            yield Revision(*row)

    def close(self) -> None:
        """Let go of the file or the server."""
        self.database.close()
