"""Reading what is recorded, from the projections and the ledger documents behind them."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any

from tracker.domain.cluster import Cluster
from tracker.domain.errors import InvalidDataError, NotFoundError
from tracker.domain.event import Action, Event, Subject, SubjectType
from tracker.domain.event_document import from_document
from tracker.domain.event_outline import EventOutline, read_outline
from tracker.domain.ledger import Revision
from tracker.domain.search_query import SearchField
from tracker.domain.search_terms import fold
from tracker.domain.state import Fact, State
from tracker.domain.when import When
from tracker.services.ports import EventQuery, HistoryEntry, Retracted
from tracker.store.batches import batches
from tracker.store.database import Database, Row
from tracker.store.projection import content
from tracker.store.retracted import ENDING, RetractedEvents, revisions_of, several
from tracker.store.search_index import Conditions
from tracker.store.term_query import term_query

_END_OF_TIME = 2**62
_KEYS_AT_ONCE = 1_000


class SqlTimeline:
    """The timeline of a store, read through one connection."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.sql
        self._retracted = RetractedEvents(database)

    def clusters(self, *, include_retired: bool = True) -> tuple[Cluster, ...]:
        """All clusters in order of their names."""
        rows = self._database.rows(self._sql.SELECT_CLUSTERS)
        found = [Cluster.from_document(cluster_id, content(document)) for cluster_id, document in rows]
        kept = [cluster for cluster in found if include_retired or cluster.retired is None]
        return tuple(sorted(kept, key=lambda cluster: cluster.name))

    def cluster(self, name: str) -> Cluster:
        """The cluster of that name (in any case, if only one fits) or identifier.

        Raises:
            NotFoundError: There is none; carries the names that come close.
        """
        clusters = self.clusters()
        exact = [cluster for cluster in clusters if name in (cluster.name, cluster.id)]
        similar = [cluster for cluster in clusters if fold(cluster.name) == fold(name)]
        if exact or len(similar) == 1:
            return (exact or similar)[0]
        raise _unknown_cluster(name, [cluster.name for cluster in clusters])

    def events(self, query: EventQuery) -> Iterator[Event]:
        """The events that match, streamed in timeline order."""
        cluster_ids = self._cluster_ids(query)
        if cluster_ids is not None and not cluster_ids:
            return
        terms = term_query(query)
        if terms:
            conditions = self._conditions(query, cluster_ids)
            find = self._database.search.find
            found: Iterator[Row] = find(terms, conditions, newest_first=query.newest_first, limit=query.limit)
        elif cluster_ids is None or len(cluster_ids) == 1:
            found = self._in_order(query, cluster_ids)
        else:
            # One ordered walk for each cluster, woven together, rather than a sort of everything.
            walks = [self._in_order(query, [cluster_id]) for cluster_id in cluster_ids]
            place = itemgetter(3, 0)
            found = islice(merge(*walks, key=place, reverse=query.newest_first), query.limit)
        for event_id, cluster_id, document, *_ in found:
            yield from_document(event_id, cluster_id, content(document))

    def outlines(self, cluster_id: str) -> Iterator[EventOutline]:
        """What rules look at in the events of a cluster, oldest first."""
        statement = self._sql.SELECT_OUTLINES.where(self._sql.EVENTS_OF_CLUSTER).followed_by(self._sql.OLDEST_FIRST)
        for row in self._database.stream(statement, cluster_id=cluster_id):
            try:
                yield read_outline(*row)
            except (KeyError, TypeError, ValueError, AttributeError, InvalidDataError) as error:
                # Something is amiss: reading all of the event says what.
                self.event(row[0])
                raise InvalidDataError(f"event {row[0]}: not an event document ({error!r})") from error

    def event(self, reference: str) -> Event:
        """The event whose identifier begins so, or else ends so.

        Raises:
            NotFoundError: There is none, or it was retracted.
            ConflictError: Several do.
        """
        span = {"first": reference.lower(), "after": reference.lower() + "~"}
        limit = self._sql.LIMIT
        found = list(self._database.rows(self._sql.EVENTS_WITH_PREFIX.followed_by(limit), limit=5, **span))
        if not found and ENDING.fullmatch(reference):
            ending = self._sql.EVENTS_WITH_ENDING.followed_by(limit)
            found = list(self._database.rows(ending, limit=5, pattern=f"%{reference.lower()}"))
        if len(found) == 1 or (found and found[0][0] == span["first"]):
            event_id, cluster_id, document, _ = found[0]
            return from_document(event_id, cluster_id, content(document))
        if found:
            raise several(reference, [row[0] for row in found])
        if reference and self._retracted.identifiers(reference):
            raise NotFoundError(
                f"event {reference!r} was retracted and counts no more: 'tracker show {reference}' tells why"
            )
        if reference and list(self._database.rows(self._sql.ENTITIES_WITH_PREFIX.followed_by(limit), limit=1, **span)):
            raise NotFoundError(
                f"{reference!r} is a cluster and no event: 'tracker log' shows the identifiers of events"
            )
        raise NotFoundError(f"no event begins or ends with {reference!r}: 'tracker log' shows the identifiers")

    def retracted_event(self, reference: str) -> Retracted:
        """The retracted event whose identifier begins so, or else ends so.

        Raises:
            NotFoundError: There is none.
            ConflictError: Several do.
        """
        return self._retracted.event(reference)

    def retracted_events(self, cluster_ids: Sequence[str]) -> tuple[Retracted, ...]:
        """The events of these clusters that were retracted, the newest first."""
        return self._retracted.events(cluster_ids)

    def revisions(self, entity_id: str) -> tuple[Revision, ...]:
        """All revisions of an event or cluster, in order of the ledger."""
        return revisions_of(self._database, entity_id)

    def known_keys(self, cluster_id: str, keys: Iterable[str]) -> dict[str, str]:
        """Which of these source keys are recorded, with the identifiers of their events."""
        known: dict[str, str] = {}
        for some in batches(keys, _KEYS_AT_ONCE):
            values = self._database.as_list(some)
            known |= dict(self._database.rows(self._sql.KNOWN_KEYS, cluster_id=cluster_id, keys=values))
        return known

    def state(self, cluster_id: str, *, until: int | None = None) -> State:
        """The state after the last event whose `When.sort_at` is at most `until`."""
        until = _END_OF_TIME if until is None else until
        rows = self._database.rows(self._sql.STATE, cluster_id=cluster_id, until=until)
        facts = [_fact(*row) for row in rows if row[3] not in (None, Action.REMOVED)]
        return State({fact.subject: fact for fact in facts})

    def history(self, cluster_id: str, name: str, *, scope: str | None = None) -> Iterator[HistoryEntry]:
        """The changes of every subject of that name (in any case), oldest first."""
        subjects = [
            subject
            for subject in self.subjects([cluster_id])
            if fold(subject.name) == fold(name) and scope in (None, subject.scope)
        ]
        walks = [self._history_of(cluster_id, subject) for subject in subjects]
        for _, event_id, ordinal, document in merge(*walks, key=itemgetter(0, 1, 2)):
            event = from_document(event_id, cluster_id, content(document))
            yield HistoryEntry(event.changes[ordinal], event)

    def subjects(self, cluster_ids: Sequence[str] = (), kind: SubjectType | None = None) -> tuple[Subject, ...]:
        """Every subject that ever changed, in order."""
        conditions, values = [], {}
        if cluster_ids:
            conditions.append(self._sql.SUBJECTS_OF_CLUSTERS)
            values["cluster_ids"] = self._database.as_list(cluster_ids)
        if kind is not None:
            conditions.append(self._sql.SUBJECTS_OF_TYPE)
            values["type"] = kind.value
        rows = self._database.rows(self._sql.SUBJECTS.where(*conditions), **values)
        return tuple(sorted({Subject(SubjectType(kind), name, scope) for _, kind, name, scope in rows}))

    def _history_of(self, cluster_id: str, subject: Subject) -> Iterator[Row]:
        return self._database.stream(
            self._sql.HISTORY,
            cluster_id=cluster_id,
            type=subject.type.value,
            name=subject.name,
            scope=subject.scope,
        )

    def _cluster_ids(self, query: EventQuery) -> list[str] | None:
        """The clusters that the query is limited to; None for no limit."""
        criteria = [criterion for criterion in query.criteria if criterion.field is SearchField.CLUSTER]
        if not criteria and len(query.cluster_ids) < 2:
            return list(query.cluster_ids) or None
        names = {cluster.id: fold(cluster.name) for cluster in self.clusters()}
        kept = set(query.cluster_ids or names)
        for criterion in criteria:
            named = {cluster_id for cluster_id, name in names.items() if name == fold(criterion.value)}
            kept = kept - named if criterion.negated else kept & named
        return None if kept >= names.keys() else sorted(kept)

    def _in_order(self, query: EventQuery, cluster_ids: Sequence[str] | None) -> Iterator[Row]:
        conditions = self._conditions(query, cluster_ids)
        statement = self._sql.SELECT_EVENTS.where(*conditions.statements)
        statement = statement.followed_by(self._sql.NEWEST_FIRST if query.newest_first else self._sql.OLDEST_FIRST)
        if query.limit is None:
            return self._database.stream(statement, **conditions.values)
        return self._database.rows(statement.followed_by(self._sql.LIMIT), limit=query.limit, **conditions.values)

    def _conditions(self, query: EventQuery, cluster_ids: Sequence[str] | None) -> Conditions:
        statements = []
        values: dict[str, Any] = {}
        if cluster_ids is not None and len(cluster_ids) == 1:
            statements.append(self._sql.EVENTS_OF_CLUSTER)
            values["cluster_id"] = cluster_ids[0]
        elif cluster_ids is not None:
            statements.append(self._sql.EVENTS_OF_CLUSTERS)
            values["cluster_ids"] = self._database.as_list(cluster_ids)
        if query.since is not None:
            statements.append(self._sql.EVENTS_SINCE)
            values["since"] = query.since
        if query.until is not None:
            statements.append(self._sql.EVENTS_UNTIL)
            values["until"] = query.until
        return Conditions(tuple(statements), values)


def _fact(kind: str, name: str, scope: str, action: str, value: str | None, event_id: str, document: str) -> Fact:
    subject = Subject(SubjectType(kind), name, scope)
    return Fact(subject, value, When.from_document(content(document)["when"]), event_id)


def _unknown_cluster(name: str, names: Sequence[str]) -> NotFoundError:
    # Imported here: only mistakes need it.
    from difflib import get_close_matches

    suggestions = tuple(get_close_matches(name, names))
    if not names:
        return NotFoundError("there is no cluster yet: 'tracker cluster add NAME' adds one")
    return NotFoundError(f"no cluster is called {name!r}", suggestions=suggestions or tuple(names[:3]))
