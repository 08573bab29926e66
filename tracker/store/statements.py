"""Every statement that tracker runs, as SQLAlchemy Core, once for both databases.

`scripts/compile_statements.py` turns them into text (`tracker.store.compiled`), so that the commands which people type
all day need not import SQLAlchemy. What differs by dialect stands in `_Dialect`, and in the search.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from tracker.store.outline_statements import outlines
from tracker.store.search_statements import postgresql_search, sqlite_search
from tracker.store.tables import Dialect, schema

REVISION = (
    "cluster_id",
    "entity_id",
    "number",
    "recorded_at",
    "author",
    "reason",
    "document",
    "previous_hash",
    "hash",
)
"""The columns of a revision in the order of `tracker.domain.ledger.Revision`."""


class Statements:
    """The statements for one database; iterate for (name, statement)."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.tables = schema(dialect).tables
        self.ledger = self.tables["ledger"]
        self.events = self.tables["events"]

    def __iter__(self) -> Iterator[tuple[str, ClauseElement]]:
        yield from self._ledger()
        yield from self._clusters()
        yield from self._projections()
        yield from self._reading()
        yield from self._event_queries()
        yield from self._states()
        yield from self._administration()
        yield from sqlite_search(self.events) if self.dialect == "sqlite" else postgresql_search(self.events)

    def _ledger(self) -> Iterator[tuple[str, ClauseElement]]:
        ledger, heads = self.ledger, self.tables["chain_heads"]
        yield "INSERT_REVISION", insert(ledger)
        yield "LOCK_HEAD", select(heads.c.hash, heads.c.length).where(_is(heads.c.cluster_id)).with_for_update()
        yield "INSERT_HEAD", insert(heads)
        yield (
            "UPDATE_HEAD",
            update(heads).values(hash=bindparam("hash"), length=bindparam("length")).where(_is(heads.c.cluster_id)),
        )
        yield (
            "LATEST_NUMBERS",
            select(ledger.c.entity_id, func.max(ledger.c.number))
            .where(_is(ledger.c.cluster_id), self._in(ledger.c.entity_id, "entity_ids"))
            .group_by(ledger.c.entity_id),
        )
        yield (
            "REVISIONS_OF_ENTITIES",
            self._revisions(ledger.c.position).where(
                _is(ledger.c.cluster_id), self._in(ledger.c.entity_id, "entity_ids")
            ),
        )
        yield (
            "REVISION_WITH_HASH",
            select(ledger.c.position).where(_is(ledger.c.cluster_id), ledger.c.hash == bindparam("hash")),
        )

    def _clusters(self) -> Iterator[tuple[str, ClauseElement]]:
        clusters = self.tables["clusters"]
        yield "UPSERT_CLUSTER", self._upsert("clusters", ["cluster_id"], ["name", "position"])
        yield "DELETE_CLUSTER", delete(clusters).where(_is(clusters.c.cluster_id))
        yield "CLUSTER_WITH_NAME", select(clusters.c.cluster_id).where(_is(clusters.c.name))
        yield (
            "SELECT_CLUSTERS",
            select(clusters.c.cluster_id, self.ledger.c.document).join_from(
                clusters, self.ledger, _same_position(clusters, self.ledger), isouter=True
            ),
        )

    def _projections(self) -> Iterator[tuple[str, ClauseElement]]:
        changes, subjects, events = self.tables["changes"], self.tables["subjects"], self.events
        of_subject = [_is(changes.c[name]) for name in ("cluster_id", "type", "name", "scope")]
        yield "INSERT_EVENT", insert(events)
        yield "DELETE_EVENT", delete(events).where(_is(events.c.cluster_id), _is(events.c.id))
        yield "INSERT_CHANGE", insert(changes)
        yield (
            "DELETE_CHANGE",
            delete(changes).where(*of_subject, _is(changes.c.sort_at), _is(changes.c.event_id), _is(changes.c.ordinal)),
        )
        yield "INSERT_SUBJECT", self._insert_missing("subjects")
        yield (
            "DELETE_LONELY_SUBJECT",
            delete(subjects).where(
                *[_is(subjects.c[name]) for name in ("cluster_id", "type", "name", "scope")],
                ~select(literal_column("1")).select_from(changes).where(*of_subject).exists(),
            ),
        )
        yield "INSERT_SOURCE_KEY", self._insert_missing("source_keys")

    def _reading(self) -> Iterator[tuple[str, ClauseElement]]:
        ledger, heads, keys, subjects = (
            self.tables[name] for name in ("ledger", "chain_heads", "source_keys", "subjects")
        )
        yield (
            "REVISIONS_OF_ENTITY",
            self._revisions(ledger.c.position).where(self._in_some_cluster(ledger), _is(ledger.c.entity_id)),
        )
        yield "LEDGER_CLUSTERS", select(heads.c.cluster_id).order_by(heads.c.cluster_id)
        yield (
            "LEDGER_OF_CLUSTER",
            self._revisions()
            .where(_is(ledger.c.cluster_id), ledger.c.position >= bindparam("first"))
            .order_by(ledger.c.position),
        )
        yield "HEADS", select(heads.c.cluster_id, heads.c.length, heads.c.hash).order_by(heads.c.cluster_id)
        yield "HASH_AT", select(ledger.c.hash).where(_is(ledger.c.cluster_id), _is(ledger.c.position))
        yield (
            "KNOWN_KEYS",
            select(keys.c.source_key, keys.c.event_id).where(
                _is(keys.c.cluster_id), self._in(keys.c.source_key, "keys")
            ),
        )
        yield "SUBJECTS", select(subjects.c.cluster_id, subjects.c.type, subjects.c.name, subjects.c.scope)
        yield "SUBJECTS_OF_CLUSTERS", self._in(subjects.c.cluster_id, "cluster_ids")
        yield "SUBJECTS_OF_TYPE", _is(subjects.c.type)

    def _event_queries(self) -> Iterator[tuple[str, ClauseElement]]:
        """A query for events is put together from one of the SELECTs, conditions and an order."""
        events = self.events
        yield "SELECT_EVENTS", self._select_events()
        yield "EVENTS_OF_CLUSTERS", self._in(events.c.cluster_id, "cluster_ids")
        yield "EVENTS_OF_CLUSTER", _is(events.c.cluster_id)
        yield "EVENTS_SINCE", events.c.sort_at >= bindparam("since")
        yield "EVENTS_UNTIL", events.c.sort_at <= bindparam("until")
        yield "OLDEST_FIRST", text("ORDER BY events.sort_at, events.id")
        yield "NEWEST_FIRST", text("ORDER BY events.sort_at DESC, events.id DESC")
        yield "LIMIT", text("LIMIT :limit").bindparams(bindparam("limit"))
        in_prefix = (events.c.id >= bindparam("first"), events.c.id < bindparam("after"))
        yield (
            "EVENTS_WITH_PREFIX",
            self._select_events().where(self._in_some_cluster(events), *in_prefix).order_by(events.c.id),
        )
        yield (
            "EVENTS_WITH_ENDING",
            self._select_events().where(events.c.id.like(bindparam("pattern"))).order_by(events.c.id),
        )
        with_ledger = events.outerjoin(self.ledger, _same_position(events, self.ledger))
        yield "SELECT_OUTLINES", outlines(events.c.id, with_ledger, self.ledger.c.document, self.dialect)
        yield from self._retracted()
        entity_id = self.ledger.c.entity_id
        yield (
            "ENTITIES_WITH_PREFIX",
            select(entity_id).where(
                self._in_some_cluster(self.ledger),
                entity_id >= bindparam("first"),
                entity_id < bindparam("after"),
            ),
        )

    def _retracted(self) -> Iterator[tuple[str, ClauseElement]]:
        """What has a tombstone in the ledger and no event beside it: one that came back later does not count."""
        ledger, events = self.ledger, self.events
        # By name: as columns they would bring a second ledger into the condition, which is compiled alone.
        cluster_id: ColumnElement[str] = literal_column("ledger.cluster_id")
        entity_id: ColumnElement[str] = literal_column("ledger.entity_id")
        counts = select(events.c.id).where(events.c.cluster_id == cluster_id, events.c.id == entity_id).exists()
        yield "SELECT_RETRACTED", select(ledger.c.cluster_id, ledger.c.entity_id).distinct()
        yield "IS_RETRACTED", and_(ledger.c.document == bindparam("tombstone"), ~counts)
        yield "RETRACTED_OF_CLUSTERS", self._in(ledger.c.cluster_id, "cluster_ids")
        yield (
            "RETRACTED_WITH_PREFIX",
            and_(
                self._in_some_cluster(ledger),
                ledger.c.entity_id >= bindparam("first"),
                ledger.c.entity_id < bindparam("after"),
            ),
        )
        yield "RETRACTED_WITH_ENDING", ledger.c.entity_id.like(bindparam("pattern"))

    def _states(self) -> Iterator[tuple[str, ClauseElement]]:
        changes = self.tables["changes"]
        yield "STATE", self._state()
        yield (
            "HISTORY",
            select(changes.c.sort_at, changes.c.event_id, changes.c.ordinal, self.ledger.c.document)
            .join_from(
                changes,
                self.events,
                and_(self.events.c.cluster_id == changes.c.cluster_id, self.events.c.id == changes.c.event_id),
            )
            .join(self.ledger, _same_position(self.events, self.ledger), isouter=True)
            .where(*[_is(changes.c[name]) for name in ("cluster_id", "type", "name", "scope")])
            .order_by(changes.c.sort_at, changes.c.event_id, changes.c.ordinal),
        )

    def _state(self) -> Select[Any]:
        """The newest change of each subject up to an instant; removed subjects are still among them.

        One seek in the key of ``changes`` for each subject. SQLite keeps to that order because of the outer join, and
        PostgreSQL because of LATERAL; each would scan all changes if it were asked in the other's way.
        """
        subjects, changes = self.tables["subjects"], self.tables["changes"]
        names = ("cluster_id", "type", "name", "scope")
        place = ("sort_at", "event_id", "ordinal")
        candidates = changes.alias("candidates")
        newest = (
            select(candidates)
            .where(
                *[candidates.c[name] == subjects.c[name] for name in names],
                candidates.c.sort_at <= bindparam("until"),
            )
            .order_by(*[candidates.c[name].desc() for name in place])
            .suffix_with(text("LIMIT 1"))
            .correlate(subjects)
        )
        found: FromClause
        if self.dialect == "sqlite":
            found = changes
            chosen = newest.with_only_columns(*[candidates.c[name] for name in place]).scalar_subquery()
            condition = and_(
                *[changes.c[name] == subjects.c[name] for name in names],
                tuple_(*[changes.c[name] for name in place]) == chosen,
            )
        else:
            found = newest.lateral("newest")
            condition = literal_column("true")
        events = self.events
        return (
            select(*[subjects.c[name] for name in names[1:]], found.c.action, found.c.value, events.c.id)
            .add_columns(self.ledger.c.document)
            .select_from(
                subjects.outerjoin(found, condition)
                .outerjoin(events, and_(events.c.cluster_id == found.c.cluster_id, events.c.id == found.c.event_id))
                .outerjoin(self.ledger, _same_position(events, self.ledger))
            )
            .where(subjects.c.cluster_id == bindparam("cluster_id"))
        )

    def _administration(self) -> Iterator[tuple[str, ClauseElement]]:
        """Verify and rebuild."""
        ledger, heads, clusters = (self.tables[name] for name in ("ledger", "chain_heads", "clusters"))
        yield "CLUSTERS_IN_LEDGER", select(ledger.c.cluster_id).distinct()
        yield "HEAD", select(heads.c.hash, heads.c.length).where(_is(heads.c.cluster_id))
        with_position = self._revisions(ledger.c.position).where(_is(ledger.c.cluster_id))
        yield "LEDGER_BY_POSITION", with_position.order_by(ledger.c.position)
        yield (
            "LEDGER_BY_ENTITY",
            with_position.order_by(ledger.c.entity_id, ledger.c.number, ledger.c.recorded_at, ledger.c.hash),
        )
        yield "CLUSTER_ROW", select(clusters.c.name, clusters.c.position).where(_is(clusters.c.cluster_id))
        yield "CLUSTER_ROWS", select(clusters.c.cluster_id, clusters.c.name)
        for name in ("changes", "subjects", "source_keys", "clusters"):
            yield f"CLEAR_{name.upper()}", delete(self.tables[name])
        yield "CLEAR_EVENTS", delete(self.events)
        yield from self._comparison()

    def _comparison(self) -> Iterator[tuple[str, ClauseElement]]:
        """What the projections hold of a cluster, for verify."""
        ledger, events, changes = self.ledger, self.events, self.tables["changes"]
        keys = self.tables["source_keys"]
        found_by = events.c.number if self.dialect == "sqlite" else cast(events.c.terms, Text)
        yield (
            "EVENT_ROWS",
            select(events.c.id, events.c.sort_at, events.c.position, found_by)
            .where(_is(events.c.cluster_id))
            .order_by(events.c.id),
        )
        yield (
            "CHANGE_ROWS",
            select(*[column for column in changes.c if column.name != "cluster_id"])
            .where(_is(changes.c.cluster_id))
            .order_by(changes.c.event_id, changes.c.ordinal),
        )
        names = [changes.c[name] for name in ("type", "name", "scope")]
        yield "CHANGED_SUBJECTS", select(*names).where(_is(changes.c.cluster_id)).distinct()
        same_event = and_(ledger.c.cluster_id == keys.c.cluster_id, ledger.c.entity_id == keys.c.event_id)
        yield (
            "SOURCE_KEY_ROWS",
            select(keys.c.source_key, keys.c.event_id, ledger.c.document)
            .select_from(keys.outerjoin(ledger, same_event))
            .where(_is(keys.c.cluster_id))
            .order_by(keys.c.source_key),
        )

    def _revisions(self, *more: ColumnElement[Any]) -> Select[Any]:
        return select(*[self.ledger.c[name] for name in REVISION], *more)

    def _select_events(self) -> Select[Any]:
        events = self.events
        return select(events.c.id, events.c.cluster_id, self.ledger.c.document, events.c.sort_at).join_from(
            events, self.ledger, _same_position(events, self.ledger), isouter=True
        )

    def _in(self, column: ColumnElement[Any], parameter: str) -> ColumnElement[bool]:
        """Whether the column has one of the values of a list: a JSON array for SQLite, an array for PostgreSQL."""
        if self.dialect == "sqlite":
            values = func.json_each(bindparam(parameter)).table_valued("value", name=parameter)
            return column.in_(select(values.c.value))
        return column == func.any(bindparam(parameter))

    def _in_some_cluster(self, table: FromClause) -> ColumnElement[bool]:
        """Always true; leads the planner from each cluster into an index that begins with it."""
        return table.c.cluster_id.in_(select(self.tables["chain_heads"].c.cluster_id))

    def _insert_missing(self, table: str) -> Insert:
        build = sqlite.insert if self.dialect == "sqlite" else postgresql.insert
        return build(self.tables[table]).on_conflict_do_nothing()

    def _upsert(self, table: str, key: list[str], columns: list[str]) -> Insert:
        build = sqlite.insert if self.dialect == "sqlite" else postgresql.insert
        statement = build(self.tables[table])
        new = {name: statement.excluded[name] for name in columns}
        return statement.on_conflict_do_update(index_elements=key, set_=new)


def _is(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the column has the value of the parameter that is called after it."""
    return column == bindparam(column.key)


def _same_position(row: FromClause, ledger: FromClause) -> ColumnElement[bool]:
    """What leads from a row to its revision; joined as an outer one, so that SQLite goes this way and not the other."""
    return and_(ledger.c.cluster_id == row.c.cluster_id, ledger.c.position == row.c.position)
