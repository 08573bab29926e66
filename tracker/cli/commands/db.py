"""`tracker db …`: looking after the store."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tracker import bootstrap
from tracker.cli.commands.verify import verify
from tracker.cli.output import say
from tracker.cli.session import Session
from tracker.cli.wording import count

app = typer.Typer(help="Look after the store: bring it up to date, verify, rebuild, back up, restore.")

app.command("verify")(verify)


@app.command()
def upgrade(
    ctx: typer.Context,
    backup: Annotated[
        Path | None,
        typer.Option("--backup", metavar="FILE", help="Where to put the backup; beside the store otherwise."),
    ] = None,
) -> None:
    """Bring a store of an older tracker up to date; a backup is made first.

    Examples:
      tracker db upgrade
      tracker db upgrade --backup /srv/backups/before-upgrade.db
    """
    session = Session.of(ctx)
    location = session.store_location
    target = backup or _backup_name(location, session.folder, session.now())
    done = bootstrap.upgrade_store(location, target)
    if done.before == done.after:
        say(f"{location} is up to date ({done.after})")
    else:
        say(f"upgraded {location} from {done.before} to {done.after}; {count(done.events, 'event')}; backup: {target}")


@app.command()
def rebuild(ctx: typer.Context) -> None:
    """Make everything that is derived from the ledger again.

    Examples:
      tracker db rebuild
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        events = store.rebuild()
    say(f"rebuilt from the ledger: {count(events, 'event')}")


@app.command()
def backup(
    ctx: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE", help="A file that does not exist yet.")],
) -> None:
    """Write a consistent copy while others go on working.

    Examples:
      tracker db backup /srv/backups/tracker-2026-11-23.db
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        store.backup(target.expanduser())
    say(f"wrote {target}; 'tracker db restore {target}' makes a store of it")


@app.command()
def restore(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A backup, or an exported ledger.")],
) -> None:
    """Make the store from a backup; a store that is there already is not touched.

    Examples:
      tracker --store restored.db db restore /srv/backups/tracker-2026-11-23.db
    """
    session = Session.of(ctx)
    revisions = bootstrap.restore_store(source.expanduser(), session.store_location, recorded_at=session.now())
    say(f"restored {count(revisions, 'revision')} into {session.store_location}")


def _backup_name(location: str, folder: Path, now: datetime) -> Path:
    stamp = f"before-upgrade-{now:%Y%m%dT%H%M%SZ}"
    return folder / f"tracker-{stamp}.jsonl" if bootstrap.is_url(location) else Path(f"{location}.{stamp}")
