"""A whole edition in one JSON file, to be carried to machines without a network or served to many."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.domain.errors import ReferenceDataError
from tracker.reference import identity
from tracker.reference.canonical import checksum, table_text
from tracker.reference.tables import Edition, Row, Tables, read_edition

_FORMAT = "tracker-reference-edition"


class DocumentTables:
    """An edition that was read from one document."""

    def __init__(self, edition: Edition, contents: Mapping[str, Sequence[Row]]) -> None:
        self._edition = edition
        self._contents = contents

    def edition(self) -> Edition:
        """What the document says about itself."""
        return self._edition

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a table; empty when the edition does not have it."""
        return self._contents.get(table, ())

    def check_files(self) -> None:
        """Nothing to do: checksums are compared when the document is read."""


def edition_file_text(edition: Edition, contents: Mapping[str, Sequence[Row]]) -> str:
    """The text of an edition's file."""
    document = {
        "format": _FORMAT,
        "edition": edition.edition,
        "as_of": edition.as_of.isoformat(),
        "tables": checksums(contents),
        "contents": contents,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def checksums(contents: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """The checksum of each table as its file would have it."""
    return {table: checksum(table_text(table, rows)) for table, rows in sorted(contents.items())}


def is_edition_file(document: Any) -> bool:
    """Whether a JSON document claims to be an edition."""
    return isinstance(document, dict) and document.get("format") == _FORMAT


def read_edition_file(document: Any, origin: str) -> DocumentTables:
    """The edition in a document.

    Raises:
        ReferenceDataError: It is not complete, has tables that no edition has, or differs from its checksums.
    """
    edition = read_edition(document, origin)
    contents = document.get("contents")
    if not isinstance(contents, dict) or contents.keys() != edition.checksums.keys():
        raise ReferenceDataError(f"{origin}: the tables and the list of tables differ: get the file again")
    for table, rows in contents.items():
        if not identity.is_table(table) or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ReferenceDataError(f"{origin}: {table!r} is no table of this version of tracker")
    damaged = [table for table, digest in checksums(contents).items() if digest != edition.checksums[table]]
    if damaged:
        raise ReferenceDataError(f"{origin}: {damaged[0]} differs from its checksum: get the file again")
    missing = [table for table in identity.tables() if not contents.get(table)]
    if missing:
        raise ReferenceDataError(f"{origin}: {missing[0]} is missing or empty: get the file again")
    return DocumentTables(edition, contents)


def contents_of(tables: Tables, names: Sequence[str]) -> dict[str, Sequence[Row]]:
    """The rows of the named tables."""
    return {table: tables.rows(table) for table in names}
