"""`tracker plan …`: follow an upgrade step by step, and record each step as it is done."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from tracker import bootstrap
from tracker.cli.options import ClusterOption, Format, FormatOption
from tracker.cli.output import emit, say, warn
from tracker.cli.rows import Column
from tracker.cli.session import Session
from tracker.domain.cluster import Cluster
from tracker.domain.dates import parse_when
from tracker.domain.identity import short_id
from tracker.domain.version import Minor
from tracker.services import following
from tracker.services.plan_runs import PlanRun, find_plan

app = typer.Typer(help="Follow an upgrade step by step, and record each step as it is done.")

_COLUMNS = (
    Column("step", right=True),
    Column("hop"),
    Column("subject", folds=True),
    Column("from"),
    Column("to"),
    Column("needed", folds=True),
    Column("done"),
    Column("event", brief=short_id, optional=True),
)
_AtOption = Annotated[
    str, typer.Option("--at", "--on", metavar="DATE", help="When: '2026-11-23 14:30', '20 minutes ago' …")
]
_PlanOption = Annotated[str, typer.Option("--plan", metavar="ID", help="Which plan; the open one by default.")]


@app.command()
def start(
    ctx: typer.Context,
    to: Annotated[
        str | None, typer.Option("--to", metavar="MINOR", help="The target, such as 1.31; the next minor by default.")
    ] = None,
    manifests: Annotated[
        list[str] | None,
        typer.Option("--manifests", "-m", metavar="PATH", help="Files, folders, patterns, or -; can be repeated."),
    ] = None,
    live: Annotated[
        bool, typer.Option("--live", help="Read the live cluster through kubectl; nothing is changed.")
    ] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="The target is older: plan the way back.")] = False,
    at: _AtOption = "now",
    cluster: ClusterOption = None,
) -> None:
    """Keep the steps of the readiness report as the plan that is followed from now on.

    Examples:
      tracker plan start --to 1.31 --manifests k8s
      tracker plan start --at "2026-11-23 09:00"
    """
    from tracker.cli.readiness import Request, assess

    session = Session.of(ctx)
    request = Request(
        to=Minor.parse(to) if to else None,
        manifests=tuple(manifests or ()),
        kubectl=bootstrap.find_kubectl() if live else None,
        rollback=rollback,
    )
    with session.open_store() as store:
        chosen = session.cluster(store.timeline, cluster)
        report, document = assess(session, store.timeline, chosen, request)
        run = following.start_plan(store, chosen, document, _by(session, chosen, at))
    say(f"started plan {short_id(run.event.id)}: {run.event.title}, {len(run.steps)} steps; {report.judgement.verdict}")
    for reason in report.judgement.reasons:
        warn(reason)
    emit(_rows(run), _COLUMNS, Format.TABLE)


@app.command()
def done(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the step.")],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What is worth remembering of it.")] = "",
    version: Annotated[
        str, typer.Option("--version", metavar="V", help="What it was moved to, where that is not what was planned.")
    ] = "",
    at: _AtOption = "now",
    plan: _PlanOption = "",
    cluster: ClusterOption = None,
) -> None:
    """Record that a step is done: its change becomes an event, and the last required step ends the plan.

    Examples:
      tracker plan done 1
      tracker plan done 4 --version 1.30.15 --note "the provider had a newer patch"
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        chosen = session.cluster(store.timeline, cluster)
        by = _by(session, chosen, at)
        run, event = following.finish_step(store, chosen, number, by, plan=plan, version=version, note=note)
    say(f"recorded {short_id(event.id)}: step {number} of plan {short_id(run.event.id)}: {event.title}")
    if not event.changes:
        say("the state said so already; the step is linked to the plan, and nothing else changed")
    skipped = [step for step in run.left if step.number < number]
    if skipped:
        warn(f"steps before it are not done: {', '.join(str(step.number) for step in skipped)}")
    say(_standing(run))


@app.command()
def note(
    ctx: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="What happened on the way.")],
    at: _AtOption = "now",
    plan: _PlanOption = "",
    cluster: ClusterOption = None,
) -> None:
    """Record a note that belongs to the plan.

    Examples:
      tracker plan note "waiting for the batch jobs to finish"
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        chosen = session.cluster(store.timeline, cluster)
        event = following.note_on_plan(store, chosen, " ".join(text), _by(session, chosen, at), plan=plan)
    say(f"recorded {short_id(event.id)}: {event.title}")


@app.command()
def abort(
    ctx: typer.Context,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why it is not carried through.")],
    at: _AtOption = "now",
    plan: _PlanOption = "",
    cluster: ClusterOption = None,
) -> None:
    """End a plan that is not carried through; what was done of it stays recorded.

    Examples:
      tracker plan abort --why "the freeze begins tomorrow"
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        chosen = session.cluster(store.timeline, cluster)
        run = following.abort_plan(store, chosen, why, _by(session, chosen, at), plan=plan)
    say(f"aborted plan {short_id(run.event.id)}: {run.event.title}")


@app.command()
def show(
    ctx: typer.Context,
    plan: _PlanOption = "",
    cluster: ClusterOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Show the steps of the plan, and which of them are done.

    Examples:
      tracker plan show
      tracker plan show --format json
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        chosen = session.cluster(store.timeline, cluster)
        run = find_plan(store.timeline, chosen, plan)
    if format is Format.TABLE:
        say(f"plan {short_id(run.event.id)} of {chosen.name}: {run.event.title}, since {run.event.when}")
    emit(_rows(run), _COLUMNS, format)
    if format is Format.TABLE:
        for each in run.notes:
            say(f"{each.when}  {each.title}")
        say(_standing(run))


def _rows(run: PlanRun) -> Iterator[dict[str, Any]]:
    for step in run.steps:
        waits = f"may wait until {step.may_wait_until}" if step.may_wait_until else "may wait"
        yield {
            "step": step.number,
            "hop": step.hop,
            "subject": step.subject,
            "from": step.current or None,
            "to": step.target,
            "needed": "required" if step.is_required else waits,
            "done": str(step.done_by.when) if step.done_by else None,
            "event": step.done_by.id if step.done_by else None,
        }


def _standing(run: PlanRun) -> str:
    if run.status == "open":
        numbers = ", ".join(str(step.number) for step in run.left)
        return f"left: {numbers}" if run.left else "left: nothing"
    waiting = [str(step.number) for step in run.steps if step.done_by is None]
    later = f"; what may wait: {', '.join(waiting)} (tracker plan done N --plan {short_id(run.event.id)})"
    return f"the plan is {run.status} since {run.event.ended}{later if waiting and run.status == 'done' else ''}"


def _by(session: Session, cluster: Cluster, at: str) -> following.By:
    now = session.now()
    when = parse_when(at, now=now, zone=cluster.zone)
    return following.By(session.author, now, when, session.settings.visibility)
