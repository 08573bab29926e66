"""Every benchmark, by hand, in the order of the table: name and module with `rows(folder) -> Iterator[Row]`."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench import check, importing, reading, recording, scan, searching, site, startup
from bench.comparison import Row

BENCHMARKS: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    "recording": recording.rows,
    "startup": startup.rows,
    "importing": importing.rows,
    "reading": reading.rows,
    "check": check.rows,
    "scan": scan.rows,
    "site": site.rows,
    "search": searching.rows,
}
