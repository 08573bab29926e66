"""Bringing an old store up to date: only on request, and never without a backup."""

from dataclasses import dataclass
from pathlib import Path

from tracker.store import migrate, opening
from tracker.store.backup import backup
from tracker.store.rebuild import rebuild
from tracker.store.schema_versions import NEWEST, REVISIONS, require_newest


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade has done; both revisions are the same when there was nothing to do."""

    before: str
    after: str
    events: int = 0


def upgrade(location: str, backup_to: Path) -> Upgrade:
    """Copy the store to `backup_to`, migrate it, and make its projections again from the ledger.

    Raises:
        SchemaOutdatedError: The store is newer than this program.
        ConflictError: The file for the backup exists.
        StoreError: The store cannot be read or written; it is as it was, or as the backup is.
    """
    database = opening.connect(location)
    try:
        before = opening.schema_version(database)
        if before == NEWEST:
            return Upgrade(before, before)
        if before not in REVISIONS:
            require_newest(database.name, before)
        backup(database, backup_to)
    finally:
        database.close()
    migrate.upgrade(location)
    database = opening.connect(location)
    try:
        return Upgrade(before, NEWEST, rebuild(database))
    finally:
        database.close()
