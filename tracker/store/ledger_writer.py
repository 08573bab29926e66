"""The one way into the ledger: what is appended, imported or merged passes here, and the projections with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.domain.errors import ConflictError, InvalidDataError
from tracker.domain.ledger import GENESIS, Revision, is_intact, link_revision
from tracker.services.ports import Write
from tracker.store.batches import batches
from tracker.store.database import Database
from tracker.store.projection import Draft, content, draft, rank
from tracker.store.projection_writer import New, Placed, ProjectionWriter, Replacement

_BATCH = 5_000
"""Revisions that are written together: large enough for the database, small enough for memory."""


@dataclass(slots=True)
class _Head:
    """The end of a cluster's chain, as it will be when the batch is written."""

    hash: str
    length: int
    is_stored: bool

    def advance(self, digest: str) -> int:
        """Move on to a new revision and give its position."""
        self.hash = digest
        self.length += 1
        return self.length


class LedgerWriter:
    """Appends to the chains within one transaction."""

    def __init__(self, database: Database, *, author: str, recorded_at: str) -> None:
        self._database = database
        self._author = author
        self._recorded_at = recorded_at
        self._heads: dict[str, _Head] = {}
        self._projections = ProjectionWriter(database)

    def append(self, writes: Iterable[Write]) -> Iterator[Revision]:
        """Chain new revisions to the heads."""
        for batch in batches(writes, _BATCH):
            yield from self._append_batch(batch)

    def merge(self, revisions: Iterable[Revision]) -> Iterator[Revision]:
        """Take in revisions of another store as they are, behind our own; known ones are skipped."""
        followed: dict[str, str] = {}
        for batch in batches(revisions, _BATCH):
            yield from self._merge_batch(batch, followed)

    def _append_batch(self, batch: Sequence[Write]) -> list[Revision]:
        sql, database = self._database.sql, self._database
        numbers: dict[str, int] = {}
        for cluster_id, entity_ids in _by_cluster(batch).items():
            self._head(cluster_id)
            numbers |= dict(
                database.rows(sql.LATEST_NUMBERS, cluster_id=cluster_id, entity_ids=database.as_list(entity_ids))
            )
        stored = self._stored([write for write in batch if write.entity_id in numbers])
        new = [self._chain(write, numbers) for write in batch]
        self._write(new, stored)
        return [revision for revision, _, _ in new]

    def _chain(self, write: Write, numbers: dict[str, int]) -> New:
        latest = numbers.get(write.entity_id, 0)
        if write.expected_number is not None and write.expected_number != latest:
            raise ConflictError(
                f"{write.entity_id} has been changed meanwhile: revision {latest} is recorded,"
                f" and this change was made to revision {write.expected_number}; look at it again and repeat the change"
            )
        numbers[write.entity_id] = latest + 1
        head = self._heads[write.cluster_id]
        try:
            document = _draft_of(write)
            revision = link_revision(
                cluster_id=write.cluster_id,
                entity_id=write.entity_id,
                number=latest + 1,
                recorded_at=self._recorded_at,
                author=self._author,
                reason=write.reason,
                document=document.text,
                previous_hash=head.hash,
            )
        except UnicodeEncodeError as error:
            raise InvalidDataError(f"{write.entity_id} cannot be written down: {error}") from error
        except InvalidDataError as error:
            raise InvalidDataError(f"{write.entity_id}: {error}") from error
        return revision, head.advance(revision.hash), document

    def _merge_batch(self, batch: Sequence[Revision], followed: dict[str, str]) -> list[Revision]:
        for cluster_id in _by_cluster(batch):
            self._head(cluster_id)
        stored = self._stored(batch)
        known = {revision.hash for revisions in stored.values() for revision, _ in revisions}
        new: list[New] = []
        for revision in batch:
            if not is_intact(revision):
                raise InvalidDataError(
                    f"revision {revision.number} of {revision.entity_id}: its hash does not match its content, so it"
                    " was changed after it was written; export it again from the store that it comes from"
                )
            if revision.hash not in known:
                self._require_predecessor(revision, followed)
                known.add(revision.hash)
                position = self._heads[revision.cluster_id].advance(revision.hash)
                new.append((revision, position, content(revision.document)))
            followed[revision.cluster_id] = revision.hash
        self._write(new, stored)
        return [revision for revision, _, _ in new]

    def _require_predecessor(self, revision: Revision, followed: dict[str, str]) -> None:
        """Refuse a chain with a gap; the usual predecessors are the line before and our head."""
        previous, cluster_id = revision.previous_hash, revision.cluster_id
        if previous in (GENESIS, followed.get(cluster_id), self._heads[cluster_id].hash):
            return
        found = self._database.rows(self._database.sql.REVISION_WITH_HASH, cluster_id=cluster_id, hash=previous)
        if not list(found):
            raise InvalidDataError(
                f"revision {revision.number} of {revision.entity_id}: the revision before it ({previous[:12]}…) is"
                " missing here and in what is imported; export the whole ledger of the other store"
            )

    def _stored(self, items: Sequence[Write | Revision]) -> dict[str, list[Placed]]:
        """All revisions that are there of the entities that these items are about."""
        sql, database = self._database.sql, self._database
        stored: defaultdict[str, list[Placed]] = defaultdict(list)
        for cluster_id, entity_ids in _by_cluster(items).items():
            rows = database.rows(
                sql.REVISIONS_OF_ENTITIES, cluster_id=cluster_id, entity_ids=database.as_list(entity_ids)
            )
            for *fields, position in rows:
                stored[fields[1]].append((Revision(*fields), position))
        return stored

    def _write(self, new: Sequence[New], stored: Mapping[str, Sequence[Placed]]) -> None:
        if not new:
            return
        rows = (_ledger_row(revision, position) for revision, position, _ in new)
        self._database.run_many(self._database.sql.INSERT_REVISION, rows)
        for cluster_id in {revision.cluster_id for revision, _, _ in new}:
            self._store_head(cluster_id)
        self._projections.update(new, _replacements(new, stored))

    def _head(self, cluster_id: str) -> _Head:
        """The end of the chain, locked against other writers until the transaction ends."""
        if cluster_id not in self._heads:
            found = list(self._database.rows(self._database.sql.LOCK_HEAD, cluster_id=cluster_id))
            digest, length = found[0] if found else (GENESIS, 0)
            self._heads[cluster_id] = _Head(digest, length, is_stored=bool(found))
        return self._heads[cluster_id]

    def _store_head(self, cluster_id: str) -> None:
        sql, head = self._database.sql, self._heads[cluster_id]
        statement = sql.UPDATE_HEAD if head.is_stored else sql.INSERT_HEAD
        self._database.run(statement, cluster_id=cluster_id, hash=head.hash, length=head.length)
        head.is_stored = True


