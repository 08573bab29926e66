"""`tracker diff`: what is different between two dates, or between two clusters."""

from typing import Annotated

import typer

from tracker.cli import completion
from tracker.cli.options import AtOption, ClusterOption, Format, FormatOption
from tracker.cli.output import emit
from tracker.cli.rows import Column
from tracker.cli.session import Session
from tracker.domain.cluster import Cluster
from tracker.domain.dates import last_micros, parse_when
from tracker.domain.event import SubjectType
from tracker.domain.state import State
from tracker.domain.state import diff as changes_between
from tracker.services.ports import Timeline
from tracker.services.views import change_row

app = typer.Typer()

_COLUMNS = (
    Column("type", brief=lambda value: value.replace("_", " ")),
    Column("name", folds=True),
    Column("action"),
    Column("from", folds=True),
    Column("to", folds=True),
)


@app.command()
def diff(
    ctx: typer.Context,
    earlier: Annotated[str | None, typer.Option("--from", metavar="DATE", help="The earlier date, at its end.")] = None,
    later: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="The later date, at its end; now otherwise.")
    ] = None,
    other: Annotated[
        str | None,
        typer.Option("--with", metavar="NAME", help="Compare with this cluster.", autocompletion=completion.clusters),
    ] = None,
    at: AtOption = None,
    cluster: ClusterOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Show what changed in a cluster between two dates, or what differs between two clusters.

    Examples:
      tracker diff --from 2017-03-31 --to 2017-06-30
      tracker diff --cluster staging --with production
      tracker diff --cluster staging --with production --at 2017-06-30 --format markdown
    """
    if bool(other) == bool(earlier) or (other and later) or (earlier and at):
        raise typer.BadParameter("say either --from DATE [--to DATE], or --with CLUSTER [--at DATE]")
    session = Session.of(ctx)
    with session.open_store() as store:
        timeline = store.timeline
        chosen = session.cluster(timeline, cluster)
        if other:
            before = _state(session, timeline, chosen, at)
            after = _state(session, timeline, timeline.cluster(other), at)
            nothing = f"{chosen.name} and {other} do not differ"
        else:
            before, after = (_state(session, timeline, chosen, date) for date in (earlier, later))
            nothing = f"nothing changed in {chosen.name} between {earlier} and {later or 'now'}"
    # In the order of the enum: platforms first, then components, settings, node pools.
    changes = sorted(changes_between(before, after), key=lambda change: list(SubjectType).index(change.subject.type))
    emit([change_row(change) for change in changes], _COLUMNS, format, nothing=nothing)


def _state(session: Session, timeline: Timeline, cluster: Cluster, date: str | None) -> State:
    until = last_micros(parse_when(date, now=session.now(), zone=cluster.zone)) if date else None
    return timeline.state(cluster.id, until=until)
