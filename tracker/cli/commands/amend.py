"""`tracker amend`: a correction, as a new revision."""

from typing import Annotated

import typer

from tracker.cli import editor
from tracker.cli.options import DryRunOption, EventArgument
from tracker.cli.output import say
from tracker.cli.session import Session
from tracker.cli.subjects import links_of, statements_of
from tracker.domain.dates import parse_when
from tracker.domain.event import Event, EventKind, Visibility
from tracker.domain.identity import short_id
from tracker.services.correcting import Amendment, describe_amendment
from tracker.services.correcting import amend as amended_by
from tracker.services.incidents import revise

app = typer.Typer()

_INSTRUCTIONS = """\
# The first line is the title, read like the text of 'tracker add'; Markdown may follow below an empty line."""


@app.command()
def amend(
    ctx: typer.Context,
    event_id: EventArgument,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]", help="A new first line; its changes replace the old ones.")
    ] = None,
    on: Annotated[str, typer.Option("--on", "--at", metavar="DATE", help="When it really happened.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="When it was over.")] = "",
    kind: Annotated[EventKind | None, typer.Option("--kind", help="What sort of event it is.")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A setting, besides what the text says.")
    ] = None,
    components: Annotated[
        list[str] | None, typer.Option("--component", metavar="NAME[@V]", help="A component that was added.")
    ] = None,
    retired: Annotated[list[str] | None, typer.Option("--retire", metavar="NAME", help="What is gone.")] = None,
    versions: Annotated[list[str] | None, typer.Option("--version", metavar="NAME=V", help="A version.")] = None,
    pools: Annotated[list[str] | None, typer.Option("--pool", metavar="NAME=KUBELET", help="A node pool.")] = None,
    body: Annotated[str | None, typer.Option("--body", metavar="MARKDOWN", help="A new text below the title.")] = None,
    tags: Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="One more tag.")] = None,
    untag: Annotated[list[str] | None, typer.Option("--untag", metavar="TAG", help="One tag less.")] = None,
    links: Annotated[list[str] | None, typer.Option("--link", metavar="[REL=]URL", help="One more link.")] = None,
    visibility: Annotated[Visibility | None, typer.Option("--visibility", help="Who may read it.")] = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="You looked at it: its reasons for a review go.")
    ] = False,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, kept with the revision.")] = "",
    in_editor: Annotated[bool, typer.Option("--edit", help="Change title and text in your editor.")] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Correct an event: a new revision is added, and the old ones stay to be seen.

    Examples:
      tracker amend 3f2a91bc "kubernetes v1.7.4" --why "typed the wrong patch"
      tracker amend 3f2a91bc --on 2017-09-26
      tracker amend 3f2a91bc --reviewed
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        event = store.timeline.event(event_id)
        cluster = store.timeline.cluster(event.cluster_id)
        line, below = " ".join(text) if text else None, body
        if in_editor:
            line, below = _edited(event, session)
        now = session.now()
        amendment = Amendment(
            text=line,
            body=below,
            when=parse_when(on, now=now, zone=cluster.zone) if on else None,
            ended=parse_when(until, now=now, zone=cluster.zone) if until else None,
            kind=kind,
            visibility=visibility,
            add_tags=tuple(tags or ()),
            remove_tags=tuple(untag or ()),
            links=tuple(links_of(links or ())),
            statements=statements_of(
                settings=settings or (),
                components=components or (),
                retired=retired or (),
                versions=versions or (),
                pools=pools or (),
            ),
            is_reviewed=reviewed,
        )
        after = amended_by(store.timeline, cluster, event, amendment, now=now)
        if not dry_run:
            revise(store, after, author=session.author, now=now, reason=why)
    say(f"{'would amend' if dry_run else 'amended'} {short_id(event.id)}: {after.title}")
    for change in describe_amendment(event, after):
        say(f"  {change}")


def _edited(event: Event, session: Session) -> tuple[str | None, str | None]:
    text = f"{event.title}\n\n{event.body}".strip()
    title, body = editor.first_line_and_rest(editor.edit(text, session.environment, instructions=_INSTRUCTIONS))
    return (title if title != event.title else None), body
