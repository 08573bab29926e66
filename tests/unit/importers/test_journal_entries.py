"""Where entries begin and end in a journal."""

import pytest

from tracker.importers.journal_entries import Entry, Undated, entries


def _entries(document: str) -> list[tuple[str, str]]:
    return [(part.date, "\n".join(part.lines)) for part in entries(document) if isinstance(part, Entry)]


def test_one_entry_a_line() -> None:
    assert _entries("2017-01-02 a\n2017-01-03 b\n\n2017-01-03 c\n") == [
        ("2017-01-02", "a"),
        ("2017-01-03", "b"),
        ("2017-01-03", "c"),
    ]


def test_many_entries_run_together() -> None:
    text = "2017-01-02 a b 2017-01-03 c 2017-01-03 d, e 2017-02-01 `f: “1s”` 2017-02-02 g"
    assert _entries(text) == [
        ("2017-01-02", "a b"),
        ("2017-01-03", "c"),
        ("2017-01-03", "d, e"),
        ("2017-02-01", "`f: “1s”`"),
        ("2017-02-02", "g"),
    ]


def test_two_entries_in_the_only_line() -> None:
    assert _entries("2017-01-02 a 2017-01-03 b") == [("2017-01-02", "a"), ("2017-01-03", "b")]


def test_a_paragraph_that_is_run_together_may_be_wrapped() -> None:
    text = "2017-01-02 a b\nc 2017-01-03 d 2017-01-04\ne f 2017-01-05 g\n"
    assert _entries(text) == [
        ("2017-01-02", "a b c"),
        ("2017-01-03", "d"),
        ("2017-01-04", "e f"),
        ("2017-01-05", "g"),
    ]


@pytest.mark.parametrize("mention", ["planned for 2017-04-01", "since 2016-01-01", "seen (2016-12-30 )"])
def test_a_date_that_is_only_mentioned_begins_nothing(mention: str) -> None:
    lines = f"2017-01-02 a\n2017-01-03 b {mention} c\n2017-01-04 d\n"
    assert _entries(lines)[1] == ("2017-01-03", f"b {mention} c")
    run_together = f"2017-01-02 a 2017-01-03 b {mention} c 2017-04-02 d 2017-05-01 e"
    assert _entries(run_together)[1] == ("2017-01-03", f"b {mention} c")


def test_what_may_begin_an_entry_is_remembered() -> None:
    (_, entry) = entries("2017-01-02 a\n2017-01-03 b 2017-02-01 c\n")
    assert isinstance(entry, Entry)
    assert entry.mentions == ["2017-02-01"]


def test_a_date_in_an_address_begins_nothing() -> None:
    text = "2017-01-02 https://example.com/2017-02-03/x 2017-02-04 b"
    assert _entries(text) == [("2017-01-02", "https://example.com/2017-02-03/x"), ("2017-02-04", "b")]


@pytest.mark.parametrize(
    "line",
    [
        "- 2017-01-02: a",
        "* 2017-01-02 - a",
        "1. 2017-01-02 — a",
        "- **2017-01-02** a",
        "### 2017-01-02 a",
        "| 2017-01-02 | a |",
        "> 2017-01-02 a",
        "• [2017-01-02] a",
        "  2017-01-02   a",
    ],
)
def test_the_marks_of_lists_headings_and_tables_are_no_text(line: str) -> None:
    assert _entries(line) == [("2017-01-02", "a")]


def test_lines_below_an_entry_belong_to_it() -> None:
    assert _entries("2017-01-02 a\n  more\n- and more\n\n2017-01-03 b") == [
        ("2017-01-02", "a\n  more\n- and more"),
        ("2017-01-03", "b"),
    ]


def test_bullets_below_a_date_are_entries_of_that_date() -> None:
    assert _entries("## 2017-01-02\n\n- a\n  more\n- b\n\n## 2017-01-03\ntext\nand more\n") == [
        ("2017-01-02", "a\n  more"),
        ("2017-01-02", "b"),
        ("2017-01-03", "text\nand more"),
    ]


def test_text_without_a_date_is_kept_apart_with_its_lines() -> None:
    parts = list(entries("# Journal\nof a cluster\n\n2017-01-02 a\n\nThe end.\n"))
    assert parts[0] == Undated(1, 2, "# Journal\nof a cluster")
    assert parts[2] == Undated(6, 6, "The end.")


def test_code_with_empty_lines_stays_in_one_piece() -> None:
    assert _entries("2017-01-02 a\n```\nx\n\ny\n```\n") == [("2017-01-02", "a\n```\nx\n\ny\n```")]


def test_a_time_belongs_to_the_date() -> None:
    assert _entries("2017-01-02 14:30 a") == [("2017-01-02 14:30", "a")]
