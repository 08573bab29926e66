"""`tracker check`: what is wrong with the recorded clusters, today, on a past day, or through their whole history."""

import shutil
import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker import bootstrap
from tracker.cli.exit_codes import ExitCode
from tracker.cli.options import AtOption, ClustersOption
from tracker.cli.output import say
from tracker.cli.session import Session
from tracker.cli.table import uses_colour
from tracker.domain.control_characters import visible
from tracker.domain.errors import InvalidDataError
from tracker.domain.outcome import Severity

if TYPE_CHECKING:
    from tracker.services.assessment import Assessment

app = typer.Typer()


class CheckFormat(StrEnum):
    """How the outcomes are written; `tracker.reports.outcomes.formats` has one module for each."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    JUNIT = "junit"
    PROMETHEUS = "prometheus"


class FailOn(StrEnum):
    """The least severity that makes the command fail."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    NOTE = "note"
    NEVER = "never"


@app.command()
def check(
    ctx: typer.Context,
    clusters: ClustersOption = None,
    at: AtOption = None,
    throughout: Annotated[
        bool, typer.Option("--throughout", help="Judge the whole history: each finding with its first and last day.")
    ] = False,
    format: Annotated[CheckFormat, typer.Option("--format", "-f", help="How to print.")] = CheckFormat.TABLE,  # noqa: A002
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Return 4 when there is a finding of at least this severity.")
    ] = FailOn.NEVER,
    strict: Annotated[bool, typer.Option("--strict", help="Return 5 when something could not be decided.")] = False,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Known findings: they are shown, and do not count.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", metavar="FILE", help="Write what is found now as a baseline.")
    ] = None,
) -> None:
    """Say what is wrong with the recorded clusters: versions, support, compatibility, settings, the journal itself.

    Examples:
      tracker check
      tracker check --at 2017-09-25
      tracker check --throughout --format json
      tracker check --fail-on required --baseline known.json --format sarif
    """
    from tracker.reports.outcomes.formats import FORMATS, Look

    assessment = _assess(Session.of(ctx), clusters, at, _read(baseline), throughout=throughout)
    look = Look(shutil.get_terminal_size().columns, is_coloured=uses_colour(sys.stdout))
    sys.stdout.writelines(visible(text, keeps_colours=True) for text in FORMATS[format].render(assessment, look))
    if write_baseline:
        _write(write_baseline, assessment)
    raise typer.Exit(_status(assessment, fail_on, strict=strict))


def _assess(
    session: Session, names: list[str] | None, at: str | None, known: frozenset[str], *, throughout: bool
) -> "Assessment":
    from tracker.services.check import CheckRequest
    from tracker.services.waivers import read_waivers

    today = session.today()
    waivers = read_waivers(session.settings.waivers)
    reference = bootstrap.open_reference(session.settings)
    with session.open_store() as store:
        clusters = session.clusters(store.timeline, names)
        request = CheckRequest(
            clusters=clusters,
            day=_day(at, session) if at else today,
            today=today,
            is_throughout=throughout,
            covers_all=len(clusters) == len(store.timeline.clusters()),
            waivers=waivers,
            known=known,
        )
    # The store is closed: many clusters are checked in several processes, each with a connection of its own.
    return bootstrap.check_clusters(session.store_location, reference, request, _progress(len(clusters)))


def _day(text: str, session: Session) -> date:
    from tracker.domain.dates import parse_when

    return parse_when(text, now=session.now(), zone="UTC").last_day


def _read(path: Path | None) -> frozenset[str]:
    if path is None:
        return frozenset()
    from tracker.services.baseline import read_baseline

    try:
        return read_baseline(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDataError(
            f"{path}: the baseline cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error


def _write(path: Path, assessment: "Assessment") -> None:
    from tracker.services.baseline import write_baseline

    try:
        path.write_text(write_baseline(assessment), encoding="utf-8")
    except OSError as error:
        raise InvalidDataError(
            f"{path}: the baseline cannot be written: {getattr(error, 'strerror', None) or error}"
        ) from error
    say(f"wrote {len(assessment.outcomes)} known outcomes to {path}")


def _status(assessment: "Assessment", fail_on: FailOn, *, strict: bool) -> ExitCode:
    if fail_on is not FailOn.NEVER and assessment.at_or_above(Severity.parse(fail_on)):
        return ExitCode.FINDINGS
    return ExitCode.INCOMPLETE if strict and assessment.open_questions else ExitCode.OK


def _progress(total: int) -> Callable[[int], None]:
    """Counts on a terminal where it takes long enough to be looked at; silent in a pipe."""
    if total < 20 or not sys.stderr.isatty():
        return lambda _: None

    def show(done: int) -> None:
        sys.stderr.write(f"\rchecked {done:,} of {total:,} clusters" if done < total else "\r\x1b[K")

    return show
