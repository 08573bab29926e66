"""Keeps the projections in step with the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.domain.errors import ConflictError, InvalidDataError
from tracker.domain.ledger import Revision
from tracker.store.database import Database
from tracker.store.projection import Draft, EventRows, content, event_rows, is_event, placed, source_key

Placed = tuple[Revision, int]
"""A revision and its position in the ledger of its cluster."""
New = tuple[Revision, int, Draft | Mapping[str, Any]]
"""A revision that is being written, its position, and its document: worked out already, or as data."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What an entity read as (None: it is new) and what it reads as now."""

    before: Placed | None
    after: New


class ProjectionWriter:
    """Writes the rows that are made from revisions, and takes back those of revisions that no longer count."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def update(self, new: Sequence[New], replacements: Iterable[Replacement]) -> None:
        """Enter the source keys of all new revisions, and replace what some entities read as."""
        outdated: list[EventRows] = []
        current: list[EventRows] = []
        for replacement in replacements:
            revision, position, document = replacement.after
            if replacement.before and (before := _rows_of(*replacement.before)):
                outdated.append(before)
            rows = _event_rows(revision, position, document)
            if rows:
                current.append(rows)
            elif revision.entity_id == revision.cluster_id:
                self.put_cluster(revision, position, _other(document))
        self._take_out(outdated)
        self.enter(current)
        self.enter_source_keys(new)
        self._remove_lonely_subjects(outdated)

    def enter_source_keys(self, revisions: Iterable[New]) -> None:
        """Enter the source keys of revisions; the first event that has a key keeps it."""
        keys = [
            (revision.cluster_id, key, revision.entity_id)
            for revision, _, document in revisions
            if (key := _source_key(document))
        ]
        self._database.run_many(self._database.sql.INSERT_SOURCE_KEY, keys)

    def enter(self, events: Sequence[EventRows]) -> None:
        """Enter the rows of events that are not there."""
        sql = self._database.sql
        if not events:
            return
        self._database.search.insert(events)
        changes = [row for event in events for row in event.changes]
        self._database.run_many(sql.INSERT_CHANGE, changes)
        self._database.run_many(sql.INSERT_SUBJECT, sorted({row[:4] for row in changes}))

    def _take_out(self, events: Sequence[EventRows]) -> None:
        if not events:
            return
        self._database.search.delete(events)
        keys = [row[:7] for event in events for row in event.changes]
        self._database.run_many(self._database.sql.DELETE_CHANGE, keys)

    def _remove_lonely_subjects(self, outdated: Sequence[EventRows]) -> None:
        subjects = sorted({row[:4] for event in outdated for row in event.changes})
        self._database.run_many(self._database.sql.DELETE_LONELY_SUBJECT, [subject * 2 for subject in subjects])

    def put_cluster(self, revision: Revision, position: int, document: Mapping[str, Any]) -> None:
        """Enter a cluster's profile, or take it out after its retraction."""
        sql, database, cluster_id = self._database.sql, self._database, revision.cluster_id
        if document.get("type") != "cluster":
            database.run(sql.DELETE_CLUSTER, cluster_id=cluster_id)
            return
        name = document.get("name")
        if not isinstance(name, str) or not name:
            raise InvalidDataError(f"cluster {cluster_id}: its profile has no name")
        for (other,) in list(database.rows(sql.CLUSTER_WITH_NAME, name=name)):
            if other != cluster_id:
                raise ConflictError(
                    f"another cluster is called {name!r} ({other}, and this one is {cluster_id}): give one of them"
                    f" another name first, as with 'tracker cluster edit {name} --name NEW'"
                )
        database.run(sql.UPSERT_CLUSTER, cluster_id=cluster_id, name=name, position=position)


def _rows_of(revision: Revision, position: int) -> EventRows | None:
    return _event_rows(revision, position, content(revision.document))


def _event_rows(revision: Revision, position: int, document: Draft | Mapping[str, Any]) -> EventRows | None:
    """The rows of a revision; None when it is not an event's."""
    if not isinstance(document, Draft):
        is_one = is_event(document)
        return event_rows(revision.cluster_id, revision.entity_id, position, document) if is_one else None
    event = document.event
    return placed(revision.cluster_id, revision.entity_id, position, event) if event else None


def _other(document: Draft | Mapping[str, Any]) -> Mapping[str, Any]:
    """The data of a profile or a tombstone."""
    return document.other or {} if isinstance(document, Draft) else document


def _source_key(document: Draft | Mapping[str, Any]) -> str:
    if isinstance(document, Draft):
        return document.event.source_key if document.event else ""
    return source_key(document) if is_event(document) else ""
