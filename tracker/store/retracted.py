"""Events that were retracted: no projection has them, so they are found by their tombstones in the ledger."""

import re
from collections.abc import Sequence
from operator import itemgetter

from tracker.domain.errors import ConflictError, NotFoundError
from tracker.domain.event_document import from_document
from tracker.domain.ledger import Revision, canonical_json
from tracker.services.ports import Retracted
from tracker.store.database import Database
from tracker.store.statement import Statement

ENDING = re.compile(r"[0-9a-fA-F-]{4,}")
"""A part of an identifier long enough to look for at its end, where no index helps."""
_TOMBSTONE = canonical_json({"type": "retraction"})


class RetractedEvents:
    """The retracted events of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.sql

    def event(self, reference: str) -> Retracted:
        """The one whose identifier begins so, or else ends so.

        Raises:
            NotFoundError: There is none.
            ConflictError: Several do.
        """
        found = self.identifiers(reference)
        if not found:
            raise NotFoundError(f"no retracted event begins or ends with {reference!r}: 'tracker log --retracted'")
        if len(found) > 1 and reference.lower() not in found:
            raise several(reference, found)
        return self._as_it_read_last(reference.lower() if reference.lower() in found else found[0])

    def events(self, cluster_ids: Sequence[str]) -> tuple[Retracted, ...]:
        """Those of some clusters, the newest first."""
        identifiers = self._find(self._sql.RETRACTED_OF_CLUSTERS, cluster_ids=self._database.as_list(cluster_ids))
        found = [self._as_it_read_last(identifier) for identifier in identifiers]
        return tuple(sorted(found, key=lambda each: each.event.order, reverse=True))

    def identifiers(self, reference: str) -> list[str]:
        """The identifiers that begin so; where there are none, those that end so."""
        start = reference.lower()
        found = self._find(self._sql.RETRACTED_WITH_PREFIX, first=start, after=start + "~")
        if not found and ENDING.fullmatch(reference):
            found = self._find(self._sql.RETRACTED_WITH_ENDING, pattern=f"%{start}")
        return found

    def _find(self, condition: Statement, **values: object) -> list[str]:
        statement = self._sql.SELECT_RETRACTED.where(condition, self._sql.IS_RETRACTED)
        return sorted(entity_id for _, entity_id in self._database.rows(statement, tombstone=_TOMBSTONE, **values))

    def _as_it_read_last(self, entity_id: str) -> Retracted:
        revisions = revisions_of(self._database, entity_id)
        tombstone = next(each for each in reversed(revisions) if each.document == _TOMBSTONE)
        last = next((each for each in reversed(revisions) if each.document != _TOMBSTONE), None)
        if last is None:
            raise NotFoundError(f"of event {entity_id} this store has only the retraction: merge the other one first")
        return Retracted(from_document(entity_id, last.cluster_id, last.content()), tombstone)


def revisions_of(database: Database, entity_id: str) -> tuple[Revision, ...]:
    """All revisions of an event or cluster, in order of the ledger."""
    rows = database.rows(database.sql.REVISIONS_OF_ENTITY, entity_id=entity_id)
    return tuple(Revision(*fields) for *fields, _ in sorted(rows, key=itemgetter(-1)))


def several(reference: str, identifiers: Sequence[str]) -> ConflictError:
    """The error for a reference that fits several events."""
    return ConflictError(
        f"several events begin or end with {reference!r}, such as {', '.join(identifiers[:5])}: write more of it"
    )
