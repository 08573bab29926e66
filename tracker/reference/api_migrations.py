"""Reads ``data/api_migrations.json``; its schema lies beside it."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tracker import bundled
from tracker.domain.errors import ReferenceDataError
from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.knowledge.migrations import ApiMigration, Condition, FieldTest, Migrations


def open_migrations(path: Path | None = None) -> Migrations:
    """The moves in a file, by default those that came with this version of tracker.

    Raises:
        ReferenceDataError: The file is missing or damaged.
    """
    path = path or bundled.path("data") / "api_migrations.json"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        as_of = date.fromisoformat(document["retrieved_on"])
        return Migrations(_moves(document["migrations"], as_of), as_of)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ReferenceDataError(f"{path} cannot be read: {error}; install tracker again") from error


def _moves(rows: list[Mapping[str, Any]], as_of: date) -> Iterator[ApiMigration]:
    for row in rows:
        for old in row["from"]:
            for kind in row["kinds"]:
                yield ApiMigration(
                    old=ApiKey.of(old, kind),
                    new=ApiKey.of(row["to"], kind),
                    look=tuple(row["look"]),
                    unless=tuple(
                        Condition(each["path"], FieldTest(each["test"]), each["look"]) for each in row["unless"]
                    ),
                    source=row["source"],
                    retrieved_on=as_of,
                )