def _draft_of(write: Write) -> Draft:
    """What was worked out beforehand, or is now."""
    if isinstance(write.document, Draft):
        return write.document
    if isinstance(write.document, Mapping):
        return draft(write.document)
    raise TypeError(f"not a draft of this store: {write.document!r}")


def _ledger_row(revision: Revision, position: int) -> tuple[Any, ...]:
    """The row of ``ledger`` for a revision."""
    return (
        revision.cluster_id,
        position,
        revision.entity_id,
        revision.number,
        revision.recorded_at,
        revision.author,
        revision.reason,
        revision.document,
        revision.previous_hash,
        revision.hash,
    )


def _replacements(new: Sequence[New], stored: Mapping[str, Sequence[Placed]]) -> Iterator[Replacement]:
    """For each entity, what it read as before and what it reads as now, where that differs."""
    latest: dict[str, New] = {}
    for each in new:
        entity_id = each[0].entity_id
        if entity_id not in latest or rank(each[0]) > rank(latest[entity_id][0]):
            latest[entity_id] = each
    for entity_id, after in latest.items():
        before = max(stored.get(entity_id, ()), key=lambda placed: rank(placed[0]), default=None)
        if before is None or rank(after[0]) > rank(before[0]):
            yield Replacement(before, after)


def _by_cluster(items: Iterable[Write | Revision]) -> dict[str, list[str]]:
    entity_ids: defaultdict[str, list[str]] = defaultdict(list)
    for item in items:
        entity_ids[item.cluster_id].append(item.entity_id)
    return entity_ids
