"""The root of the command line."""

from typing import Annotated

import typer

from tracker import __version__

app = typer.Typer(no_args_is_help=True)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"tracker {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """The lifecycle log of Kubernetes clusters."""


def main() -> None:
    """Runs the command that `sys.argv` names."""
    app(prog_name="tracker")
