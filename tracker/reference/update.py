"""Bringing newer facts into the user's own edition, or leaving everything as it was.

A document is fetched completely, read completely and checked completely before anything is written; then the new
edition is swapped in. Whatever goes wrong before that, the edition in use stays in use.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.domain.errors import ReferenceDataError, TrackerError
from tracker.reference.canonical import table_text
from tracker.reference.compare import Difference, compare
from tracker.reference.edition_file import DocumentTables, checksums, contents_of, is_edition_file, read_edition_file
from tracker.reference.editions import FetchedEditions
from tracker.reference.fetch import Fetched, fetch, is_url
from tracker.reference.tables import KUBERNETES_MINORS, Edition, Tables
from tracker.reference.updates import endoflife, lifecycle
from tracker.reference.updates.merge import Evidence, Merged
from tracker.reference.updates.plans import settled
from tracker.reference.verify import all_tables, verify

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Source:
    """Where newer facts are, and what is known about them beforehand."""

    location: str
    """A path or URL of an edition file, an endoflife.date document, or a source tree (a folder or an archive)."""
    product: str | None = None
    """The product of an endoflife.date document that does not name it."""
    checksum: str | None = None
    """The SHA-256 that the document must have."""
    timeout_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did, or would do."""

    edition: Edition
    differences: tuple[Difference, ...]
    remarks: tuple[str, ...]
    """What the source had that could not be used."""


def prepare(source: Source, current: Tables, today: date) -> tuple[DocumentTables, Updated]:
    """The edition that the source makes of the current one, checked, and how the two differ.

    Raises:
        ReferenceDataError: The source cannot be had, is of no known shape, older than what is there, or contradicts
            itself; the message ends with the edition that stays in use.
    """
    try:
        tables, remarks = _read(source, current, today)
        _refuse_problems(source.location, tables)
    except TrackerError as error:
        raise ReferenceDataError(f"{error}; edition {current.edition().edition} stays in use") from error
    return tables, Updated(tables.edition(), tuple(compare(current, tables)), remarks)


def install(tables: DocumentTables, editions: FetchedEditions) -> Path:
    """Makes a prepared edition the current one and returns its folder."""
    edition = tables.edition()
    return editions.install(edition, {table: table_text(table, tables.rows(table)) for table in edition.checksums})


def _read(source: Source, current: Tables, today: date) -> tuple[DocumentTables, tuple[str, ...]]:
    if not is_url(source.location) and Path(source.location).is_dir():
        return _from_tree(lifecycle.read_tree(Path(source.location)), Fetched(source.location, b""), current, today)
    fetched = fetch(source.location, timeout_seconds=source.timeout_seconds, checksum=source.checksum)
    if fetched.content.startswith(_GZIP):
        return _from_tree(lifecycle.read_archive(fetched.content, fetched.origin), fetched, current, today)
    document = _json(fetched)
    if is_edition_file(document):
        return _from_edition(document, fetched.origin, current), ()
    if endoflife.is_endoflife(document):
        return _from_endoflife(document, source, current, today)
    raise ReferenceDataError(f"{fetched.origin} is neither an edition, nor an endoflife.date document, nor an archive")


def _json(fetched: Fetched) -> Any:
    try:
        return json.loads(fetched.content)
    except (ValueError, RecursionError) as error:
        raise ReferenceDataError(f"{fetched.origin} is no JSON document, or not a whole one ({error})") from error


def _from_edition(document: Any, origin: str, current: Tables) -> DocumentTables:
    tables = read_edition_file(document, origin)
    if tables.edition().as_of < current.edition().as_of:
        raise ReferenceDataError(
            f"{origin} is of {tables.edition().as_of}, older than {current.edition().as_of} in use"
        )
    return tables


def _from_endoflife(
    document: Any, source: Source, current: Tables, today: date
) -> tuple[DocumentTables, tuple[str, ...]]:
    product = source.product or endoflife.product_of(document) or Path(source.location).stem
    day = endoflife.day_of(document) or today
    evidence = Evidence(f"endoflife.date, product {product}, from {source.location}", day)
    merged = endoflife.merge(current, product, endoflife.cycles(document, source.location), evidence)
    return _edition_of(merged, current, day, f"endoflife.{product}"), merged.remarks


def _from_tree(
    tree: lifecycle.Tree, fetched: Fetched, current: Tables, today: date
) -> tuple[DocumentTables, tuple[str, ...]]:
    declared, remarks = lifecycle.declarations(tree)
    evidence = Evidence(f"lifecycle declarations of Kubernetes, from {fetched.origin}", today)
    merged = lifecycle.merge(current, declared, remarks, evidence)
    return _edition_of(merged, current, today, "lifecycle"), merged.remarks


def _edition_of(merged: Merged, current: Tables, day: date, made_from: str) -> DocumentTables:
    before = current.edition().as_of
    # Whoever judges Kubernetes asks how old its releases are: news of another product make them no younger.
    as_of = max(day, before) if KUBERNETES_MINORS in merged.tables else before
    names = all_tables(current)
    contents = {**contents_of(current, names), **merged.tables}
    unsettled = DocumentTables(Edition("", as_of, {}), contents)
    contents = settled(unsettled, names, as_of)
    return DocumentTables(Edition(f"{max(day, before)}.{made_from}", as_of, checksums(contents)), contents)


def _refuse_problems(location: str, tables: Tables) -> None:
    problems = verify(tables)
    if problems:
        first = problems[0]
        more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
        raise ReferenceDataError(f"{location} contradicts itself: {first.table}, {first.row}: {first.text}{more}")
