"""Documents in the shape of endoflife.date that bring news, and what a command line says afterwards."""

import json
from typing import Any

from tests.support.cli import CommandLine

KUBERNETES = [
    {"cycle": "1.37", "releaseDate": "2026-08-26", "support": "2027-08-28", "eol": "2027-10-28", "latest": "1.37.2",
     "latestReleaseDate": "2026-10-14", "lts": False},
    {"cycle": "1.36", "releaseDate": "2026-04-22", "support": "2027-04-28", "eol": "2027-07-28", "latest": "1.36.7",
     "latestReleaseDate": "2026-11-12", "lts": False},
    {"cycle": "1.31", "releaseDate": "2024-08-13", "support": "2025-08-28", "eol": "2025-10-28", "latest": "1.31.14",
     "latestReleaseDate": "2025-11-11", "lts": False},
]  # fmt: skip
EKS = {
    "schema_version": "1.2.0",
    "generated_at": "2026-11-20T00:00:00Z",
    "result": {
        "name": "amazon-eks",
        "releases": [
            {"name": "1.37", "releaseDate": "2026-11-10", "isEol": False, "eolFrom": "2028-01-10",
             "eoesFrom": "2029-01-10", "latest": {"name": "1.37-eks-1", "date": "2026-11-10"}},
            {"name": "1.31", "releaseDate": "2024-09-26", "isEol": True, "eolFrom": "2025-11-26",
             "eoesFrom": "2027-01-26", "latest": {"name": "1.31-eks-70", "date": "2026-11-01"}},
        ],
    },
}  # fmt: skip


def as_bytes(document: Any) -> bytes:
    """A document as a server would send it."""
    return json.dumps(document).encode()


def fields_of(tracker: CommandLine, *words: str) -> dict[str, Any]:
    """The facts of the one row that the words name."""
    facts: list[dict[str, Any]] = tracker.ok("reference", "show", *words, "--format", "json").json
    assert len(facts) == 1, words
    fields: dict[str, Any] = facts[0]["fields"]
    return fields


def edition_in_use(tracker: CommandLine) -> str:
    """What `reference age` says of the edition."""
    return tracker.ok("reference", "age").stderr.strip()
