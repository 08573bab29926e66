"""`tracker import journal`: dates followed by free text."""

import typer

from tracker.cli.importing import CheckOption, EncodingOption, FileArgument, run_import
from tracker.cli.options import ClusterOption, DryRunOption, Format, FormatOption
from tracker.cli.session import Session
from tracker.services.importing import ImportPlan
from tracker.services.vocabulary import Vocabulary

app = typer.Typer()


@app.command()
def journal(
    ctx: typer.Context,
    file: FileArgument,
    encoding: EncodingOption = None,
    dry_run: DryRunOption = False,
    judge: CheckOption = True,
    cluster: ClusterOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Import a journal: dates followed by free text, one entry a line or many run together.

    Versions, components, settings, links and issue keys become facts; prose stays a note in its language; a text that
    speaks of trouble becomes an incident. What is not sure is marked for review. A second import adds nothing.

    Examples:
      tracker import journal docs/history.md --dry-run
      tracker import journal docs/history.md --cluster seoul
      pbpaste | tracker import journal -
    """
    from tracker.importers import journal as importer
    from tracker.importers.text_file import origin_of, read_text

    session = Session.of(ctx)
    document, origin = read_text(file, encoding), origin_of(file)
    with session.open_store() as store:
        chosen = session.cluster(store.timeline, cluster)
        is_known = Vocabulary(store.timeline.subjects((chosen.id,))).is_known
        plan = ImportPlan(
            chosen, session.now(), session.settings.visibility, keep_going=True, origin=origin, watches_origin=True
        )
        reads = importer.read(document, origin=origin, zone=chosen.zone, is_known=is_known)
        run_import(session, store, plan, reads, format, dry_run=dry_run, judge=judge)
