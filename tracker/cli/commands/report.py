"""`tracker report`: may this cluster be upgraded, in which hops and which order, and what is not known."""

import shutil
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker import bootstrap
from tracker.cli.exit_codes import ExitCode
from tracker.cli.options import ClusterOption
from tracker.cli.output import say
from tracker.cli.session import Session
from tracker.cli.table import uses_colour
from tracker.domain.cluster import Cluster
from tracker.domain.control_characters import visible
from tracker.domain.errors import InvalidDataError
from tracker.domain.identity import short_id
from tracker.domain.outcome import Severity
from tracker.domain.upgrade.verdict import Verdict
from tracker.domain.version import Minor
from tracker.domain.when import When
from tracker.services.ports import Store

if TYPE_CHECKING:
    from tracker.services.readiness import ReadinessReport

app = typer.Typer()


class ReportFormat(StrEnum):
    """How the report is written; `tracker.reports.readiness.formats` has one module for each."""

    TABLE = "table"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"


class FailOn(StrEnum):
    """What makes the command fail."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    NEVER = "never"


@app.command()
def report(
    ctx: typer.Context,
    to: Annotated[
        str | None, typer.Option("--to", metavar="MINOR", help="The target, such as 1.31; the next minor by default.")
    ] = None,
    manifests: Annotated[
        list[str] | None,
        typer.Option("--manifests", "-m", metavar="PATH", help="Files, folders, patterns, or -; can be repeated."),
    ] = None,
    live: Annotated[
        bool, typer.Option("--live", help="Read the live cluster through kubectl; nothing is changed.")
    ] = False,
    context: Annotated[str, typer.Option("--context", metavar="NAME", help="With --live: kubectl's context.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file; its ending says the format.")
    ] = None,
    format: Annotated[  # noqa: A002
        ReportFormat | None, typer.Option("--format", "-f", help="How to write the report.")
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", metavar="FILE", help="An older report as JSON: what is new, what resolved."),
    ] = None,
    redact: Annotated[
        bool, typer.Option("--redact", help="Replace names and addresses, to show it to others.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the report in the store; the site shows it.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="The target is older: plan the way back.")] = False,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Return 4 when something of at least this severity stands in the way.")
    ] = FailOn.REQUIRED,
    strict: Annotated[bool, typer.Option("--strict", help="Return 5 when something is not known.")] = False,
    cluster: ClusterOption = None,
) -> None:
    """Say whether a cluster is ready to be upgraded: hops, order, blockers, what is unknown, what the past teaches.

    Examples:
      tracker report --to 1.31 --manifests k8s
      tracker report --live --format markdown
      tracker report --to 1.31 --manifests k8s -o report.html --keep
      tracker report --manifests k8s --compare last.json --strict
    """
    from tracker.cli.readiness import Request, assess

    session = Session.of(ctx)
    style = _format(format, output)
    request = Request(
        to=Minor.parse(to) if to else None,
        manifests=tuple(manifests or ()),
        kubectl=bootstrap.find_kubectl(context) if live else None,
        rollback=rollback,
        redact=redact,
        compare=compare,
    )
    with session.open_store() as store:
        chosen = session.cluster(store.timeline, cluster)
        assessed, document = assess(session, store.timeline, chosen, request)
        _write(document, style, output)
        if keep:
            _keep(session, store, chosen, document)
    raise typer.Exit(_status(assessed, fail_on, strict=strict))


def _format(chosen: ReportFormat | None, output: Path | None) -> str:
    from tracker.reports.readiness.formats import format_for

    if chosen is not None:
        return chosen.value
    return format_for(output.name) if output else ReportFormat.TABLE.value


def _write(document: Mapping[str, Any], style: str, output: Path | None) -> None:
    from tracker.reports.outcomes.formats import Look
    from tracker.reports.readiness.formats import FORMATS

    if output is None:
        look = Look(shutil.get_terminal_size().columns, is_coloured=uses_colour(sys.stdout))
        sys.stdout.writelines(visible(text, keeps_colours=True) for text in FORMATS[style].render(document, look))
        return
    text = "".join(FORMATS[style].render(document))
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InvalidDataError(f"{output}: the report cannot be written: {error.strerror}") from error
    say(f"{document['verdict']}; wrote {output}")


def _keep(session: Session, store: Store, cluster: Cluster, document: Mapping[str, Any]) -> None:
    from tracker.domain.identity import IdentifierSource
    from tracker.services.kept_reports import keep_report

    now = session.now()
    with store.unit_of_work(author=session.author, recorded_at=now) as work:
        event = keep_report(
            work,
            cluster,
            document,
            event_id=IdentifierSource().next(now),
            when=When.at(now, cluster.zone),
            visibility=session.settings.visibility,
        )
        work.commit()
    say(f"kept as {short_id(event.id)}: {event.title}")


def _status(report: "ReadinessReport", fail_on: FailOn, *, strict: bool) -> ExitCode:
    advised = (Verdict.READY_WITH_ADVICE, Verdict.NOT_READY)
    fails = {
        FailOn.REQUIRED: report.judgement.verdict is Verdict.NOT_READY,
        FailOn.RECOMMENDED: report.judgement.verdict in advised
        or bool(report.assessment.at_or_above(Severity.RECOMMENDED)),
        FailOn.NEVER: False,
    }
    if fails[fail_on]:
        return ExitCode.FINDINGS
    return ExitCode.INCOMPLETE if strict and not report.is_complete else ExitCode.OK
