"""`tracker import csv`: one event a row."""

from typing import Annotated

import typer

from tracker.cli.importing import CheckOption, EncodingOption, FileArgument, KeepGoingOption, run_import, zones
from tracker.cli.options import ClusterOption, DryRunOption, Format, FormatOption
from tracker.cli.session import Session
from tracker.domain.cluster import Cluster
from tracker.services.importing import ImportPlan
from tracker.services.ports import Timeline

app = typer.Typer()


@app.command()
def csv(
    ctx: typer.Context,
    file: FileArgument,
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="NAME=HEADING", help="Which heading of the file stands for a column of ours."),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option("--delimiter", metavar="CHAR", help="Between the cells: , ; | or tab; found by looking."),
    ] = None,
    encoding: EncodingOption = None,
    keep_going: KeepGoingOption = False,
    dry_run: DryRunOption = False,
    judge: CheckOption = True,
    cluster: ClusterOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Import events from CSV, one a row, as 'export csv' writes them or from a spreadsheet.

    Examples:
      tracker import csv changes.csv --cluster seoul
      tracker import csv changes.csv --column date=Day --column title=What --delimiter ';' --dry-run
      tracker import csv 변경.csv --encoding cp949 --keep-going
    """
    from tracker.importers import csv_events
    from tracker.importers.text_file import open_text, origin_of

    session = Session.of(ctx)
    with open_text(file, encoding) as lines, session.open_store() as store:
        chosen = default_cluster(session, store.timeline, cluster)
        plan = ImportPlan(
            chosen, session.now(), session.settings.visibility, keep_going=keep_going, origin=origin_of(file)
        )
        reads = csv_events.read(
            lines,
            origin=plan.origin,
            zone_of=zones(session, store, chosen),
            delimiter=_delimiter(delimiter),
            headings=_headings(columns or []),
        )
        run_import(session, store, plan, reads, format, dry_run=dry_run, judge=judge)


def default_cluster(session: Session, timeline: Timeline, name: str | None) -> Cluster | None:
    """Where entries go that name no cluster; None where several exist and none was chosen, so that each has to name one."""
    clusters = timeline.clusters(include_retired=False)
    if not name and not session.has_cluster and len(clusters) > 1:
        return None
    return session.cluster(timeline, name)


def _delimiter(text: str | None) -> str | None:
    chosen = {"tab": "\t", "\\t": "\t"}.get(text or "", text)
    if chosen is not None and len(chosen) != 1:
        raise typer.BadParameter(f"--delimiter {text}: one character, or tab")
    return chosen


def _headings(texts: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in texts]
    for (name, sign, heading), text in zip(pairs, texts, strict=True):
        if not (name and sign and heading):
            raise typer.BadParameter(f"--column {text}: write it as NAME=HEADING, such as date=Day")
    return {name.strip(): heading.strip() for name, _, heading in pairs}
