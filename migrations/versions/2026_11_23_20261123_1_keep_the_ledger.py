"""Keep the ledger, and the head of each cluster's chain."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger",
        _text("cluster_id"),
        sa.Column("position", sa.BigInteger, nullable=False),
        _text("entity_id"),
        sa.Column("number", sa.Integer, nullable=False),
        _text("recorded_at"),
        _text("author"),
        _text("reason"),
        _text("document"),
        _text("previous_hash"),
        _text("hash"),
        sa.PrimaryKeyConstraint("cluster_id", "position", name="pk_ledger"),
    )
    op.create_index("ix_ledger_cluster_id_entity_id", "ledger", ["cluster_id", "entity_id"])
    op.create_table(
        "chain_heads",
        _text("cluster_id"),
        _text("hash"),
        sa.Column("length", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("cluster_id", name="pk_chain_heads"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    if op.get_bind().execute(sa.text("SELECT count(*) FROM ledger")).scalar():
        raise RuntimeError("the ledger is not empty: going back further would lose what people have recorded")
    op.drop_table("chain_heads")
    op.drop_table("ledger")


def _text(name: str) -> sa.Column[str]:
    kind = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False)
