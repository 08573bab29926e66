"""Where the rows of reference data come from: a folder of tables, read one table at a time, when it is needed."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from tracker.domain.errors import ReferenceDataError

Row = Mapping[str, Any]

KUBERNETES_MINORS = "releases/kubernetes-minors"
RELEASES = "components/releases/"
"""The prefix of the tables that hold one component's release lines each."""
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*")
"""Names of editions are parts of folder names."""
INSTALLERS = ("kube-aws",)
"""Installers that have a table of releases, ``releases/NAME``."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition calls itself."""

    edition: str
    as_of: date
    """The day as of which the releases of Kubernetes are known; news of other products do not move it."""
    checksums: Mapping[str, str]
    """SHA-256 of each table's file, by table."""


class Tables(Protocol):
    """The tables of one edition."""

    def edition(self) -> Edition:
        """Its name, age and contents."""
        ...

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a table, newest first; empty for a table that the edition does not have."""
        ...

    def check_files(self) -> None:
        """Raises ReferenceDataError when a table's file is missing or differs from its checksum."""
        ...


class FolderTables:
    """An edition in a folder, as in ``data/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def edition(self) -> Edition:
        """Reads ``edition.json``."""
        return read_edition(load(self.folder / "edition.json"), str(self.folder))

    def rows(self, table: str) -> Sequence[Row]:
        """Reads a table's file."""
        path = self.folder / f"{table}.json"
        if not path.exists():
            return ()
        return rows_of(load(path), table)

    def check_files(self) -> None:
        """Compares every table's file with its checksum in ``edition.json``."""
        # Imported here: nothing else in a lookup needs hashes.
        from tracker.reference.canonical import checksum

        for table, digest in self.edition().checksums.items():
            path = self.folder / f"{table}.json"
            if checksum(read_text(path)) != digest:
                raise ReferenceDataError(
                    f"{path} differs from its checksum in edition.json: restore it or update again"
                )


def load(path: Path) -> Any:
    """A JSON document from a file.

    Raises:
        ReferenceDataError: The file is not there or holds no JSON.
    """
    try:
        return json.loads(read_text(path))
    except ValueError as error:
        raise ReferenceDataError(f"{path} is no JSON document ({error}): restore it or update again") from error


def read_text(path: Path) -> str:
    """A file's text in UTF-8.

    Raises:
        ReferenceDataError: The file is not there or not readable.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceDataError(f"reference data cannot be read from {path}: {error}") from error


def rows_of(document: Any, table: str) -> Sequence[Row]:
    """The rows of a table's document.

    Raises:
        ReferenceDataError: It is not that table.
    """
    if not isinstance(document, dict) or document.get("table") != table or not isinstance(document.get("rows"), list):
        raise ReferenceDataError(f"the document for {table} is not that table: restore it or update again")
    rows: list[Row] = document["rows"]
    if not all(isinstance(row, dict) for row in rows):
        raise ReferenceDataError(f"the document for {table} has rows that are none: restore it or update again")
    return rows


def read_edition(document: Any, origin: str) -> Edition:
    """An edition's description.

    Raises:
        ReferenceDataError: It lacks a name, a day or checksums.
    """
    try:
        return Edition(
            _checked_name(document["edition"]), date.fromisoformat(document["as_of"]), dict(document["tables"])
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ReferenceDataError(f"{origin}: edition.json does not describe an edition ({error!r})") from error


def _checked_name(name: str) -> str:
    if _NAME.fullmatch(name) is None:
        raise ValueError(f"{name!r} is no name of an edition")
    return name
