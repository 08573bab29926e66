"""Reads events from CSV: one row each, the columns by their headings (docs/manual/import-csv.md has the schema)."""

import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from tracker.domain.errors import ImporterError, InvalidDataError
from tracker.domain.event import EventKind, Provenance
from tracker.domain.secrets import find_secrets, without_secrets
from tracker.importers import event_fields
from tracker.services.exporting import CSV_COLUMNS
from tracker.services.observation import Observation, Read, Skipped

SOURCE = "csv"
_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 20
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

ZoneOf = Callable[[str], str]
"""The time zone in which the days of a cluster are counted; of the import's own cluster for an empty name."""


def read(
    lines: Iterable[str],
    *,
    origin: str,
    zone_of: ZoneOf,
    delimiter: str | None = None,
    headings: Mapping[str, str] | None = None,
) -> Iterator[Read]:
    """The observations in CSV.

    Args:
        lines: The lines of the file, with their ends.
        origin: What it is called; part of the provenance.
        zone_of: The time zone of a cluster.
        delimiter: What stands between cells; found by looking when None.
        headings: Which heading of the file stands for which column, where they differ.

    Raises:
        ImporterError: There is no usable heading line.
    """
    lines = iter(lines)
    sample = list(islice(lines, _SAMPLE_LINES))
    if not any(line.strip() for line in sample):
        raise ImporterError("the file is empty; it needs a line of headings: date,title,…", origin=origin)
    rows = csv.reader(chain(sample, lines), delimiter=delimiter or _sniff(sample), strict=True)
    try:
        columns = _columns(next(rows), headings or {}, origin)
        yield from _read_rows(rows, columns, origin, zone_of)
    except csv.Error as error:
        raise ImporterError(f"broken CSV: {error}", origin=origin, place=f"line {rows.line_num}") from error


def _read_rows(rows: Any, columns: Sequence[str], origin: str, zone_of: ZoneOf) -> Iterator[Read]:
    seen: Counter[str] = Counter()
    line = rows.line_num + 1
    for row in rows:
        place, line = f"line {line}", rows.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(columns):
            message = f"{len(row)} cells under {len(columns)} headings: is the delimiter inside a text without quotes?"
            yield Skipped(place, message, is_error=True)
            continue
        fields = {column: _meant(cell).strip() for column, cell in zip(columns, row, strict=False)}
        try:
            yield _observe(fields, Provenance(SOURCE, origin, place, _key(fields, row, seen)), zone_of)
        except InvalidDataError as error:
            yield Skipped(place, str(error), is_error=True)


def _observe(fields: Mapping[str, str], provenance: Provenance, zone_of: ZoneOf) -> Observation:
    secrets = [secret.kind for text in fields.values() for secret in find_secrets(text)]
    if secrets:
        fields = {column: without_secrets(text) for column, text in fields.items()}
    zone = zone_of(fields.get("cluster", ""))
    if not fields.get("date"):
        raise InvalidDataError("date: it is missing")
    told = event_fields.read_text_field(fields.get("title", ""))
    statements = event_fields.read_changes(fields["changes"]) if "changes" in fields else told.statements
    title = fields.get("title", "") if "changes" in fields else told.title
    title = title or fields.get("changes", "")
    if not title:
        raise InvalidDataError("title: it is missing")
    kind = event_fields.read_kind(fields.get("kind", ""))
    incident = event_fields.read_incident(fields)
    is_incident = kind is EventKind.INCIDENT or (kind is None and incident is not None)
    review = [part.strip() for part in fields.get("review", "").split(";") if part.strip()]
    review += [f"held what looks like a secret ({kind}); it was masked: change it at its source" for kind in secrets]
    return Observation(
        when=event_fields.read_moment(fields["date"], zone, "date"),
        ended=event_fields.read_moment(fields["ended"], zone, "ended") if fields.get("ended") else None,
        title=title,
        provenance=provenance,
        kind=EventKind.INCIDENT if is_incident else kind,
        statements=statements,
        body=fields.get("body", ""),
        language=fields.get("language", "") or told.language,
        links=tuple(dict.fromkeys((*told.links, *event_fields.read_links(fields.get("links", ""))))),
        tags=tuple(dict.fromkeys((*told.tags, *event_fields.split_list(fields.get("tags", ""))))),
        visibility=event_fields.read_visibility(fields.get("visibility", "")),
        incident=incident if is_incident else None,
        review=tuple(review),
        cluster=fields.get("cluster", ""),
    )


def _columns(heading: Sequence[str], headings: Mapping[str, str], origin: str) -> list[str]:
    """The column that each cell of a row belongs to."""
    renamed = {given.strip().casefold(): column for column, given in headings.items()}
    names = [name.strip().removeprefix("\ufeff").casefold() for name in heading]
    columns = [renamed.get(name, name) for name in names]
    for name, column in zip(names, columns, strict=True):
        if column not in CSV_COLUMNS:
            raise ImporterError(_unknown(name, columns), origin=origin, place="line 1")
    twice = [column for column, count in Counter(columns).items() if count > 1]
    if twice:
        raise ImporterError(f"two columns are called {twice[0]}", origin=origin, place="line 1")
    if "date" not in columns or not {"title", "changes"} & set(columns):
        raise ImporterError("the headings need date, and title or changes", origin=origin, place="line 1")
    return columns


def _unknown(name: str, taken: Sequence[str]) -> str:
    # Imported here: only a mistake needs it.
    from difflib import get_close_matches

    free = [column for column in CSV_COLUMNS if column not in taken]
    near = get_close_matches(name, free, n=1)
    meant = f"did you mean {near[0]}? " if near else ""
    example = f"{near[0] if near else 'COLUMN'}={name or 'HEADING'}"
    return (
        f"unknown column {name!r}: {meant}columns are {', '.join(CSV_COLUMNS)}; "
        f"--column {example} says which of them it is, or take it out of the file"
    )


def _sniff(sample: Sequence[str]) -> str:
    """The delimiter that splits the heading line into the most cells."""
    heading = next(line for line in sample if line.strip())
    return max(_DELIMITERS, key=heading.count)


def _meant(cell: str) -> str:
    """A cell without the apostrophe that `export csv` puts before what a spreadsheet would run."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _key(fields: Mapping[str, str], row: Sequence[str], seen: Counter[str]) -> str:
    """The row's own key, or its content and which of equal rows it is."""
    if fields.get("key"):
        return f"{SOURCE}:{fields['key']}"
    content = hashlib.sha256("\x1f".join(row).encode()).hexdigest()[:32]
    seen[content] += 1
    return f"{SOURCE}:{content}:{seen[content]}"
