"""`tracker retract`: an event that does not count any more."""

from typing import Annotated

import typer

from tracker.cli.options import EventArgument
from tracker.cli.output import say
from tracker.cli.session import Session
from tracker.domain.identity import short_id
from tracker.services.correcting import retract as take_back

app = typer.Typer()


@app.command()
def retract(
    ctx: typer.Context,
    event_id: EventArgument,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, kept in the ledger.")],
) -> None:
    """Take an event back: it counts no more, and the ledger keeps it with your reason.

    Examples:
      tracker retract 3f2a91bc --why "happened in the other cluster"
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        event = store.timeline.event(event_id)
        take_back(store, event, why, author=session.author, now=session.now())
    say(f"retracted {short_id(event.id)}: {event.title}")
