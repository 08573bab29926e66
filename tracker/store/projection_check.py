"""Comparing the projections with what the ledger says they should hold."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from tracker.domain.errors import InvalidDataError
from tracker.services.ports import Problem
from tracker.store.batches import batches
from tracker.store.database import Database
from tracker.store.projection import EventRows, content, event_rows, is_event, source_key
from tracker.store.projection_writer import Placed
from tracker.store.rebuild import by_position, latest_revisions

_REMEDY = "'tracker db rebuild' makes it again"
_BATCH = 1_000
Left = TypeVar("Left")
Right = TypeVar("Right")


class ProjectionCheck:
    """Walks through ledger and projections side by side, both in order of the identifiers."""

    def __init__(self, database: Database, names: Mapping[str, str]) -> None:
        self._database = database
        self._sql = database.sql
        self._names = names
        self._search = database.search.start_check()
        self._unreadable = False
        self.events = 0

    def of_cluster(self, cluster_id: str) -> Iterator[Problem]:
        """What is wrong with the projections of one cluster."""
        place = f"cluster {self._names.get(cluster_id, cluster_id)}"
        yield from self._events(cluster_id, place)
        yield from self._subjects(cluster_id, place)
        yield from self._source_keys(cluster_id, place)

    def of_store(self) -> Iterator[Problem]:
        """What is wrong with what all clusters share; to be asked after the clusters."""
        if not self._unreadable and not self._search.is_complete():
            yield Problem("search index", f"it does not match the ledger: {_REMEDY}")

    def _events(self, cluster_id: str, place: str) -> Iterator[Problem]:
        stored = ((row[0], row) for row in self._database.stream(self._sql.EVENT_ROWS, cluster_id=cluster_id))
        rows = self._database.stream(self._sql.CHANGE_ROWS, cluster_id=cluster_id)
        changes = ((event_id, list(group)) for event_id, group in groupby(rows, key=itemgetter(4)))
        unreadable: list[Problem] = []
        expected = self._expected(cluster_id, place, unreadable)
        with_rows = _side_by_side(expected, stored)
        for event_id, pair, changed in _side_by_side(((key, (left, right)) for key, left, right in with_rows), changes):
            event, row = pair or (None, None)
            where = f"{place}, event {event_id}"
            if event is None:
                yield Problem(where, f"it is listed and the ledger does not have it: {_REMEDY}")
                continue
            self.events += 1
            if row is None:
                yield Problem(where, f"the ledger has it and it is not listed: {_REMEDY}")
            elif row[1:3] != (event.sort_at, event.position) or not self._search.expect(event, row[3]):
                yield Problem(where, f"its place in the timeline or its search terms are wrong: {_REMEDY}")
            if (changed or []) != [change[1:] for change in event.changes]:
                yield Problem(where, f"its changes are not those in the ledger: {_REMEDY}")
        yield from unreadable

    def _expected(self, cluster_id: str, place: str, problems: list[Problem]) -> Iterator[tuple[str, EventRows]]:
        """The rows that every event should have, and on the way what the clusters' table should say."""
        for revision, position in latest_revisions(self._database, cluster_id):
            try:
                document = content(revision.document)
                if is_event(document):
                    yield revision.entity_id, event_rows(cluster_id, revision.entity_id, position, document)
                elif revision.entity_id == cluster_id:
                    problems += self._cluster((revision, position), document, place)
            except (InvalidDataError, ValueError, AttributeError) as error:
                self._unreadable = True
                where = f"{place}, position {position}, event {revision.entity_id}"
                problems.append(Problem(where, f"its document cannot be read: {error}"))

    def _cluster(self, placed: Placed, document: Mapping[str, Any], place: str) -> Iterator[Problem]:
        revision, position = placed
        found = list(self._database.rows(self._sql.CLUSTER_ROW, cluster_id=revision.cluster_id))
        expected = [(document["name"], position)] if document.get("type") == "cluster" else []
        if found != expected:
            yield Problem(place, f"its entry in the list of clusters is wrong: {_REMEDY}")

    def _subjects(self, cluster_id: str, place: str) -> Iterator[Problem]:
        cluster = self._database.as_list([cluster_id])
        listed = self._database.rows(self._sql.SUBJECTS.where(self._sql.SUBJECTS_OF_CLUSTERS), cluster_ids=cluster)
        changed = self._database.rows(self._sql.CHANGED_SUBJECTS, cluster_id=cluster_id)
        for _, name, scope in sorted({row[1:] for row in listed} ^ set(changed)):
            subject = f"{scope}/{name}" if scope else name
            yield Problem(f"{place}, subject {subject}", f"the list of subjects does not match the changes: {_REMEDY}")

    def _source_keys(self, cluster_id: str, place: str) -> Iterator[Problem]:
        rows = self._database.stream(self._sql.SOURCE_KEY_ROWS, cluster_id=cluster_id)
        for (key, event_id), revisions in groupby(rows, key=itemgetter(0, 1)):
            if all(_key_in(document) != key for *_, document in list(revisions)):
                where = f"{place}, event {event_id}"
                yield Problem(where, f"the source key {key!r} is not that of this event: {_REMEDY}")
        for batch in batches(by_position(self._database, cluster_id), _BATCH):
            yield from self._lost_keys(cluster_id, batch, place)

    def _lost_keys(self, cluster_id: str, batch: Sequence[Placed], place: str) -> Iterator[Problem]:
        told = {key: revision.entity_id for revision, _ in batch if (key := _key_in(revision.document))}
        keys = self._database.as_list(list(told))
        listed = {key for key, _ in self._database.rows(self._sql.KNOWN_KEYS, cluster_id=cluster_id, keys=keys)}
        for key in told.keys() - listed:
            yield Problem(f"{place}, event {told[key]}", f"its source key {key!r} is not listed: {_REMEDY}")


def _key_in(document: str | None) -> str:
    """The source key in a document; empty when it has none, or cannot be read."""
    try:
        data = content(document or "{}")
        return source_key(data) if is_event(data) else ""
    except (ValueError, AttributeError):
        return ""


def _side_by_side(
    left: Iterator[tuple[str, Left]], right: Iterator[tuple[str, Right]]
) -> Iterator[tuple[str, Left | None, Right | None]]:
    """Two streams in order of their keys as one; None where only the other has the key."""
    one, other = next(left, None), next(right, None)
    while one or other:
        if one and (not other or one[0] < other[0]):
            yield one[0], one[1], None
            one = next(left, None)
        elif other and (not one or other[0] < one[0]):
            yield other[0], None, other[1]
            other = next(right, None)
        elif one and other:
            yield one[0], one[1], other[1]
            one, other = next(left, None), next(right, None)
