"""`tracker log`: what happened, newest first."""

from typing import Annotated

import typer

from tracker.cli import completion
from tracker.cli.event_table import event_columns, event_rows, retracted_columns, retracted_rows
from tracker.cli.options import ClustersOption, Format, FormatOption, SinceOption, UntilOption
from tracker.cli.output import emit
from tracker.cli.session import Session
from tracker.domain.errors import InvalidDataError
from tracker.domain.event import EventKind
from tracker.domain.search_query import Criterion, SearchField
from tracker.services.ports import EventQuery
from tracker.services.reading import Period, read_events

app = typer.Typer()


@app.command()
def log(
    ctx: typer.Context,
    since: SinceOption = None,
    until: UntilOption = None,
    kinds: Annotated[list[EventKind] | None, typer.Option("--kind", help="Only this kind; can be repeated.")] = None,
    components: Annotated[
        list[str] | None,
        typer.Option(
            "--component",
            metavar="NAME",
            help="Only what changes this platform, component, setting or node pool.",
            autocompletion=completion.subjects,
        ),
    ] = None,
    tags: Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="Only what has this tag.")] = None,
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="Only what contains this text.")] = "",
    review: Annotated[
        bool, typer.Option("--review", help="Only what somebody should look at, with the reason.")
    ] = False,
    retracted: Annotated[
        bool, typer.Option("--retracted", help="Only what was taken back, with who did and why.")
    ] = False,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="So many at most.")] = None,
    oldest_first: Annotated[bool, typer.Option("--reverse", help="Oldest first.")] = False,
    clusters: ClustersOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Show what happened, newest first.

    Examples:
      tracker log --since 7d
      tracker log --kind incident --since 2017-01 --until 2017-06
      tracker log --component kafka --format json
      tracker log --review
      tracker log --retracted
    """
    session = Session.of(ctx)
    if retracted:
        if since or until or kinds or components or tags or text or review:
            raise InvalidDataError(
                "--retracted lists what counts no more; it goes with --cluster, -n and --reverse only"
            )
        _log_retracted(session, clusters, limit, format, oldest_first=oldest_first)
        return
    query = EventQuery(
        kinds=tuple(kinds or ()),
        subjects=tuple(components or ()),
        tags=tuple(tags or ()),
        criteria=(Criterion(SearchField.TEXT, text),) if text.strip() else (),
        needs_review=review,
        newest_first=not oldest_first,
        limit=limit,
    )
    with session.open_store() as store:
        chosen = session.clusters(store.timeline, clusters)
        period = Period(since or "", until or "")
        events = read_events(store.timeline, chosen, query, period=period, now=session.now()) if chosen else ()
        columns = event_columns(chosen, with_review=review)
        emit(event_rows(events, chosen), columns, format, nothing="no event matches")


def _log_retracted(
    session: Session,
    clusters: list[str] | None,
    limit: int | None,
    format: Format,  # noqa: A002
    *,
    oldest_first: bool,
) -> None:
    with session.open_store() as store:
        chosen = session.clusters(store.timeline, clusters)
        found = store.timeline.retracted_events([cluster.id for cluster in chosen])
        found = found[::-1] if oldest_first else found
        emit(retracted_rows(found[:limit], chosen), retracted_columns(chosen), format, nothing="nothing was retracted")
