"""The root of the command line: the options before the command, and the way in."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from tracker import __version__
from tracker.cli.error_boundary import guarded
from tracker.cli.lazy import LazyGroup
from tracker.cli.session import Session

app = typer.Typer(cls=LazyGroup, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"tracker {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    store: Annotated[
        str | None,
        typer.Option(
            metavar="PATH|URL",
            help="The store: a file, or postgresql+psycopg://…; instead of TRACKER_STORE and tracker.toml.",
        ),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="NAME", help="The cluster that commands are about, where none is given.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """The lifecycle log of Kubernetes clusters: what changed, what ran when, is it safe to upgrade.

    Start with 'tracker init', 'tracker cluster add NAME', then 'tracker add "kubernetes 1.31.4"'.
    """
    ctx.obj = Session.of_process(store=store, cluster=cluster)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status (`tracker.cli.exit_codes`)."""
    command = typer.main.get_command(app)
    return guarded(lambda: command.main(args=arguments, prog_name="tracker", standalone_mode=False))


def main() -> None:
    """Run the command that `sys.argv` names."""
    # Text is UTF-8 on every terminal and in every pipe; what cannot be shown is escaped rather than a failure.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run())
