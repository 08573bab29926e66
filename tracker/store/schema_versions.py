"""Which schemas this program knows, without Alembic: it takes a third of a second to import."""

from tracker.domain.errors import SchemaOutdatedError

REVISIONS = ("20261123_1", "20261123_2", "20261123_3")
"""The migrations in their order; the last one is what this program works with."""
NEWEST = REVISIONS[-1]
VERSION_QUERY = "SELECT version_num FROM alembic_version"
"""Alembic's own table, which no statement of ours touches otherwise."""


def require_newest(name: str, revision: str) -> None:
    """Refuse a store whose schema is not the newest one that we know.

    Raises:
        SchemaOutdatedError: It is older and can be upgraded, or newer than this program.
    """
    if revision == NEWEST:
        return
    if revision in REVISIONS:
        raise SchemaOutdatedError(
            f"store {name} was made by an older tracker (schema {revision}, now {NEWEST}):"
            " upgrade it with 'tracker db upgrade', which makes a backup first"
        )
    raise SchemaOutdatedError(
        f"store {name} was made by a newer tracker (schema {revision}, this program knows {NEWEST}):"
        " install the newest tracker"
    )
