"""`tracker init`: a settings file and an empty store."""

from pathlib import Path
from typing import Annotated

import typer

from tracker import bootstrap
from tracker.cli.output import say
from tracker.cli.session import Session
from tracker.domain.errors import StoreError

app = typer.Typer()

TEMPLATE = """\
# Settings of tracker, for this folder and those below it. Everything here is optional; unknown keys are refused.
# The manual: docs/manual/settings.md

# Where everything is kept: a file beside this one, or a database.
store = {store}
# store = "postgresql+psycopg://tracker@db.example.com/tracker"

# The cluster that commands are about when none is named.
# cluster = "production"

# Who records; the name of your login otherwise.
# author = "platform team"

# Who may read what is recorded, unless --visibility says otherwise: "internal" or "public".
# visibility = "internal"

# Where issues are found: a key such as INFRA-7 in a text then becomes a link.
# issue_url = "https://issues.example.com/browse/{{key}}"

# [site]
# title = "Our clusters"
# url = "https://status.example.com/clusters/"
# output = "site"
# edition = "internal"
# language = "en"

# [reference]
# overrides = "reference.json"

# Findings that are accepted, until a day. An expired waiver is a finding itself.
# [[waivers]]
# code = "SUP001"
# cluster = "staging-*"
# subject = "kubernetes"
# owner = "mina"
# reason = "replaced by the new cluster in March"
# expires = 2027-03-31
"""


@app.command()
def init(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Where to; made if missing. The current folder otherwise.")
    ] = None,
) -> None:
    """Make a store, and a tracker.toml that names it.

    With --store or TRACKER_STORE that store is made, and a tracker.toml only where a folder is named.

    Examples:
      tracker init
      tracker init ~/ops/clusters
      tracker --store postgresql+psycopg://tracker@db/tracker init
    """
    session = Session.of(ctx)
    named = session.store_option or session.environment.get("TRACKER_STORE")
    if folder is not None or not named:
        chosen = (folder or session.folder).expanduser().absolute()
        _make_folder(chosen)
        location = bootstrap.absolute_location(named) if named else str(chosen / bootstrap.STORE_FILE)
        _write_settings(chosen / bootstrap.SETTINGS_FILE, location)
        location = location if named else bootstrap.store_location(None, {}, bootstrap.find_settings(chosen))
    else:
        location = session.store_location
    is_new = bootstrap.create_store(location)
    say(f"made the store {location}" if is_new else f"the store {location} is there already; it stays as it is")
    say("next: 'tracker cluster add NAME', then 'tracker add \"kubernetes 1.31.4\"'")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise StoreError(f"{folder} is a file: name a folder") from error


def _write_settings(path: Path, location: str) -> None:
    if path.exists():
        say(f"{path} is there already; it stays as it is")
        return
    inside = Path(location).parent == path.parent if not bootstrap.is_url(location) else False
    name = Path(location).name if inside else location
    path.write_text(TEMPLATE.format(store=f'"{name}"'), encoding="utf-8")
    say(f"wrote {path}")
