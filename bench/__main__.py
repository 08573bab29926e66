"""`python -m bench [NAME ...] [-o FILE]`: runs the benchmarks and prints, or writes, a Markdown table."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.catalogue import BENCHMARKS
from bench.comparison import Comparison, Growth, Limit, Memory, Row, compare, measure_growth, measure_memory

_HEAD = "| work | against | ratio | middle half | must | aim | |\n|---|---|--:|--:|--:|--:|---|\n"


def main() -> None:
    """Runs what was asked for; exit status 1 if a row misses its bar."""
    arguments = _arguments()
    lines = [f"{_machine()}\n\n{_HEAD}"]
    missed = False
    for name in arguments.names or BENCHMARKS:
        for line, holds in _lines(name):
            print(line, file=sys.stderr)
            lines.append(f"{line}\n")
            missed = missed or not holds
    table = "".join(lines)
    if arguments.output:
        arguments.output.write_text(table, encoding="utf-8")
    else:
        print(table, end="")
    sys.exit(missed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Speed as ratios beside other programs.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which: {', '.join(BENCHMARKS)}; all if none is named"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the table here instead of to stdout")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"unknown benchmark {unknown[0]}; there are {', '.join(BENCHMARKS)}")
    return arguments


def _lines(name: str) -> Iterator[tuple[str, bool]]:
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        for row in BENCHMARKS[name](Path(folder)):
            yield line(row)


def line(row: Row) -> tuple[str, bool]:
    """The row of the table, and whether its bar holds."""
    if isinstance(row, Comparison):
        measured = compare(row)
        low, high = measured.middle_half
        verdict = "aim" if measured.ratio <= row.aim else "must" if measured.ratio <= row.must else "**missed**"
        figures = f"{measured.ratio:.2f} | {low:.2f} to {high:.2f} | {row.must:g} | {row.aim:g}"
        return f"| {row.work} | {row.theirs.name} | {figures} | {verdict} |", measured.ratio <= row.must
    if isinstance(row, Growth):
        _, slope = measure_growth(row)
        sizes = f"{row.sizes[0]:,} to {row.sizes[-1]:,}"
        verdict = "must" if slope <= row.must else "**missed**"
        return f"| {row.work}, growth | {sizes} | slope {slope:.2f} | | {row.must:g} | | {verdict} |", slope <= row.must
    if isinstance(row, Memory):
        small, large = measure_memory(row)
        against = f"{row.sizes[0]:,} {row.unit}: {small >> 20} MB; {row.sizes[1]:,}: {large >> 20} MB"
        verdict = "must" if large <= row.must * small else "**missed**"
        return (
            f"| {row.work}, memory | {against} | {large / small:.2f} | | {row.must:g} | | {verdict} |",
            verdict == "must",
        )
    if isinstance(row, Limit):
        figure = row.measure()
        verdict = "must" if figure <= row.must else "**missed**"
        return (
            f"| {row.work} | {row.among} | {figure:,.0f} {row.unit} | | {row.must:,g} | | {verdict} |",
            verdict == "must",
        )
    return f"| {row.work} | | | | | | not run: {row.reason} |", True


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
