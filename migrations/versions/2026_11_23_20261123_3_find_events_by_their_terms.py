"""Find events by their terms: a full-text table in SQLite, an indexed column in PostgreSQL.

The rows of ``events`` are removed here, because the new column cannot be filled by SQL; like all projections they are
made again from the ledger after the upgrade.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_3"
down_revision = "20261123_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM events")
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("events") as events:
            events.add_column(sa.Column("number", sa.BigInteger, nullable=False))
            events.create_index("ix_events_number", ["number"], unique=True)
        # Our terms are parted by spaces and folded already, so the plainest tokenizer does.
        op.execute("CREATE VIRTUAL TABLE search USING fts5(terms, content='', columnsize=0, tokenize='ascii')")
    else:
        op.add_column("events", sa.Column("terms", postgresql.TSVECTOR, nullable=False))
        op.create_index("ix_events_terms", "events", ["terms"], postgresql_using="gin")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search")
        with op.batch_alter_table("events") as events:
            events.drop_index("ix_events_number")
            events.drop_column("number")
    else:
        op.drop_index("ix_events_terms", table_name="events")
        op.drop_column("events", "terms")
