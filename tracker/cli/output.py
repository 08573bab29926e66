"""Results on stdout in the format that was asked for; everything else is said on stderr.

`emit` is the one call for commands that print rows, `emit_document` for those that print one thing.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TextIO

from tracker.cli.options import Format
from tracker.cli.rows import Column, cell
from tracker.cli.spreadsheet import safe_cell
from tracker.cli.table import write_table
from tracker.domain.control_characters import CONTROL, visible

Row = Mapping[str, Any]


def emit(rows: Iterable[Row], columns: Sequence[Column], format: Format, *, nothing: str = "nothing found") -> int:  # noqa: A002
    """Write rows to stdout and return how many there were.

    Args:
        rows: Plain JSON values; read once, so that a long history streams (a JSON array and YAML excepted).
        columns: What tables, Markdown and CSV show of a row.
        format: The format.
        nothing: What a person is told when there are no rows; programs get an empty document.
    """
    count = _WRITERS[format](rows, columns, sys.stdout)
    if not count and format is Format.TABLE:
        say(nothing)
    return count


def emit_document(document: Mapping[str, Any], format: Format, *, text: Callable[[], Iterable[str]]) -> None:  # noqa: A002
    """Write one document: `text` gives the lines for people, the other formats write the document itself."""
    if format is Format.TABLE:
        for line in text():
            sys.stdout.write(f"{visible(line)}\n")
    elif format in (Format.CSV, Format.MARKDOWN):
        emit([{"key": key, "value": value} for key, value in document.items()], KEY_VALUE, format)
    elif format is Format.YAML:
        _write_yaml(document, sys.stdout)
    else:
        _write_json_value(document, sys.stdout, indent=2 if format is Format.JSON else None)


KEY_VALUE = (Column("key"), Column("value", folds=True))


def say(text: str) -> None:
    """Tell the person at the terminal something that is not the result."""
    sys.stderr.write(f"{visible(text)}\n")


def warn(text: str) -> None:
    """Tell the person something that needs attention."""
    say(f"warning: {text}")


def _write_json(rows: Iterable[Row], _columns: Sequence[Column], out: TextIO) -> int:
    listed = list(rows)
    _write_json_value(listed, out, indent=2)
    return len(listed)


def _write_json_lines(rows: Iterable[Row], _columns: Sequence[Column], out: TextIO) -> int:
    count = 0
    for row in rows:
        _write_json_value(row, out, indent=None)
        count += 1
    return count


def _write_json_value(value: Any, out: TextIO, *, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    # JSON escapes C0 by itself; the rest is the same document either way.
    out.write(CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text))
    out.write("\n")


def _write_yaml_rows(rows: Iterable[Row], _columns: Sequence[Column], out: TextIO) -> int:
    listed = [dict(row) for row in rows]
    _write_yaml(listed, out)
    return len(listed)


def _write_yaml(value: Any, out: TextIO) -> None:
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    plain = json.loads(json.dumps(value, default=str))
    yaml.dump(plain, out, Dumper=dumper, allow_unicode=True, sort_keys=False, width=110)


def _write_csv(rows: Iterable[Row], columns: Sequence[Column], out: TextIO) -> int:
    import csv

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    count = 0
    for row in rows:
        writer.writerow([safe_cell(row.get(column.key), visible(cell(row, column))) for column in columns])
        count += 1
    return count


def _write_markdown(rows: Iterable[Row], columns: Sequence[Column], out: TextIO) -> int:
    out.write(f"| {' | '.join(column.heading.capitalize() for column in columns)} |\n")
    out.write(f"|{'|'.join('--:' if column.right else '---' for column in columns)}|\n")
    count = 0
    for row in rows:
        out.write(f"| {' | '.join(_markdown_cell(cell(row, column)) for column in columns)} |\n")
        count += 1
    return count


def _markdown_cell(text: str) -> str:
    return visible(text).replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")


_WRITERS: Mapping[Format, Callable[[Iterable[Row], Sequence[Column], TextIO], int]] = {
    Format.TABLE: write_table,
    Format.JSON: _write_json,
    Format.JSONL: _write_json_lines,
    Format.YAML: _write_yaml_rows,
    Format.CSV: _write_csv,
    Format.MARKDOWN: _write_markdown,
}
