"""`tracker export jsonl`: the whole ledger."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.files import write_lines
from tracker.cli.options import ClustersOption
from tracker.cli.session import Session
from tracker.domain.ledger_line import format_line

app = typer.Typer()


@app.command()
def jsonl(
    ctx: typer.Context,
    clusters: ClustersOption = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Instead of stdout.")] = None,
) -> None:
    """Export the ledger: every revision with its hash, one a line, byte for byte what another store imports.

    Examples:
      tracker export jsonl -o ledger.jsonl
      tracker export jsonl --cluster seoul | gzip > seoul.jsonl.gz
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        chosen = (
            [cluster.id for cluster in session.clusters(store.timeline, clusters)] if session.names(clusters) else []
        )
        lines = (f"{format_line(revision)}\n" for revision in store.ledger(chosen))
        write_lines(lines, output, sys.stdout)
