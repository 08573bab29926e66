"""Every file of reference data: valid by its schema, in canonical form, sourced, and without contradictions."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tracker.domain.knowledge.citation import source_url
from tracker.reference.canonical import checksum, contents_digest, edition_document, table_text
from tracker.reference.opening import packaged_tables
from tracker.reference.tables import RELEASES
from tracker.reference.verify import all_tables, verify

DATA = Path(__file__).parents[3] / "data"
TABLES = packaged_tables()
NAMES = all_tables(TABLES)
EDITION = TABLES.edition()


def _text(table: str) -> str:
    return (DATA / f"{table}.json").read_text(encoding="utf-8")


def _validator(table: str) -> Draft202012Validator:
    name = "components-releases" if table.startswith(RELEASES) else table.replace("/", "-")
    schema = json.loads((DATA / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())


def _rows() -> Iterator[tuple[str, dict[str, Any]]]:
    for table in NAMES:
        for row in TABLES.rows(table):
            yield table, dict(row)


@pytest.mark.parametrize("path", sorted((DATA / "schemas").glob("*.json")), ids=lambda path: path.name)
def test_each_schema_is_a_schema(path: Path) -> None:
    # Raises what is wrong with it.
    Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("table", NAMES)
def test_each_table_is_valid_by_its_schema(table: str) -> None:
    errors = [
        f"{list(error.absolute_path)}: {error.message}"
        for error in _validator(table).iter_errors(json.loads(_text(table)))
    ]
    assert errors == []


def test_a_schema_refuses_what_is_wrong() -> None:
    document = {"table": "releases/kubernetes-patches", "rows": [{"version": "1.31", "released_on": "1 May", "x": 1}]}
    messages = " ".join(error.message for error in _validator(document["table"]).iter_errors(document))  # type: ignore[arg-type]
    for part in ("'1 May'", "'x' was unexpected", "'source' is a required property", "'retrieved_on'"):
        assert part in messages


@pytest.mark.parametrize("table", NAMES)
def test_each_table_is_in_canonical_form(table: str) -> None:
    document = json.loads(_text(table))
    assert document["table"] == table
    assert table_text(table, document["rows"]) == _text(table)


def test_the_edition_lists_every_table_with_its_checksum() -> None:
    folders = {name.partition("/")[0] for name in NAMES}
    files = {path.relative_to(DATA).with_suffix("").as_posix() for path in DATA.glob("*/**/*.json")}
    tables = {name for name in files if name.partition("/")[0] in folders}
    assert tables == set(EDITION.checksums) == set(NAMES)
    assert {table: checksum(_text(table)) for table in tables} == dict(EDITION.checksums)
    texts = {table: _text(table) for table in tables}
    written = edition_document(EDITION.edition, EDITION.as_of.isoformat(), texts)
    assert written == (DATA / "edition.json").read_text(encoding="utf-8")


def test_other_rows_are_another_edition() -> None:
    """Reports name the edition that they rest on, so one name must not stand for two contents."""
    recorded = json.loads((Path(__file__).parent / "editions.json").read_text(encoding="utf-8"))
    digest = contents_digest(EDITION.checksums)
    assert recorded.get(EDITION.edition) == digest, (
        f"rows changed: raise the number of the edition in scripts/build_reference.py, build, and add"
        f' "EDITION": "{digest}" to tests/contract/reference/editions.json; what stands there stays'
    )
    assert list(recorded)[-1] == EDITION.edition
    assert len(set(recorded.values())) == len(recorded)


def test_every_row_has_a_source_and_the_edition_is_as_old_as_its_releases_of_kubernetes() -> None:
    rows = list(_rows())
    assert len(rows) > 4500
    unsourced = [(table, row) for table, row in rows if not row["source"].strip() or not row["retrieved_on"]]
    assert unsourced == []
    releases = ("releases/kubernetes-minors", "releases/kubernetes-patches")
    assert max(row["retrieved_on"] for table, row in rows if table in releases) == EDITION.as_of.isoformat()


def test_no_row_names_a_place_on_a_machine() -> None:
    for table in NAMES:
        assert "/work/" not in _text(table), table
        assert "/home/" not in _text(table), table
        assert "stored file" not in _text(table), table


def test_nothing_contradicts_itself() -> None:
    assert verify(TABLES) == []


@pytest.mark.parametrize(
    ("table", "field"),
    [("releases/kubernetes-minors", "minor"), ("releases/kubernetes-patches", "version")],
)
def test_releases_are_listed_newest_first(table: str, field: str) -> None:
    numbers = [tuple(int(part) for part in row[field].split(".")) for row in TABLES.rows(table)]
    assert numbers == sorted(numbers, reverse=True)


def test_nearly_every_source_has_an_address() -> None:
    sources = {row["source"] for _, row in _rows()}
    without = {source for source in sources if not source_url(source)}
    assert len(without) / len(sources) < 0.02, sorted(without)[:5]
