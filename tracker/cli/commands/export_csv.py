"""`tracker export csv`: events for a spreadsheet."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.files import write_lines
from tracker.cli.options import ClustersOption, SinceOption, UntilOption
from tracker.cli.session import Session
from tracker.cli.spreadsheet import safe_cell
from tracker.services.exporting import CSV_COLUMNS, csv_row
from tracker.services.ports import EventQuery
from tracker.services.reading import Period, read_events

app = typer.Typer()


@app.command()
def csv(
    ctx: typer.Context,
    since: SinceOption = None,
    until: UntilOption = None,
    clusters: ClustersOption = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Instead of stdout.")] = None,
    for_excel: Annotated[
        bool, typer.Option("--bom", help="Begin with a byte-order mark, which Excel needs to see UTF-8.")
    ] = False,
) -> None:
    """Export events as CSV, oldest first, safe to open in a spreadsheet; 'import csv' reads it back.

    Examples:
      tracker export csv -o seoul.csv --cluster seoul
      tracker export csv --since 2017-01 --bom -o 2017.csv
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        chosen = session.clusters(store.timeline, clusters)
        names = {cluster.id: cluster.name for cluster in chosen}
        query = EventQuery(newest_first=False)
        period = Period(since or "", until or "")
        events = read_events(store.timeline, chosen, query, period=period, now=session.now()) if chosen else iter(())
        rows = (csv_row(event, names[event.cluster_id]) for event in events)
        mark = "\ufeff" if for_excel else ""
        write_lines(_lines(rows, mark), output, sys.stdout)


def _lines(rows: Iterator[dict[str, str]], mark: str) -> Iterator[str]:
    import csv as csv_module
    import io

    buffer = io.StringIO()
    writer = csv_module.writer(buffer, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    yield mark + buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([safe_cell(row[column], row[column]) for column in CSV_COLUMNS])
        yield buffer.getvalue()
