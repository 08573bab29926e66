"""Reading outlines of events: the parts of their documents that rules look at (`tracker.domain.event_outline`)."""

from typing import Any

from sqlalchemy import JSON, ColumnElement, FromClause, Select, Text, cast, column, func, literal_column, select

from tracker.store.tables import Dialect

_PARTS = (
    ("kind",),
    ("title",),
    ("when", "day"),
    ("when", "precision"),
    ("ended", "day"),
    ("ended", "precision"),
    ("changes",),
    ("review",),
)
"""Where they are in a document, in the order in which `tracker.domain.event_outline.read_outline` takes them."""


def outlines(
    event_id: ColumnElement[str], source: FromClause, document: ColumnElement[str], dialect: Dialect
) -> Select[Any]:
    """Identifiers of events with the parts of their documents; either database parses a document once for all of them."""
    parts: list[ColumnElement[Any]]
    if dialect == "sqlite":
        parts = [func.json_extract(document, _literal("$." + ".".join(path))) for path in _PARTS]
    else:
        # As JSON, which the driver reads: a title may have characters that PostgreSQL has no text for.
        types = {path[0]: JSON if len(path) > 1 or path[0] == "title" else Text for path in _PARTS}
        columns = [column(name, type_) for name, type_ in types.items()]
        told = func.json_to_record(cast(document, JSON)).table_valued(*columns)
        told = told.render_derived(name="told", with_types=True)
        source = source.outerjoin(told, literal_column("true"))
        parts = [told.c[path[0]] if len(path) == 1 else _text_of(told.c[path[0]], path[1]) for path in _PARTS]
    return select(event_id, *parts).select_from(source)


def _text_of(value: ColumnElement[Any], name: str) -> ColumnElement[str]:
    return value.op("->>")(_literal(name))


def _literal(value: str) -> ColumnElement[str]:
    """A text of our own inside a statement, which stays no parameter."""
    return literal_column(f"'{value}'")
