"""`tracker verify`: is the ledger as it was written?"""

from collections.abc import Iterator

import typer

from tracker.cli.exit_codes import ExitCode
from tracker.cli.options import Format, FormatOption
from tracker.cli.output import emit_document
from tracker.cli.session import Session
from tracker.cli.wording import count
from tracker.services.ports import Verification

app = typer.Typer()


@app.command()
def verify(ctx: typer.Context, format: FormatOption = Format.TABLE) -> None:  # noqa: A002
    """Recompute every hash of the ledger and compare what is shown with what was written.

    Examples:
      tracker verify
      tracker db verify --format json
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        result = store.verify()
    document = {
        "clusters": result.clusters,
        "revisions": result.revisions,
        "events": result.events,
        "branches": dict(result.branches),
        "problems": [{"place": problem.place, "message": problem.message} for problem in result.problems],
    }
    emit_document(document, format, text=lambda: _lines(result))
    if result.problems:
        raise typer.Exit(ExitCode.FAILURE)


def _lines(result: Verification) -> Iterator[str]:
    for problem in result.problems:
        yield f"{problem.place}: {problem.message}"
    for name, heads in result.branches.items():
        yield f"cluster {name}: {heads} branches of history after a merge; both are kept"
    looked = (
        f"{count(result.revisions, 'revision')}, {count(result.events, 'event')}, {count(result.clusters, 'cluster')}"
    )
    if result.problems:
        yield f"{count(len(result.problems), 'problem')} in {looked}"
    else:
        yield f"intact: {looked}"
