"""`tracker settings`: what would be used here, and who says so."""

from collections.abc import Iterator
from typing import Any

import typer

from tracker.cli.options import Format, FormatOption
from tracker.cli.output import emit
from tracker.cli.rows import Column
from tracker.cli.session import Session

app = typer.Typer()

_COLUMNS = (Column("name"), Column("value", folds=True), Column("from", "from", folds=True))


@app.command()
def settings(ctx: typer.Context, format: FormatOption = Format.TABLE) -> None:  # noqa: A002  the option's name
    """Show which store, cluster and author are used here, and what decides it.

    Examples:
      tracker settings
      TRACKER_STORE=/srv/tracker.db tracker settings --format json
    """
    emit(_rows(Session.of(ctx)), _COLUMNS, format)


def _rows(session: Session) -> Iterator[dict[str, Any]]:
    file = f"{session.settings.folder}/tracker.toml" if session.settings.folder else ""
    environment = session.environment
    yield _row("settings file", file or None, "the nearest tracker.toml upwards" if file else "there is none")
    yield _row("store", session.store_location, _origin(session.store_option, environment.get("TRACKER_STORE"), file))
    cluster = session.cluster_option or environment.get("TRACKER_CLUSTER") or session.settings.cluster
    yield _row(
        "cluster",
        cluster or None,
        _origin(session.cluster_option, environment.get("TRACKER_CLUSTER"), file)
        if cluster
        else "the only one of the store",
    )
    by_file = file if session.settings.author else ""
    yield _row("author", session.author, _origin(None, environment.get("TRACKER_AUTHOR"), by_file))
    yield _row("visibility", session.settings.visibility.value, file or "default")


def _row(name: str, value: str | None, origin: str) -> dict[str, Any]:
    return {"name": name, "value": value, "from": origin}


def _origin(option: str | None, variable: str | None, file: str) -> str:
    if option:
        return "the command line"
    return "the environment" if variable else file or "default"
