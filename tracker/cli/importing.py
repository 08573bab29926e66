"""What the import commands share: the transaction, the dry run, the summary."""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any

import typer

from tracker.cli.event_table import event_columns, event_rows
from tracker.cli.options import Format
from tracker.cli.output import emit, emit_document, say
from tracker.cli.session import Session
from tracker.cli.wording import count
from tracker.domain.cluster import Cluster
from tracker.domain.event import Event, EventKind
from tracker.domain.identity import short_id
from tracker.services.importing import ImportPlan, ImportSummary, import_observations
from tracker.services.observation import Read
from tracker.services.ports import Store

FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="The file; - reads stdin.")]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="UTF-8 otherwise, or what its byte-order mark says.")
]
KeepGoingOption = Annotated[
    bool, typer.Option("--keep-going", help="Leave out broken entries, and say which, instead of importing nothing.")
]
_SHOWN = 30


def run_import(
    session: Session,
    store: Store,
    plan: ImportPlan,
    reads: Iterable[Read],
    output: Format,
    *,
    dry_run: bool,
) -> None:
    """Import the observations and tell what was done; a dry run shows what would be recorded."""
    new: list[Event] = []
    with store.unit_of_work(author=session.author, recorded_at=plan.now) as work:
        summary = import_observations(work, reads, plan, new.append if dry_run else lambda _event: None)
        clusters = work.timeline.clusters()
        if not dry_run:
            work.commit()
    if dry_run:
        emit(event_rows(new, clusters), event_columns(clusters, with_review=True), output, nothing="nothing is new")
        for line in summary_lines(summary, plan, dry_run=True):
            say(line)
    else:
        emit_document(_document(summary, plan), output, text=lambda: summary_lines(summary, plan, dry_run=False))


def zones(session: Session, store: Store, default: Cluster | None) -> Callable[[str], str]:
    """The time zone of a cluster by its name; of the default one for an empty name."""
    known: dict[str, str] = {"": default.zone if default else "UTC"}

    def zone_of(name: str) -> str:
        if name not in known:
            known[name] = store.timeline.cluster(name).zone
        return known[name]

    return zone_of


def summary_lines(summary: ImportSummary, plan: ImportPlan, *, dry_run: bool) -> Iterator[str]:
    """What an import did, for a person."""
    into = f" into {plan.cluster.name}" if plan.cluster else ""
    verb = "would be recorded" if dry_run else "recorded"
    yield f"{count(summary.read, 'entry', 'entries')} in {plan.origin}: {summary.recorded:,} {verb}{into}, {summary.known:,} known already"
    if summary.recorded:
        kinds = sorted(summary.kinds.items(), key=lambda item: -item[1])
        yield "  " + ", ".join(f"{kind.value} {count:,}" for kind, count in kinds)
    if summary.to_review:
        yield f"{count(summary.to_review, 'of them needs', 'of them need')} a look ('tracker log --review'):"
        for event in summary.review[:_SHOWN]:
            yield f"  {event.when}  {short_id(event.id)}  {event.title}"
            yield from (f"      {reason}" for reason in event.review)
        yield from _more(summary.to_review)
    if summary.skipped:
        yield f"{count(summary.skipped, 'part was', 'parts were')} left out:"
        for skip in summary.skips[:_SHOWN]:
            excerpt = f": {skip.excerpt}" if skip.excerpt else ""
            yield f"  {skip.place} {skip.reason}{excerpt}"
        yield from _more(summary.skipped)
    if summary.gone:
        yield f"{count(len(summary.gone), 'entry was', 'entries were')} imported from {plan.origin} before and stand there no longer:"
        for event in summary.gone[:_SHOWN]:
            yield f"  {event.when}  {short_id(event.id)}  {event.title}"
        yield from _more(len(summary.gone))
        yield "  take back what is wrong: tracker retract ID --why TEXT"


def _document(summary: ImportSummary, plan: ImportPlan) -> dict[str, Any]:
    return {
        "origin": plan.origin,
        "cluster": plan.cluster.name if plan.cluster else None,
        "read": summary.read,
        "recorded": summary.recorded,
        "known": summary.known,
        "kinds": {kind.value: summary.kinds[kind] for kind in EventKind if summary.kinds[kind]},
        "to_review": summary.to_review,
        "review": [
            {"id": event.id, "date": str(event.when), "title": event.title, "reasons": list(event.review)}
            for event in summary.review
        ],
        "skipped": summary.skipped,
        "skips": [{"place": skip.place, "reason": skip.reason, "excerpt": skip.excerpt} for skip in summary.skips],
        "gone": [{"id": event.id, "date": str(event.when), "title": event.title} for event in summary.gone],
    }


def _more(total: int) -> Iterator[str]:
    if total > _SHOWN:
        yield f"  … and {total - _SHOWN:,} more"
