"""Making the projections again from the ledger."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from tracker.domain.errors import InvalidDataError, StoreError
from tracker.domain.ledger import Revision
from tracker.store.batches import batches
from tracker.store.database import Database
from tracker.store.projection import EventRows, content, event_rows, is_event
from tracker.store.projection_writer import Placed, ProjectionWriter

_BATCH = 20_000


def rebuild(database: Database) -> int:
    """Drop the projections and make them again in one transaction; how many events there are.

    Raises:
        StoreError: A document in the ledger cannot be read; the projections stay as they were.
    """
    writing = database.for_writing()
    try:
        writing.begin()
        try:
            count = _rebuild(writing)
        except BaseException:
            writing.rollback()
            raise
        writing.commit()
        return count
    finally:
        if writing is not database:
            writing.close()


def _rebuild(database: Database) -> int:
    sql = database.sql
    database.search.clear()
    for clear in (sql.CLEAR_CHANGES, sql.CLEAR_SUBJECTS, sql.CLEAR_SOURCE_KEYS, sql.CLEAR_CLUSTERS):
        database.run(clear)
    writer = ProjectionWriter(database)
    count = 0
    for cluster_id in ledger_clusters(database):
        for placed in batches(by_position(database, cluster_id), _BATCH):
            writer.enter_source_keys([(*each, content(each[0].document)) for each in placed])
        events = _current_events(writer, latest_revisions(database, cluster_id))
        for batch in batches(events, _BATCH):
            writer.enter(batch)
            count += len(batch)
    return count


def ledger_clusters(database: Database) -> list[str]:
    """The clusters that have revisions or a head, in order."""
    sql = database.sql
    found = {cluster_id for (cluster_id,) in database.rows(sql.CLUSTERS_IN_LEDGER)}
    return sorted(found | {cluster_id for (cluster_id,) in database.rows(sql.LEDGER_CLUSTERS)})


def by_position(database: Database, cluster_id: str) -> Iterator[Placed]:
    """The revisions of a cluster in order of the ledger."""
    for *fields, position in database.stream(database.sql.LEDGER_BY_POSITION, cluster_id=cluster_id):
        yield Revision(*fields), position


def latest_revisions(database: Database, cluster_id: str) -> Iterator[Placed]:
    """The revision that each entity of a cluster reads as, in order of the identifiers."""
    rows = database.stream(database.sql.LEDGER_BY_ENTITY, cluster_id=cluster_id)
    for _, revisions in groupby(rows, key=lambda row: row[1]):
        *fields, position = list(revisions)[-1]
        yield Revision(*fields), position


def _current_events(writer: ProjectionWriter, latest: Iterable[Placed]) -> Iterator[EventRows]:
    for revision, position in latest:
        try:
            document = content(revision.document)
            if is_event(document):
                yield event_rows(revision.cluster_id, revision.entity_id, position, document)
            elif revision.entity_id == revision.cluster_id:
                writer.put_cluster(revision, position, document)
        except (InvalidDataError, ValueError) as error:
            raise StoreError(
                f"cluster {revision.cluster_id}, position {position}, {revision.entity_id}: the ledger cannot be read"
                f" there ({error}); restore a backup with 'tracker db restore'"
            ) from error
