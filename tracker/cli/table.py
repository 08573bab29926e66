"""Tables of text: aligned on a terminal and folded into its width, aligned and whole in a pipe.

Written here rather than with rich, whose import alone takes longer than a whole `tracker log`
(docs/decisions/0040-plain-help-and-tables.md).
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TextIO

from tracker.cli.rows import Column, table_cell
from tracker.domain.text_width import fold, pad, width

_GAP = "  "
_SAMPLE = 500
"""How many rows decide on the widths; the rest streams, so that memory does not grow with the rows."""
_NARROWEST = 16
"""A column that folds keeps at least so many columns, even where the terminal is narrower."""


def write_table(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column], out: TextIO) -> int:
    """Write the rows under their headings; returns how many there were, and writes nothing when there were none."""
    rows = iter(rows)
    sample = list(islice(rows, _SAMPLE))
    if not sample:
        return 0
    columns = [column for column in columns if not column.optional or any(table_cell(row, column) for row in sample)]
    widths = _widths(sample, columns, terminal_width(out))
    bold, plain = ("\033[1m", "\033[0m") if uses_colour(out) else ("", "")
    heading = _join([pad(column.heading, size) for column, size in zip(columns, widths, strict=True)])
    out.write(f"{bold}{heading}{plain}\n")
    count = 0
    for row in chain(sample, rows):
        out.writelines(f"{line}\n" for line in _lines(row, columns, widths))
        count += 1
    return count


def terminal_width(out: TextIO) -> int | None:
    """The columns of the terminal that `out` is; None when it is none, so that nothing is folded."""
    return shutil.get_terminal_size().columns if out.isatty() else None


def uses_colour(out: TextIO) -> bool:
    """Whether to write colours: on a terminal that has them, unless NO_COLOR is set (https://no-color.org)."""
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _widths(sample: Sequence[Mapping[str, Any]], columns: Sequence[Column], available: int | None) -> list[int]:
    widths = [
        max(
            width(column.heading),
            *(width(line) for row in sample for line in table_cell(row, column).splitlines() or [""]),
        )
        for column in columns
    ]
    if available is None:
        return widths
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - available
    # The widest of the columns that may fold gives first, down to the next widest, until all fits.
    while excess > 0:
        folding = [i for i, column in enumerate(columns) if column.folds and widths[i] > _NARROWEST]
        if not folding:
            break
        widest = max(folding, key=lambda i: widths[i])
        others = [widths[i] for i in folding if widths[i] < widths[widest]]
        give = min(excess, widths[widest] - max([*others, _NARROWEST]))
        give = give or 1
        widths[widest] -= give
        excess -= give
    return widths


def _lines(row: Mapping[str, Any], columns: Sequence[Column], widths: Sequence[int]) -> Iterator[str]:
    folded = [
        list(fold(table_cell(row, column), size if column.folds else max(size, width(table_cell(row, column)))))
        for column, size in zip(columns, widths, strict=True)
    ]
    for number in range(max(map(len, folded))):
        yield _join(
            [
                pad(lines[number] if number < len(lines) else "", size, right=column.right)
                for lines, column, size in zip(folded, columns, widths, strict=True)
            ]
        )


def _join(cells: Sequence[str]) -> str:
    return _GAP.join(cells).rstrip()
