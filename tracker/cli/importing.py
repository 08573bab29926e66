"""What the import commands share: the transaction, the dry run, the summary."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker import bootstrap
from tracker.cli.counting import counted
from tracker.cli.event_table import event_columns, event_rows
from tracker.cli.options import Format
from tracker.cli.output import emit, emit_document, say
from tracker.cli.session import Session
from tracker.cli.wording import count, finding_line
from tracker.domain.cluster import Cluster
from tracker.domain.event import Event, EventKind
from tracker.domain.identity import short_id
from tracker.services.importing import ImportPlan, ImportSummary, import_observations
from tracker.services.observation import Read
from tracker.services.ports import Store
from tracker.services.views import finding_row

if TYPE_CHECKING:
    from tracker.domain.outcome import Finding

FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="The file; - reads stdin.")]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="UTF-8 otherwise, or what its byte-order mark says.")
]
KeepGoingOption = Annotated[
    bool, typer.Option("--keep-going", help="Leave out broken entries, and say which, instead of importing nothing.")
]
CheckOption = Annotated[
    bool, typer.Option("--check/--no-check", help="Show the findings that rest on what was imported.")
]
_SHOWN = 30
_JUDGED = 5_000
"""After a larger import nobody reads findings one by one; 'tracker check' tells them."""


def run_import(
    session: Session,
    store: Store,
    plan: ImportPlan,
    reads: Iterable[Read],
    output: Format,
    *,
    dry_run: bool,
    judge: bool = True,
) -> None:
    """Import the observations and tell what was done; a dry run shows what would be recorded."""
    if dry_run:
        show_import(session, store, plan, reads, output)
        return
    with store.unit_of_work(author=session.author, recorded_at=plan.now) as work:
        summary = import_observations(work, counted(reads, sys.stderr), plan)
        work.commit()
    tell_import(session, store, plan, summary, output, judge=judge)


def show_import(session: Session, store: Store, plan: ImportPlan, reads: Iterable[Read], output: Format) -> None:
    """Show what an import would record."""
    new: list[Event] = []
    with store.unit_of_work(author=session.author, recorded_at=plan.now) as work:
        summary = import_observations(work, reads, plan, new.append)
        clusters = work.timeline.clusters()
    emit(event_rows(new, clusters), event_columns(clusters, with_review=True), output, nothing="nothing is new")
    for line in summary_lines(summary, plan, dry_run=True):
        say(line)


def tell_import(
    session: Session,
    store: Store,
    plan: ImportPlan,
    summary: ImportSummary,
    output: Format,
    *,
    judge: bool,
) -> None:
    """Tell what an import did, and what follows from it."""
    findings = _findings(session, store, summary) if judge else ()
    emit_document(
        _document(summary, plan, findings),
        output,
        text=lambda: (*summary_lines(summary, plan, dry_run=False), *_finding_lines(findings)),
    )


def _findings(session: Session, store: Store, summary: ImportSummary) -> "tuple[Finding, ...]":
    """What `tracker check` says today because of what was imported: the findings that rest on one of these events."""
    if not summary.recorded:
        return ()
    if summary.recorded > _JUDGED:
        say(f"more than {_JUDGED:,} events came in: 'tracker check' judges what they recorded")
        return ()
    from tracker.domain.outcome import EvidenceKind, Finding
    from tracker.services.check import CheckRequest, check

    today = session.today()
    touched = frozenset(summary.identifiers)
    living = store.timeline.clusters(include_retired=False)
    assessment = check(
        store.timeline,
        bootstrap.open_reference(session.settings),
        CheckRequest(clusters=living, day=today, today=today),
    )
    return tuple(
        outcome
        for outcome in assessment.outcomes
        if isinstance(outcome, Finding)
        and any(each.kind is EvidenceKind.EVENT and each.locator in touched for each in outcome.evidence)
    )


def _finding_lines(findings: "tuple[Finding, ...]") -> Iterator[str]:
    if findings:
        yield f"{count(len(findings), 'finding rests', 'findings rest')} on what was imported ('tracker check' says more):"
        for finding in findings[:_SHOWN]:
            yield f"  {finding_line(finding)}"
        yield from _more(len(findings))


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
            yield f"  {skip.place}: {skip.reason}{excerpt}"
        yield from _more(summary.skipped)
    if summary.gone:
        yield f"{count(len(summary.gone), 'entry was', 'entries were')} imported from {plan.origin} before and stand there no longer:"
        for event in summary.gone[:_SHOWN]:
            yield f"  {event.when}  {short_id(event.id)}  {event.title}"
        yield from _more(len(summary.gone))
        yield "  take back what is wrong: tracker retract ID --why TEXT"


def _document(summary: ImportSummary, plan: ImportPlan, findings: "tuple[Finding, ...]") -> dict[str, Any]:
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
        "findings": [finding_row(finding) for finding in findings],
    }


def _more(total: int) -> Iterator[str]:
    if total > _SHOWN:
        yield f"  … and {total - _SHOWN:,} more"
