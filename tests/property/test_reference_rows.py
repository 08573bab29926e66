"""Whatever a document holds in place of a fact, it is refused with a sentence: never a traceback, never believed."""

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.reference_tables import small_tables
from tracker.domain.errors import TrackerError
from tracker.reference.edition_file import DocumentTables
from tracker.reference.tables import Edition
from tracker.reference.updates import endoflife
from tracker.reference.updates.merge import Evidence
from tracker.reference.verify import all_tables, verify

TABLES = small_tables()
PLACES = [
    (table, place, field)
    for table in all_tables(TABLES)
    for place, row in enumerate(TABLES.rows(table))
    for field in row
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def _damaged(table: str, place: int, field: str, value: Any) -> DocumentTables:
    contents = {name: [dict(row) for row in TABLES.rows(name)] for name in all_tables(TABLES)}
    contents[table][place] = {**copy.deepcopy(contents[table][place]), field: value}
    return DocumentTables(Edition("x", TABLES.edition().as_of, {}), contents)


@settings(max_examples=150)
@given(place=st.sampled_from(PLACES), value=JSON)
def test_a_damaged_field_never_breaks_the_checks(place: tuple[str, int, str], value: Any) -> None:
    for problem in verify(_damaged(*place, value)):
        assert problem.text


LINE = st.fixed_dictionaries(
    {"cycle": st.sampled_from(["1.2", "1.3", "1.4", "x", "1"]) | JSON},
    optional={
        name: st.sampled_from(["2030-01-10", "2030-09-01", "2032-01-01", True, False]) | JSON
        for name in ("releaseDate", "eol", "support", "extendedSupport", "lts", "latest", "latestReleaseDate")
    },
)


@settings(max_examples=150)
@given(
    document=st.lists(LINE, min_size=1, max_size=3) | JSON,
    product=st.sampled_from(["kubernetes", "amazon-eks", "carts", "nobody"]),
)
def test_a_document_is_merged_or_refused(document: Any, product: str) -> None:
    if not endoflife.is_endoflife(document):
        return
    evidence = Evidence("test (2030-06-01)", TABLES.edition().as_of)
    try:
        lines = endoflife.cycles(document, "test")
        merged = endoflife.merge(TABLES, product, lines, evidence)
    except TrackerError:
        return
    for table, rows in merged.tables.items():
        assert len(rows) >= len(TABLES.rows(table))
