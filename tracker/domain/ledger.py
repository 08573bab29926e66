"""Revisions: the append-only, hash-chained record behind everything. The rest of a store can be rebuilt from them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

GENESIS = "0" * 64
"""The previous hash of the first revision of a chain."""

_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)
"""A document is a tree; looking for circles in it would take as long as writing it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One write: a cluster's profile, an event, or a tombstone, chained to the write before it in the same cluster."""

    cluster_id: str
    entity_id: str
    """The event's identifier; the cluster's own for its profile."""
    number: int
    """Counts the revisions of one entity from 1. Two offline stores may both have written the same number."""
    recorded_at: str
    """RFC 3339, UTC, microseconds."""
    author: str
    reason: str
    document: str
    """Canonical JSON with a ``type``: ``cluster``, ``event`` or ``retraction``."""
    previous_hash: str
    hash: str

    def content(self) -> dict[str, Any]:
        """The document as data."""
        content: dict[str, Any] = json.loads(self.document)
        return content


def canonical_json(document: Mapping[str, Any] | Sequence[Any]) -> str:
    """JSON with sorted keys, no white space, and text as it is (no escapes beyond the necessary ones)."""
    return _CANONICAL.encode(document)


def chain_hash(
    *,
    cluster_id: str,
    entity_id: str,
    number: int,
    recorded_at: str,
    author: str,
    reason: str,
    document: str,
    previous_hash: str,
) -> str:
    """SHA-256, in hexadecimal, over the previous hash, every field of the revision and its document.

    The fields are joined by a line feed after JSON has escaped the two that a person wrote, so that no two revisions
    share a text.
    """
    written = _who_and_why(author, reason)
    text = "\n".join((previous_hash, cluster_id, entity_id, str(number), recorded_at, written, document))
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=256)
def _who_and_why(author: str, reason: str) -> str:
    """An import writes a million revisions with the same two."""
    return json.dumps([author, reason], ensure_ascii=False)


def link_revision(
    *,
    cluster_id: str,
    entity_id: str,
    number: int,
    recorded_at: str,
    author: str,
    reason: str,
    document: str,
    previous_hash: str,
) -> Revision:
    """A revision that carries its own hash."""
    digest = chain_hash(
        cluster_id=cluster_id,
        entity_id=entity_id,
        number=number,
        recorded_at=recorded_at,
        author=author,
        reason=reason,
        document=document,
        previous_hash=previous_hash,
    )
    return Revision(cluster_id, entity_id, number, recorded_at, author, reason, document, previous_hash, digest)


def is_intact(revision: Revision) -> bool:
    """Whether the revision still has the hash that it was written with."""
    return revision.hash == chain_hash(
        cluster_id=revision.cluster_id,
        entity_id=revision.entity_id,
        number=revision.number,
        recorded_at=revision.recorded_at,
        author=revision.author,
        reason=revision.reason,
        document=revision.document,
        previous_hash=revision.previous_hash,
    )
