"""Looking for anything that was lost or changed behind tracker's back.

First each chain: every hash, every link, every position. Then what the projections hold, against what the ledger says
they should. Both read the store once, in order, so memory does not grow with it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.domain.errors import InvalidDataError
from tracker.domain.ledger import GENESIS, Revision, is_intact
from tracker.services.ports import Problem, Verification
from tracker.store.database import Database
from tracker.store.projection import content, is_event
from tracker.store.projection_check import ProjectionCheck
from tracker.store.rebuild import by_position, ledger_clusters


def verify(database: Database) -> Verification:
    """Everything that is wrong with a store, as it is at this moment."""
    database.begin_reading()
    try:
        return _Verifier(database).run()
    finally:
        database.rollback()


class _Verifier:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._problems: list[Problem] = []
        self._revisions = 0
        self._branches: dict[str, int] = {}

    def run(self) -> Verification:
        names: dict[str, str] = dict(self._database.rows(self._database.sql.CLUSTER_ROWS))
        clusters = ledger_clusters(self._database)
        for cluster_id in clusters:
            self._check_chain(cluster_id, names.get(cluster_id, cluster_id))
        projections = ProjectionCheck(self._database, names)
        for cluster_id in clusters:
            self._problems += projections.of_cluster(cluster_id)
        self._problems += projections.of_store()
        return Verification(
            clusters=len(clusters),
            revisions=self._revisions,
            events=projections.events,
            branches=self._branches,
            problems=tuple(self._problems),
        )

    def _check_chain(self, cluster_id: str, name: str) -> None:
        heads: set[str] = set()
        last, length = GENESIS, 0
        for revision, position in by_position(self._database, cluster_id):
            place = f"cluster {name}, position {position}, {_entity(revision)}"
            for message in self._faults(revision, position, last, length):
                self._problems.append(Problem(place, message, _day(revision)))
            heads.discard(revision.previous_hash)
            heads.add(revision.hash)
            last, length = revision.hash, position
            self._revisions += 1
        if len(heads) > 1:
            self._branches[name] = len(heads)
        for digest, expected in self._database.rows(self._database.sql.HEAD, cluster_id=cluster_id):
            if (digest, expected) != (last, length):
                message = (
                    f"the chain should end at position {expected} with {digest[:12]}…: its end was lost or changed"
                )
                self._problems.append(Problem(f"cluster {name}, position {length}", message))
            break
        else:
            self._problems.append(Problem(f"cluster {name}", "the head of its chain is not recorded"))

    def _faults(self, revision: Revision, position: int, last: str, length: int) -> Iterator[str]:
        if position != length + 1:
            missing = f"{length + 1}" if position == length + 2 else f"{length + 1} to {position - 1}"
            yield f"revisions before it are missing: {missing}"
        if not is_intact(revision):
            yield "it was changed after it was written: its hash does not match its content"
        if revision.previous_hash not in (last, GENESIS) and not self._is_earlier(revision, position):
            yield f"the revision that it follows ({revision.previous_hash[:12]}…) is not there: it was changed or lost"
        if revision.previous_hash == GENESIS and position > 1 and length == 0:
            yield "it says that it is the first of its chain"

    def _is_earlier(self, revision: Revision, position: int) -> bool:
        """Whether the predecessor stands somewhere before; only the first revision of a merged branch asks."""
        found = self._database.rows(
            self._database.sql.REVISION_WITH_HASH, cluster_id=revision.cluster_id, hash=revision.previous_hash
        )
        return any(earlier < position for (earlier,) in found)


def _entity(revision: Revision) -> str:
    kind = "profile" if revision.entity_id == revision.cluster_id else f"event {revision.entity_id}"
    return f"{kind} revision {revision.number}"


def _day(revision: Revision) -> date | None:
    """The day that the event is about, as far as it can still be read."""
    try:
        document: dict[str, Any] = content(revision.document)
        return date.fromisoformat(document["when"]["day"]) if is_event(document) else None
    except (InvalidDataError, KeyError, TypeError, ValueError, AttributeError):
        return None
