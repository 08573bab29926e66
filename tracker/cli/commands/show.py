"""`tracker show`: one event, with its whole history."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import typer

from tracker.cli.options import EventArgument, Format, FormatOption
from tracker.cli.output import emit_document
from tracker.cli.session import Session
from tracker.domain.errors import NotFoundError
from tracker.domain.event import Event
from tracker.domain.grammar.changes import describe_change
from tracker.domain.ledger import Revision
from tracker.services.ports import Timeline
from tracker.services.views import event_row, revision_row

app = typer.Typer()

_WIDTH = 11


@app.command()
def show(ctx: typer.Context, event_id: EventArgument, format: FormatOption = Format.TABLE) -> None:  # noqa: A002
    """Show one event: what it says, where it came from, and every revision of it.

    A retracted event is shown as well, with who took it back, when and why.

    Examples:
      tracker show 3f2a91bc
      tracker show 0192f3a1-b2c3 --format json
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        event, tombstone = _find(store.timeline, event_id)
        cluster = store.timeline.cluster(event.cluster_id)
        revisions = store.timeline.revisions(event.id)
    row: dict[str, Any] = event_row(event, cluster.name)
    row["retracted"] = revision_row(tombstone) if tombstone else None
    row["revisions"] = [revision_row(revision) for revision in revisions]
    row["conflicts"] = conflicts(revisions)
    emit_document(row, format, text=lambda: _lines(event, cluster.name, revisions, tombstone))


def _find(timeline: Timeline, reference: str) -> tuple[Event, Revision | None]:
    """The event, or the retracted one with its tombstone."""
    try:
        return timeline.event(reference), None
    except NotFoundError as error:
        try:
            retracted = timeline.retracted_event(reference)
        except NotFoundError:
            raise error from None
        return retracted.event, retracted.tombstone


def conflicts(revisions: tuple[Revision, ...]) -> list[int]:
    """The revision numbers that two stores wrote apart from each other before they were merged."""
    counts = Counter(revision.number for revision in revisions)
    return sorted(number for number, count in counts.items() if count > 1)


def _lines(event: Event, cluster: str, revisions: tuple[Revision, ...], tombstone: Revision | None) -> Iterator[str]:
    yield event.title
    if tombstone:
        yield f"RETRACTED, counts no more: {tombstone.reason} ({tombstone.author}, {tombstone.recorded_at})"
    yield from (f"  {text} ({tag})" for tag, text in event.translations)
    yield ""
    facts = (
        ("id", event.id),
        ("cluster", cluster),
        ("date", f"{event.when} ({event.when.zone})"),
        ("ended", str(event.ended or "")),
        ("kind", event.kind.value),
        ("tags", ", ".join(event.tags)),
        ("visibility", event.visibility.value),
        ("source", ", ".join(filter(None, (event.provenance.source, event.provenance.origin, event.provenance.place)))),
    )
    yield from (f"{name:{_WIDTH}} {value}" for name, value in facts if value)
    yield from _incident(event)
    yield from _listed("changes", [describe_change(change) for change in event.changes])
    yield from _listed("links", [f"{link.rel}: {link.url}" for link in event.links])
    yield from _listed("details", [f"{name}: {value}" for name, value in event.details])
    yield from _listed("review", list(event.review))
    if event.body:
        yield from ("", *event.body.splitlines())
    yield ""
    for revision in revisions:
        kind = revision.content()["type"]
        what = "retracted" if kind == "retraction" else "recorded" if revision.number == 1 else "amended"
        reason = f": {revision.reason}" if revision.reason else ""
        yield f"revision {revision.number}, {what} {revision.recorded_at} by {revision.author}{reason}"
    for number in conflicts(revisions):
        yield f"conflict: revision {number} was written in two stores; the one that counts is shown above"


def _incident(event: Event) -> Iterator[str]:
    incident = event.incident
    if incident is None:
        return
    yield f"{'severity':{_WIDTH}} {incident.severity}"
    if incident.affects:
        yield f"{'affects':{_WIDTH}} {', '.join(incident.affects)}"
    if incident.cause:
        yield f"{'cause':{_WIDTH}} {incident.cause}"
    if incident.fix:
        yield f"{'fix':{_WIDTH}} {incident.fix}"
    yield from _listed("updates", [f"{update.when}  {update.text}" for update in incident.updates])


def _listed(name: str, values: list[str]) -> Iterator[str]:
    for number, value in enumerate(values):
        yield f"{'' if number else name:{_WIDTH}} {value}"
