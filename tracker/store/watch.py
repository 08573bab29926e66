"""Looks at a store again and again, for hours, whatever happens to it meanwhile."""

from typing import TYPE_CHECKING

from tracker.domain.errors import StoreError
from tracker.services.ports import Head
from tracker.store.opening import open_store

if TYPE_CHECKING:
    from tracker.store.store import SqlStore


class StoreWatch:
    """Says where the ledger of the store at a location ends now.

    One connection is kept for that, until it is lost or the location leads to another store: a file may be moved away,
    come back, or be exchanged for a copy, and a server may be started anew.
    """

    def __init__(self, location: str) -> None:
        self._location = location
        self._store: SqlStore | None = None

    def heads(self) -> tuple[Head, ...]:
        """Where each cluster's part of the ledger ends now.

        Raises:
            StoreError: The store cannot be looked at now; that may be tried again at any time.
            SchemaOutdatedError: Another version of tracker has taken the store over.
        """
        if self._store and self._store.database.is_in_place():
            try:
                return self._store.heads()
            except StoreError:
                # The connection is lost, which says nothing about the store: a new one will tell.
                pass
        self.close()
        self._store = open_store(self._location)
        return self._store.heads()

    def close(self) -> None:
        """Let go of the store."""
        store, self._store = self._store, None
        if store:
            store.close()
