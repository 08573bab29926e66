"""`tracker incident …`: what broke, while it lasts and afterwards."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from tracker.cli import completion
from tracker.cli.options import (
    ClusterOption,
    ClustersOption,
    EventArgument,
    Format,
    FormatOption,
    SinceOption,
    UntilOption,
)
from tracker.cli.output import emit, say
from tracker.cli.rows import Column
from tracker.cli.session import Session
from tracker.domain.cluster import Cluster
from tracker.domain.dates import parse_when
from tracker.domain.event import Event, EventKind, Incident, IncidentSeverity, Visibility
from tracker.domain.identity import IdentifierSource, short_id
from tracker.domain.when import When
from tracker.services.incidents import Report, find_incident, opened, resolved, revise, time_to_resolve, updated
from tracker.services.ports import EventQuery, Timeline
from tracker.services.reading import Period, read_events
from tracker.services.recording import record
from tracker.services.views import event_row

app = typer.Typer(help="Record incidents: open, tell on, resolve with a cause and a fix, list.")

_COLUMNS = (
    Column("id", brief=short_id),
    Column("cluster"),
    Column("date", "began"),
    Column("ended"),
    Column("lasted", optional=True),
    Column("severity"),
    Column("title", folds=True),
    Column("affects", folds=True, optional=True),
)
_AtOption = Annotated[
    str, typer.Option("--at", "--on", metavar="DATE", help="When: '2017-06-20 14:30', '20 minutes ago' …")
]
_SeverityOption = Annotated[IncidentSeverity | None, typer.Option("--severity", help="How bad it is.")]
_AffectsOption = Annotated[
    list[str] | None,
    typer.Option("--affects", metavar="NAME", help="A component that suffers.", autocompletion=completion.subjects),
]


@app.command("open")
def open_incident(
    ctx: typer.Context,
    title: Annotated[list[str], typer.Argument(metavar="TITLE", help="What is broken.")],
    at: _AtOption = "now",
    severity: _SeverityOption = None,
    affects: _AffectsOption = None,
    body: Annotated[str, typer.Option("--body", metavar="MARKDOWN", help="What else is known.")] = "",
    tags: Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="A tag; can be repeated.")] = None,
    visibility: Annotated[Visibility | None, typer.Option("--visibility", help="Who may read it.")] = None,
    cluster: ClusterOption = None,
) -> None:
    """Open an incident.

    Examples:
      tracker incident open "kube-dns keeps dying" --severity major --affects kube-dns
      tracker incident open "MaxScale 운영 난항" --at "2016-10-25 09:00" --affects MaxScale
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        chosen = session.cluster(store.timeline, cluster)
        report = Report(
            title=" ".join(title),
            when=_moment(session, at, chosen),
            severity=severity or IncidentSeverity.UNKNOWN,
            affects=_spelt(store.timeline, chosen, affects),
            body=body,
            tags=tuple(tags or ()),
            visibility=visibility or session.settings.visibility,
        )
        event = opened(report, event_id=IdentifierSource().next(session.now()), cluster_id=chosen.id)
        with store.unit_of_work(author=session.author, recorded_at=session.now()) as work:
            record(work, event)
            work.commit()
    say(f"opened {short_id(event.id)} in {chosen.name} on {event.when}: {event.title}")


@app.command()
def update(
    ctx: typer.Context,
    event_id: EventArgument,
    text: Annotated[list[str] | None, typer.Argument(metavar="[TEXT]", help="What is known or done now.")] = None,
    at: _AtOption = "now",
    severity: _SeverityOption = None,
    affects: _AffectsOption = None,
) -> None:
    """Tell what is known now, what was done, how bad it is.

    Examples:
      tracker incident update 3f2a91bc "restarted the resolvers" --severity minor
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        event = find_incident(store.timeline, event_id)
        cluster = store.timeline.cluster(event.cluster_id)
        changed = updated(
            event,
            " ".join(text or ()),
            _moment(session, at, cluster),
            severity=severity,
            affects=_spelt(store.timeline, cluster, affects),
        )
        revise(store, changed, author=session.author, now=session.now())
    say(f"updated {short_id(event.id)}: {event.title}")


@app.command()
def resolve(
    ctx: typer.Context,
    event_id: EventArgument,
    at: _AtOption = "now",
    cause: Annotated[
        str,
        typer.Option("--cause", metavar="ID", help="The event that caused it.", autocompletion=completion.event_ids),
    ] = "",
    fix: Annotated[str, typer.Option("--fix", metavar="TEXT", help="What ended it.")] = "",
) -> None:
    """Resolve an incident: it is over.

    Examples:
      tracker incident resolve 3f2a91bc --fix "patched kube-dns" --cause 9c01f7e2
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        event = find_incident(store.timeline, event_id)
        cluster = store.timeline.cluster(event.cluster_id)
        caused_by = store.timeline.event(cause).id if cause else ""
        over = resolved(event, _moment(session, at, cluster), cause=caused_by, fix=fix)
        revise(store, over, author=session.author, now=session.now())
    lasted = _lasted(over)
    say(f"resolved {short_id(event.id)}{f' after {lasted}' if lasted else ''}: {event.title}")


@app.command("list")
def list_incidents(
    ctx: typer.Context,
    only_open: Annotated[bool, typer.Option("--open", help="Only those that have not ended.")] = False,
    since: SinceOption = None,
    until: UntilOption = None,
    clusters: ClustersOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """List incidents, newest first.

    Examples:
      tracker incident list --open
      tracker incident list --since 2017-01 --format json
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        chosen = session.clusters(store.timeline, clusters)
        query = EventQuery(kinds=(EventKind.INCIDENT,))
        events = (
            read_events(store.timeline, chosen, query, period=Period(since or "", until or ""), now=session.now())
            if chosen
            else iter(())
        )
        rows = _rows((event for event in events if event.is_open or not only_open), chosen)
        emit(rows, _COLUMNS, format, nothing="no incident matches")


def _rows(events: Iterable[Event], clusters: tuple[Cluster, ...]) -> Iterator[dict[str, Any]]:
    names = {cluster.id: cluster.name for cluster in clusters}
    for event in events:
        incident = event.incident or Incident()
        yield {
            **event_row(event, names[event.cluster_id]),
            "ended": str(event.ended) if event.ended else "open",
            "is_open": event.is_open,
            "lasted": _lasted(event) or None,
            "severity": incident.severity.value,
            "affects": list(incident.affects),
        }


def _lasted(event: Event) -> str:
    """How long an incident lasted, in words; empty where only the days are known."""
    lasted = time_to_resolve(event)
    if lasted is None:
        return ""
    minutes = int(lasted.total_seconds() // 60)
    days, hours = minutes // 1440, minutes % 1440 // 60
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes % 60:02} min" if hours else f"{minutes} min"


def _moment(session: Session, text: str, cluster: Cluster) -> When:
    return parse_when(text, now=session.now(), zone=cluster.zone)


def _spelt(timeline: Timeline, cluster: Cluster, names: list[str] | None) -> tuple[str, ...]:
    """The names as they were first recorded."""
    known = {subject.name.casefold(): subject.name for subject in timeline.subjects((cluster.id,))} if names else {}
    return tuple(known.get(name.casefold(), name) for name in names or ())
