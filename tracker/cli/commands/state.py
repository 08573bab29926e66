"""`tracker state`: what ran at a date."""

import typer

from tracker.cli.options import AtOption, ClusterOption, Format, FormatOption
from tracker.cli.output import emit
from tracker.cli.rows import Column
from tracker.cli.session import Session
from tracker.domain.dates import last_micros, parse_when
from tracker.domain.event import SubjectType
from tracker.domain.identity import short_id
from tracker.services.views import fact_row

app = typer.Typer()

_COLUMNS = (
    Column("type", brief=lambda value: value.replace("_", " ")),
    Column("name", folds=True),
    Column("value", folds=True),
    Column("since"),
    Column("event", brief=short_id),
)


@app.command()
def state(
    ctx: typer.Context,
    at: AtOption = None,
    cluster: ClusterOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Show what ran in a cluster, now or at any date: versions, components, settings, node pools.

    Examples:
      tracker state
      tracker state --at 2017-03-31
      tracker state --at "2017-06-22 14:30" --cluster seoul --format yaml
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        chosen = session.cluster(store.timeline, cluster)
        when = parse_when(at, now=session.now(), zone=chosen.zone) if at else None
        known = store.timeline.state(chosen.id, until=last_micros(when) if when else None)
    # In the order of the enum: platforms first, then components, settings, node pools.
    facts = [fact for kind in SubjectType for fact in known.of_type(kind)]
    nothing = f"nothing is recorded of {chosen.name} up to {when}" if when else f"nothing is recorded of {chosen.name}"
    emit([fact_row(fact) for fact in facts], _COLUMNS, format, nothing=nothing)
