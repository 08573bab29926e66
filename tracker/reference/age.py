"""How old the reference data is, as a whole and table by table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.reference.tables import RELEASES, Tables
from tracker.reference.verify import all_tables


@dataclass(frozen=True, slots=True)
class TableAge:
    """The days of the copies behind a table; release lines of all components count as one."""

    table: str
    rows: int
    oldest: date
    newest: date


def days_old(tables: Tables, today: date) -> int:
    """Days since the releases of Kubernetes in the edition were known to be complete."""
    return (today - tables.edition().as_of).days


def table_ages(tables: Tables) -> Iterator[TableAge]:
    """The age of each table, in the order of the edition."""
    days_by_table: dict[str, list[str]] = {}
    for table in all_tables(tables):
        name = RELEASES.rstrip("/") if table.startswith(RELEASES) else table
        days_by_table.setdefault(name, []).extend(str(row["retrieved_on"]) for row in tables.rows(table))
    for table, days in days_by_table.items():
        if days:
            yield TableAge(table, len(days), date.fromisoformat(min(days)), date.fromisoformat(max(days)))
