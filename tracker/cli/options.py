"""Options that several commands share, as annotations: the same name, meaning and help everywhere."""

from enum import StrEnum
from typing import Annotated

import typer

from tracker.cli import completion


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    YAML = "yaml"
    CSV = "csv"
    MARKDOWN = "markdown"


FormatOption = Annotated[
    Format,
    typer.Option("--format", "-f", help="How to print: for people, for programs, for a spreadsheet, for a page."),
]
ClusterOption = Annotated[
    str | None,
    typer.Option("--cluster", metavar="NAME", help="The cluster.", autocompletion=completion.clusters),
]
ClustersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--cluster", metavar="NAME", help="Only this cluster; can be repeated.", autocompletion=completion.clusters
    ),
]
SinceOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="From then on: 2017-09-25, 2017-09, yesterday, 7d, '3 days ago' …")
]
UntilOption = Annotated[str | None, typer.Option(metavar="DATE", help="Up to then, that day included.")]
AtOption = Annotated[
    str | None, typer.Option("--at", "--on", metavar="DATE", help="At the end of that day, or at that time.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would be recorded, and record nothing.")]
EventArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The event: the beginning of its identifier.", autocompletion=completion.event_ids
    ),
]
