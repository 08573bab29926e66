"""`tracker add`: one event, as it is typed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from tracker import bootstrap
from tracker.cli import completion, editor
from tracker.cli.options import ClusterOption, DryRunOption, Format, FormatOption
from tracker.cli.output import emit_document, say, warn
from tracker.cli.session import Session
from tracker.cli.subjects import links_of, statements_of
from tracker.cli.wording import finding_line
from tracker.domain.cluster import Cluster
from tracker.domain.dates import parse_when
from tracker.domain.event import EventKind, Visibility
from tracker.domain.identity import IdentifierSource, short_id
from tracker.services.ports import Store
from tracker.services.recording import Draft, Understood, record, understand
from tracker.services.views import event_row, finding_row

if TYPE_CHECKING:
    from tracker.domain.outcome import Finding

app = typer.Typer()

_INSTRUCTIONS = """\
# The first line is the title, read like the text of 'tracker add'; Markdown may follow below an empty line.
# Leave it empty to record nothing."""


@app.command()
def add(
    ctx: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]", help="What happened, in English or Korean; - reads it from stdin."),
    ] = None,
    on: Annotated[
        str, typer.Option("--on", "--at", metavar="DATE", help="When: 2017-09-25, '2017-09-25 14:30', yesterday, 3d …")
    ] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="When it was over, if it lasted.")] = "",
    kind: Annotated[
        EventKind | None, typer.Option("--kind", help="What sort of event; the changes decide otherwise.")
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A setting; COMPONENT/KEY=VALUE for its own.")
    ] = None,
    components: Annotated[
        list[str] | None,
        typer.Option(
            "--component", metavar="NAME[@V]", help="A component that was added.", autocompletion=completion.subjects
        ),
    ] = None,
    retired: Annotated[
        list[str] | None,
        typer.Option("--retire", metavar="NAME", help="What is gone now.", autocompletion=completion.subjects),
    ] = None,
    versions: Annotated[
        list[str] | None, typer.Option("--version", metavar="NAME=V", help="A version of the platform or a component.")
    ] = None,
    pools: Annotated[
        list[str] | None, typer.Option("--pool", metavar="NAME=KUBELET", help="The kubelet version of a node pool.")
    ] = None,
    links: Annotated[
        list[str] | None,
        typer.Option("--link", metavar="[REL=]URL", help="More about it: release, issue, postmortem …"),
    ] = None,
    tags: Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="A tag; can be repeated.")] = None,
    body: Annotated[str, typer.Option("--body", metavar="MARKDOWN", help="What else there is to say.")] = "",
    visibility: Annotated[
        Visibility | None, typer.Option("--visibility", help="Who may read it on a published site.")
    ] = None,
    in_editor: Annotated[bool, typer.Option("--edit", help="Write it in your editor.")] = False,
    dry_run: DryRunOption = False,
    judge: Annotated[bool, typer.Option("--check/--no-check", help="Show the findings that the event causes.")] = True,
    cluster: ClusterOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Record what happened to a cluster: an upgrade, a component, a setting, a note.

    The text is read in a small grammar: versions, "added" and "retired" (도입, 은퇴, 재도입), settings in quotes. What
    is not clear stays text, and tracker says so.

    Examples:
      tracker add "kube-aws v0.9.8 / kubernetes v1.7.4" --on 2017-09-25
      tracker add Labelgun retired
      tracker add 'nodeMonitorGracePeriod: "90s"' --link https://github.com/kubernetes-retired/kube-aws/issues/598
      tracker add --version coredns=1.11.3 --pool workers=1.27.3 --tag maintenance
      git log -1 --format=%B | tracker add -
    """
    session = Session.of(ctx)
    line, below = _text(text or [], session, in_editor=in_editor)
    statements = statements_of(
        settings=settings or (),
        components=components or (),
        retired=retired or (),
        versions=versions or (),
        pools=pools or (),
    )
    with session.open_store() as store:
        chosen = session.cluster(store.timeline, cluster)
        now = session.now()
        draft = Draft(
            when=parse_when(on or "today", now=now, zone=chosen.zone),
            text=line,
            body="\n\n".join(filter(None, (below, body))),
            kind=kind,
            statements=statements,
            links=tuple(links_of(links or ())),
            tags=tuple(tags or ()),
            visibility=visibility or session.settings.visibility,
            ended=parse_when(until, now=now, zone=chosen.zone) if until else None,
            issue_url=session.settings.issue_url,
        )
        understood = _record(session, store, chosen, draft, dry_run=dry_run)
        findings = _findings(session, store, chosen, understood) if judge and not dry_run else ()
    _tell(understood, chosen, findings, format, dry_run=dry_run)


def _text(words: list[str], session: Session, *, in_editor: bool) -> tuple[str, str]:
    text = editor.read_stdin() if words == ["-"] else " ".join(words)
    if in_editor:
        text = editor.edit(text, session.environment, instructions=_INSTRUCTIONS)
    return editor.first_line_and_rest(text)


def _record(session: Session, store: Store, cluster: Cluster, draft: Draft, *, dry_run: bool) -> Understood:
    now = session.now()
    event_id = IdentifierSource().next(now)
    if dry_run:
        return understand(store.timeline, cluster, draft, event_id=event_id, now=now)
    with store.unit_of_work(author=session.author, recorded_at=now) as work:
        # Read inside the transaction: what was there before is what the event before this one left.
        understood = understand(work.timeline, cluster, draft, event_id=event_id, now=now)
        record(work, understood.event)
        work.commit()
    return understood


def _findings(session: Session, store: Store, cluster: Cluster, understood: Understood) -> "tuple[Finding, ...]":
    if not understood.event.changes:
        return ()
    from tracker.services.findings import findings_caused_by

    return findings_caused_by(
        understood.event, store.timeline, cluster, lambda: bootstrap.open_reference(session.settings)
    )


def _tell(
    understood: Understood, cluster: Cluster, findings: "tuple[Finding, ...]", output: Format, *, dry_run: bool
) -> None:
    event = understood.event
    row = event_row(event, cluster.name)
    row["warnings"] = list(understood.warnings)
    row["findings"] = [finding_row(finding) for finding in findings]

    def lines() -> Iterator[str]:
        done = "would record" if dry_run else f"recorded {short_id(event.id)}:"
        yield f"{done} {event.kind} in {cluster.name} on {event.when}: {event.title}"
        yield from (f"  {line}" for line in understood.lines)
        if not understood.lines:
            yield "  kept as text; it changes no version, component or setting"

    emit_document(row, output, text=lines)
    if output is Format.TABLE:
        for text in understood.warnings:
            warn(text)
        for finding in findings:
            say(finding_line(finding))
            if finding.advice:
                say(f"  {finding.advice}")
