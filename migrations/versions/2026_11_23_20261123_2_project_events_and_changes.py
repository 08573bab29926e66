"""Project clusters, events, changes, subjects and source keys from the ledger."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_2"
down_revision = "20261123_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_clusters_and_events()
    _create_changes_and_subjects()
    op.create_table(
        "source_keys",
        _text("cluster_id"),
        _text("source_key"),
        _text("event_id"),
        sa.PrimaryKeyConstraint("cluster_id", "source_key", name="pk_source_keys"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("source_keys", "subjects", "changes", "events", "clusters"):
        op.drop_table(table)


def _create_clusters_and_events() -> None:
    op.create_table(
        "clusters",
        _text("cluster_id"),
        _text("name"),
        _integer("position"),
        sa.PrimaryKeyConstraint("cluster_id", name="pk_clusters"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_clusters_name", "clusters", ["name"], unique=True)
    op.create_table(
        "events",
        _text("cluster_id"),
        _text("id"),
        _integer("sort_at"),
        _integer("position"),
        sa.PrimaryKeyConstraint("cluster_id", "id", name="pk_events"),
    )
    op.create_index("ix_events_cluster_id_sort_at", "events", ["cluster_id", "sort_at"])
    op.create_index("ix_events_sort_at", "events", ["sort_at"])


def _create_changes_and_subjects() -> None:
    subject = ("cluster_id", "type", "name", "scope")
    op.create_table(
        "changes",
        *(_text(name) for name in subject),
        _integer("sort_at"),
        _text("event_id"),
        sa.Column("ordinal", sa.Integer, nullable=False),
        _text("action"),
        sa.Column("value", _text_type()),
        sa.PrimaryKeyConstraint(*subject, "sort_at", "event_id", "ordinal", name="pk_changes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subjects",
        *(_text(name) for name in subject),
        sa.PrimaryKeyConstraint(*subject, name="pk_subjects"),
        sqlite_with_rowid=False,
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, _text_type(), nullable=False)


def _text_type() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def _integer(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)
