"""`tracker stats`: figures of a cluster's life."""

from collections.abc import Iterator
from typing import Any

import typer

from tracker import bootstrap
from tracker.cli.options import AtOption, ClustersOption, Format, FormatOption, SinceOption
from tracker.cli.output import emit
from tracker.cli.rows import Column
from tracker.cli.session import Session
from tracker.domain.cluster import Cluster
from tracker.domain.dates import first_micros, last_micros, parse_when
from tracker.domain.knowledge.reference import Reference
from tracker.services.ports import EventQuery, Timeline
from tracker.services.stats import Figure
from tracker.services.stats import figures as figures_of

app = typer.Typer()


@app.command()
def stats(
    ctx: typer.Context,
    since: SinceOption = None,
    at: AtOption = None,
    clusters: ClustersOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Show upgrade cadence, distance to upstream, change failure rate and time to resolve.

    Examples:
      tracker stats
      tracker stats --cluster seoul --at 2017-09-25
      tracker stats --since 1y --format json
    """
    session = Session.of(ctx)
    reference = bootstrap.open_reference(session.settings)
    with session.open_store() as store:
        chosen = session.clusters(store.timeline, clusters)
        rows = [row for cluster in chosen for row in _rows(session, store.timeline, cluster, reference, since, at)]
    columns = (
        *((Column("cluster"),) if len(chosen) > 1 else ()),
        Column("figure"),
        Column("value", right=True, brief=_brief),
        Column("unit"),
        Column("detail", folds=True),
    )
    emit(rows, columns, format, nothing="there is no cluster yet: 'tracker cluster add NAME' adds one")


def _rows(
    session: Session, timeline: Timeline, cluster: Cluster, reference: Reference, since: str | None, at: str | None
) -> Iterator[dict[str, Any]]:
    now = session.now()
    end = parse_when(at or "today", now=now, zone=cluster.zone)
    begin = parse_when(since, now=now, zone=cluster.zone) if since else None
    query = EventQuery(
        cluster_ids=(cluster.id,),
        since=first_micros(begin) if begin else None,
        until=last_micros(end),
        newest_first=False,
    )
    for figure in figures_of(timeline.events(query), reference, end.last_day):
        yield _row(figure, cluster)


def _row(figure: Figure, cluster: Cluster) -> dict[str, Any]:
    value = round(figure.value, 2) if figure.value is not None else None
    return {
        "cluster": cluster.name,
        "figure": figure.name,
        "value": value,
        "unit": figure.unit,
        "detail": figure.detail,
    }


def _brief(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
