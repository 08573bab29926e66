"""Rows in every format, on a terminal and in a pipe."""

import csv
import io
import json
from typing import Any

import pytest
import yaml

from tests.support.cli import Pipe, Terminal
from tracker.cli.options import Format
from tracker.cli.output import emit, emit_document
from tracker.cli.rows import Column
from tracker.cli.spreadsheet import unsafe_cell

COLUMNS = (Column("on"), Column("count", right=True), Column("title", folds=True), Column("tags", optional=True))
ROWS = [
    {"on": "2017-03-03", "count": 2, "title": "MaxScale 재도입", "tags": [], "extra": {"deep": True}},
    {"on": "2017-03-06", "count": 10, "title": "kube-aws v0.9.4 | kubernetes v1.5.3", "tags": [], "extra": None},
]


def _emit(
    monkeypatch: pytest.MonkeyPatch,
    output_format: Format,
    rows: list[dict[str, Any]] = ROWS,
    columns: int = 0,
) -> str:
    stream = (Terminal if columns else Pipe)(io.BytesIO(), encoding="utf-8", write_through=True)
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    emit(rows, COLUMNS, output_format)
    return stream.written


def test_a_table_in_a_pipe_is_aligned_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _emit(monkeypatch, Format.TABLE).splitlines() == [
        "ON          COUNT  TITLE",
        "2017-03-03      2  MaxScale 재도입",
        "2017-03-06     10  kube-aws v0.9.4 | kubernetes v1.5.3",
    ]


@pytest.mark.parametrize("output_format", list(Format))
def test_no_control_character_leaves(monkeypatch: pytest.MonkeyPatch, output_format: Format) -> None:
    row = {"on": "\x9b2J", "count": 1, "title": "a\x1b[31mred\x07", "tags": ["\x7f"]}
    written = _emit(monkeypatch, output_format, [row], columns=100)
    assert written.replace("\n", "").isprintable()
    if output_format is Format.JSON:
        assert json.loads(written) == [row]


def test_lines_for_people_write_control_characters_out(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal(io.BytesIO(), encoding="utf-8", write_through=True)
    monkeypatch.setattr("sys.stdout", stream)
    emit_document({}, Format.TABLE, text=lambda: ["a\x1b[31mred\x07"])
    assert stream.written == "a\\x1b[31mred\\x07\n"


def test_a_table_folds_into_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _emit(monkeypatch, Format.TABLE, columns=40).splitlines() == [
        "ON          COUNT  TITLE",
        "2017-03-03      2  MaxScale 재도입",
        "2017-03-06     10  kube-aws v0.9.4 |",
        "                   kubernetes v1.5.3",
    ]


def test_headings_are_bold_on_a_terminal_only_without_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal(io.BytesIO(), encoding="utf-8", write_through=True)
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    emit(ROWS, COLUMNS, Format.TABLE)
    assert stream.written.startswith("\033[1mON")
    assert "\033[" not in _emit(monkeypatch, Format.TABLE, columns=80)


def test_a_table_without_rows_leaves_stdout_empty(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _emit(monkeypatch, Format.TABLE, []) == ""
    assert capsys.readouterr().err == "nothing found\n"


def test_machine_formats_carry_the_whole_row(monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(_emit(monkeypatch, Format.JSON)) == ROWS
    assert [json.loads(line) for line in _emit(monkeypatch, Format.JSONL).splitlines()] == ROWS
    assert yaml.safe_load(_emit(monkeypatch, Format.YAML)) == ROWS
    assert "재도입" in _emit(monkeypatch, Format.JSONL)


def test_markdown_escapes_what_would_break_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = _emit(monkeypatch, Format.MARKDOWN).splitlines()
    assert lines[:2] == ["| On | Count | Title | Tags |", "|---|--:|---|---|"]
    assert "kube-aws v0.9.4 \\| kubernetes v1.5.3" in lines[3]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-rm", "@SUM(A1)", "\tx", "plain", "'quoted"])
def test_a_spreadsheet_runs_nothing_and_reads_back_what_was_meant(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    rows = list(csv.DictReader(io.StringIO(_emit(monkeypatch, Format.CSV, [{"title": text, "count": -3}]))))
    assert rows[0]["title"][0] not in "=+-@\t"
    assert unsafe_cell(rows[0]["title"]) == text
    assert rows[0]["count"] == "-3"


def test_a_document_is_written_as_lines_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Pipe(io.BytesIO(), encoding="utf-8", write_through=True)
    monkeypatch.setattr("sys.stdout", stream)
    emit_document({"id": "x"}, Format.TABLE, text=lambda: ["one", "two"])
    emit_document({"id": "x"}, Format.JSONL, text=list)
    assert stream.written == 'one\ntwo\n{"id": "x"}\n'
