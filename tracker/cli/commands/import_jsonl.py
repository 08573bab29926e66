"""`tracker import jsonl`: events as JSON lines, or a whole ledger of another store."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

import typer

from tracker.cli.commands.import_csv import default_cluster
from tracker.cli.counting import counted
from tracker.cli.importing import (
    CheckOption,
    EncodingOption,
    FileArgument,
    KeepGoingOption,
    show_import,
    tell_import,
    zones,
)
from tracker.cli.options import ClusterOption, DryRunOption, Format, FormatOption
from tracker.cli.output import emit_document
from tracker.cli.session import Session
from tracker.cli.wording import count
from tracker.domain.errors import ImporterError, InvalidDataError
from tracker.domain.ledger import Revision
from tracker.services.importing import ImportPlan, ImportSummary, import_batches
from tracker.services.ports import Store
from tracker.services.preparing import prepare

app = typer.Typer()


@app.command()
def jsonl(
    ctx: typer.Context,
    file: FileArgument,
    encoding: EncodingOption = None,
    keep_going: KeepGoingOption = False,
    dry_run: DryRunOption = False,
    judge: CheckOption = True,
    cluster: ClusterOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Import events from JSON lines, or merge a ledger that 'export jsonl' wrote.

    A ledger is merged revision by revision: what is known is skipped, what two stores wrote apart from each other is kept
    from both, and every hash is checked.

    Examples:
      tracker import jsonl changes.jsonl --cluster seoul
      tracker --store laptop.db export jsonl | tracker --store team.db import jsonl -
    """
    from tracker.domain.ledger_line import is_ledger_line
    from tracker.importers import jsonl_events
    from tracker.importers.text_file import open_text, origin_of

    session = Session.of(ctx)
    with open_text(file, encoding) as text, session.open_store() as store:
        lines, first = _with_first(text)
        if is_ledger_line(first):
            _merge(session, store, lines, origin_of(file), format, dry_run=dry_run)
            return
        chosen = default_cluster(session, store.timeline, cluster)
        plan = ImportPlan(
            chosen, session.now(), session.settings.visibility, keep_going=keep_going, origin=origin_of(file)
        )
        zone_of = zones(session, store, chosen)
        if dry_run:
            reads = jsonl_events.read(lines, origin=plan.origin, zone_of=zone_of)
            show_import(session, store, plan, reads, format)
        else:
            summary = _record(session, store, plan, lines, zone_of)
            tell_import(session, store, plan, summary, format, judge=judge)


def _with_first(text: Iterable[str]) -> tuple[Iterator[str], str]:
    """All lines, and the first that is not empty."""
    lines = iter(text)
    empty: list[str] = []
    for line in lines:
        if line.strip():
            return chain(empty, [line], lines), line
        empty.append(line)
    return iter(empty), ""


def _record(
    session: Session, store: Store, plan: ImportPlan, lines: Iterable[str], zone_of: Callable[[str], str]
) -> ImportSummary:
    """Import the events, read by as many processes as there are cores when there are many."""
    from tracker.importers.jsonl_batches import prepared_batches
    from tracker.importers.jsonl_events import Source
    from tracker.workers import in_order

    with store.unit_of_work(author=session.author, recorded_at=plan.now) as work:
        batches = prepared_batches(
            lines,
            Source(plan.origin, zone_of),
            {each.name: each.zone for each in work.timeline.clusters()} | {"": zone_of("")},
            partial(prepare, draft=work.draft, visibility=plan.visibility),
            in_order,
            os.cpu_count() or 1,
        )
        summary = import_batches(work, counted(batches, sys.stderr, len), plan)
        work.commit()
    return summary


def _merge(session: Session, store: Store, lines: Iterable[str], origin: str, output: Format, *, dry_run: bool) -> None:
    read = 0

    def revisions() -> Iterator[Revision]:
        nonlocal read
        for revision in _revisions(lines, origin):
            read += 1
            yield revision

    with store.unit_of_work(author=session.author, recorded_at=session.now()) as work:
        new = sum(1 for _ in work.merge(revisions()))
        if not dry_run:
            work.commit()
    document = {"origin": origin, "read": read, "merged": new, "known": read - new}
    verb = "would be merged" if dry_run else "merged"
    emit_document(
        document,
        output,
        text=lambda: [f"{count(read, 'revision')} in {origin}: {new:,} {verb}, {read - new:,} known already"],
    )


def _revisions(lines: Iterable[str], origin: str) -> Iterator[Revision]:
    from tracker.domain.ledger_line import parse_line

    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield parse_line(line)
            except InvalidDataError as error:
                raise ImporterError(f"{error}; nothing was merged", origin=origin, place=f"line {number}") from error
