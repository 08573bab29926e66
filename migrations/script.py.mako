"""${message}.

Before this is merged:
* The message reads as a line of the changelog, and there is one change in here. Schema and data move separately.
* Everything but ``ledger`` and ``chain_heads`` is made again from the ledger after an upgrade, so only these two need
  their rows carried over. No revision, up or down, may lose a row of theirs.
* A column goes in three releases: expand, fill, contract.
* Add the revision to ``tracker.store.schema_versions.REVISIONS``.
"""

from alembic import op
import sqlalchemy as sa
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
