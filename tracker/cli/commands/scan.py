"""`tracker scan`: what a Kubernetes minor refuses, deprecates or cannot serve yet, and what a drain breaks."""

import shutil
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tracker import bootstrap
from tracker.cli.exit_codes import ExitCode
from tracker.cli.output import say
from tracker.cli.session import Session
from tracker.cli.table import uses_colour
from tracker.domain.control_characters import visible
from tracker.domain.errors import InvalidDataError, NotFoundError, StoreError
from tracker.domain.version import Minor, Version, parse_version
from tracker.services.scan import Question, Tally, assessment

if TYPE_CHECKING:
    from tracker.domain.knowledge.reference import Reference
    from tracker.services.waivers import Waiver

app = typer.Typer()


class ScanFormat(StrEnum):
    """How the result is written."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    JUNIT = "junit"
    PLUTO = "pluto-json"
    KUBENT = "kubent-json"


class FailOn(StrEnum):
    """The least severity that makes the command fail."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    NEVER = "never"


class Only(StrEnum):
    """Which rules are asked."""

    APIS = "apis"
    DRAIN = "drain"


@app.command()
def scan(
    ctx: typer.Context,
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, patterns, or - for standard input.")
    ],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="MINOR", help="The target, such as 1.31; the recorded cluster's next by default."),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="MINOR", help="What the cluster runs now; as recorded by default.")
    ] = None,
    component: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VERSION", help="An add-on's version, for its custom resources; can be repeated."),
    ] = None,
    only: Annotated[Only | None, typer.Option(help="Ask only the API rules, or only the drain rules.")] = None,
    format: Annotated[  # noqa: A002
        ScanFormat, typer.Option("--format", "-f", help="How to print; the last two as pluto and kubent do.")
    ] = ScanFormat.TABLE,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Return 4 when there is a finding of at least this severity.")
    ] = FailOn.REQUIRED,
    strict: Annotated[
        bool, typer.Option("--strict", help="Return 5 when something could not be read or decided.")
    ] = False,
    exit_error: Annotated[
        bool, typer.Option("--exit-error", help="With kubent-json: return 200 when something is found.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Print, as a diff, the moves to new APIs that only change the apiVersion.")
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="With --fix: change the files.")] = False,
    ignore: Annotated[bool, typer.Option("--ignore/--no-ignore", help="Leave out what .gitignore names.")] = True,
) -> None:
    """Find what a Kubernetes minor refuses or deprecates in manifests, and what a drain would break.

    Examples:
      tracker scan k8s --to 1.31
      helm template ./chart | tracker scan - --to 1.31 --only apis
      kubectl get all -A -o yaml --show-managed-fields | tracker scan - --from 1.28 --to 1.31
      tracker scan k8s --to 1.31 --fix --write
      tracker scan k8s --to 1.31 --format pluto-json
    """
    session = Session.of(ctx)
    reference = bootstrap.open_reference(session.settings)
    if write and not fix:
        raise typer.BadParameter("--write changes files only together with --fix")
    dropin = format in (ScanFormat.PLUTO, ScanFormat.KUBENT)
    current, recorded = _recorded(session, reference) if to is None or session.cluster_option else (None, {})
    current = Minor.parse(from_) if from_ else current
    question = Question(
        target=_target(to, current),
        current=current,
        components=recorded | _components(component or [], reference),
        apis=only is not Only.DRAIN,
        drain=only is not Only.APIS and not dropin and not fix,
    )
    tally = bootstrap.scan_manifests(paths, question, reference, respect_ignore=ignore)
    if fix:
        raise typer.Exit(_fix(tally, question, reference, write=write))
    if dropin:
        raise typer.Exit(_print_dropin(tally, question, reference, format, exit_error=exit_error))
    raise typer.Exit(_print(session, tally, reference, format, fail_on, strict=strict))


def _recorded(session: Session, reference: "Reference") -> tuple[Minor | None, dict[str, Version]]:
    """What the recorded cluster runs, with its add-ons; nothing where there is no store and none was asked for."""
    from tracker.services.scan import recorded_versions

    try:
        with session.open_store() as store:
            cluster = session.cluster(store.timeline)
            return recorded_versions(store.timeline.state(cluster.id), cluster.name, reference)
    except (StoreError, NotFoundError):
        if session.cluster_option:
            raise
        return None, {}


def _target(to: str | None, current: Minor | None) -> Minor:
    if to is not None:
        return Minor.parse(to)
    if current is None:
        raise InvalidDataError("which target? No cluster is recorded here: say --to MINOR, for instance --to 1.31")
    say(f"target: {current.next()}, the minor after {current}")
    return current.next()


def _components(pairs: list[str], reference: "Reference") -> dict[str, Version]:
    versions = {}
    for pair in pairs:
        name, separator, text = pair.partition("=")
        known = reference.component(name)
        version = parse_version(text) if separator and text.strip() else None
        if not isinstance(version, Version):
            raise typer.BadParameter(f"--component {pair}: write it like cert-manager=1.14.4")
        versions[known.slug if known else name] = version
    return versions


def _print(
    session: Session, tally: Tally, reference: "Reference", style: ScanFormat, fail_on: FailOn, *, strict: bool
) -> ExitCode:
    from tracker.domain.outcome import Severity
    from tracker.reports.outcomes.formats import FORMATS, Look

    result = assessment(tally, reference, waivers=_waivers(session), today=session.today())
    look = Look(shutil.get_terminal_size().columns, is_coloured=uses_colour(sys.stdout))
    sys.stdout.writelines(visible(text, keeps_colours=True) for text in FORMATS[style].render(result, look))
    if fail_on is not FailOn.NEVER and result.at_or_above(Severity.parse(fail_on)):
        return ExitCode.FINDINGS
    return ExitCode.INCOMPLETE if strict and result.open_questions else ExitCode.OK


def _waivers(session: Session) -> "tuple[Waiver, ...]":
    if not session.settings.waivers:
        return ()
    from tracker.services.waivers import read_waivers

    return read_waivers(session.settings.waivers)


def _print_dropin(
    tally: Tally,
    question: Question,
    reference: "Reference",
    style: ScanFormat,
    *,
    exit_error: bool,
) -> int:
    from tracker.reports.dropin import kubent, pluto
    from tracker.reports.dropin.uses import uses

    found = list(uses(tally.changing, question.target, question.components, reference))
    for unread in tally.unread:
        say(f"unread: {unread.place}: {unread.reason}")
    if style is ScanFormat.PLUTO:
        sys.stdout.write(pluto.render(found, question.target, question.components))
        return pluto.status(found)
    sys.stdout.write(kubent.render(found))
    return kubent.status(found, exit_error=exit_error)


def _fix(tally: Tally, question: Question, reference: "Reference", *, write: bool) -> ExitCode:
    """Print the diffs to stdout, and to stderr what a person has to do; findings remain where that is anything."""
    changes = bootstrap.migrate_manifests(tally, question, reference, write=write)
    sys.stdout.writelines(changes.diffs)
    say(
        f"{len(changes.moved):,} {'changed' if write else 'can be changed'} by renaming alone, {len(changes.by_hand):,} by hand"
    )
    for move in changes.by_hand:
        to = f" to {move.to}" if move.to else ""
        say(f"{move.found.place}: {move.found.subject}{to}")
        for look in move.look:
            say(f"    {look}")
    for unread in tally.unread:
        say(f"unread: {unread.place}: {unread.reason}")
    return ExitCode.FINDINGS if changes.by_hand else ExitCode.OK
