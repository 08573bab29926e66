"""A revision as one line of JSON: the form in which a ledger is exported, merged and kept for ever."""

import json
from typing import Any

from tracker.domain.errors import InvalidDataError
from tracker.domain.ledger import Revision, canonical_json, is_intact

FORMAT = "tracker-ledger-1"
_KEYS = frozenset(
    ("format", "cluster", "entity", "number", "recorded_at", "author", "reason", "document", "previous_hash", "hash")
)


def format_line(revision: Revision) -> str:
    """Canonical JSON without a line feed; the document is part of it, so that tools can look inside."""
    return canonical_json(
        {
            "format": FORMAT,
            "cluster": revision.cluster_id,
            "entity": revision.entity_id,
            "number": revision.number,
            "recorded_at": revision.recorded_at,
            "author": revision.author,
            "reason": revision.reason,
            "document": revision.content(),
            "previous_hash": revision.previous_hash,
            "hash": revision.hash,
        }
    )


def is_ledger_line(line: str) -> bool:
    """Whether a line of JSON belongs to an exported ledger (and not to a list of plain events)."""
    return f'"format":"{FORMAT}"' in line


def parse_line(line: str) -> Revision:
    """The inverse of `format_line`.

    Raises:
        InvalidDataError: Not such a line, or one that was changed after it was written.
    """
    try:
        data: dict[str, Any] = json.loads(line)
        if data.keys() != _KEYS or data["format"] != FORMAT:
            raise InvalidDataError(f"not a line of a ledger in the format {FORMAT}")
        revision = Revision(
            cluster_id=data["cluster"],
            entity_id=data["entity"],
            number=data["number"],
            recorded_at=data["recorded_at"],
            author=data["author"],
            reason=data["reason"],
            document=canonical_json(data["document"]),
            previous_hash=data["previous_hash"],
            hash=data["hash"],
        )
        is_genuine = is_intact(revision)
    except (ValueError, TypeError, AttributeError) as error:
        raise InvalidDataError(f"not a line of a ledger: {error}") from error
    if not is_genuine:
        raise InvalidDataError("its hash does not match its content: it was changed after it was written")
    return revision
