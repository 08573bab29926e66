"""How long a person waits for `tracker --help`: beside the smallest program that Typer can make, help drawn by Rich."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.comparison import Comparison, Row, command
from bench.peers import tracker

_SMALLEST = '''\
import typer

app = typer.Typer()


@app.command()
def greet(name: str, loudly: bool = False) -> None:
    """Greet somebody."""


app()
'''


def rows(folder: Path) -> Iterator[Row]:
    """One row: help against help."""
    smallest = folder / "smallest.py"
    smallest.write_text(_SMALLEST)
    yield Comparison(
        work="`tracker --help`",
        ours=command("tracker", tracker(), "--help"),
        theirs=command("a one-command Typer app", sys.executable, smallest, "--help"),
        must=1.5,
        aim=1.1,
        turns=21,
    )
