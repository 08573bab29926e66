"""`tracker search`: find events by words, in any language."""

from typing import Annotated

import typer

from tracker.cli.event_table import event_columns, event_rows
from tracker.cli.options import ClustersOption, Format, FormatOption
from tracker.cli.output import emit
from tracker.cli.session import Session
from tracker.services.ports import EventQuery
from tracker.services.reading import read_events

app = typer.Typer()


@app.command()
def search(
    ctx: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY", help='Words, "phrases", -without, component:, kind:, cluster:, tag:, before:, after:'
        ),
    ],
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="So many at most.")] = None,
    clusters: ClustersOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Find events by words in any language, newest first.

    A word is found by its beginning; Korean, Japanese and Chinese also inside a longer word. All words have to match.

    Examples:
      tracker search 백업
      tracker search kafka before:2017-03 -tag:drill
      tracker search 'component:"Kafka manager"' kind:component
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        chosen = session.clusters(store.timeline, clusters)
        words = " ".join(query)
        events = read_events(store.timeline, chosen, EventQuery(limit=limit), search=words, now=session.now())
        emit(event_rows(events, chosen), event_columns(chosen), format, nothing=f"nothing matches {words!r}")
