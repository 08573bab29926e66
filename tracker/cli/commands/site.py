"""`tracker site`: build the static site, or preview it while the store changes."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker import bootstrap
from tracker.cli.output import say
from tracker.cli.progress_bar import progress_bar
from tracker.cli.session import Session
from tracker.cli.wording import count
from tracker.domain.errors import ConflictError, InvalidDataError

if TYPE_CHECKING:
    from tracker.publish.build import Summary
    from tracker.publish.order import Order

app = typer.Typer()

_DEFAULT_OUTPUT = "tracker-site"


class EditionName(StrEnum):
    """Whom the site is for."""

    INTERNAL = "internal"
    PUBLIC = "public"


OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help=f"The folder to build; site.output of tracker.toml or ./{_DEFAULT_OUTPUT} if not given.",
    ),
]
EditionOption = Annotated[
    EditionName | None,
    typer.Option(help="internal shows everything; public shows public events only, without internal identifiers."),
]
TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="DATE", help="Build the site as it would be on that day.")
]


@app.callback()
def site() -> None:
    """Build the static site, or preview it while the store changes."""


@app.command()
def build(
    ctx: typer.Context,
    output: OutputOption = None,
    edition: EditionOption = None,
    today: TodayOption = None,
    full: Annotated[
        bool, typer.Option("--full", help="Render every page, even those that cannot have changed.")
    ] = False,
) -> None:
    """Build the site into a folder; readers see the old one until the new one is complete.

    Examples:
      tracker site build
      tracker site build -o /srv/www/clusters --edition public
      tracker site build --today 2017-12-28
    """
    session = Session.of(ctx)
    summary = _build(session, _order(session, output, edition, today, is_incremental=not full))
    say(_told(summary))


@app.command()
def serve(
    ctx: typer.Context,
    output: OutputOption = None,
    edition: EditionOption = None,
    today: TodayOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8080,
) -> None:
    """Preview the site on this machine; what is recorded meanwhile shows at once in the open pages.

    Without --output the site is built into a temporary folder. While the store cannot be reached, the last site stays.

    Examples:
      tracker site serve
      tracker site serve --port 9000 --edition public
    """
    from tracker.publish.serve import serve as run

    session = Session.of(ctx)
    with _ended_like_by_ctrl_c(), ExitStack() as resources:
        folder = output or resources.enter_context(_temporary_folder())
        order = _order(session, folder, edition, today, is_incremental=True)
        if output is None:
            resources.callback(_forget, order)

        def rebuild() -> None:
            say(_told(_build(session, order)))

        watch = resources.enter_context(closing(bootstrap.watch_store(session.store_location)))
        run(order.target, port, watch.heads, rebuild, say)


@contextmanager
def _ended_like_by_ctrl_c() -> Iterator[None]:
    """A request to terminate ends this process as Ctrl-C does, so that it cleans up; a second one does not disturb that."""
    process = os.getpid()

    def end(_signal: int, _frame: object) -> None:
        if os.getpid() != process:
            # A process that shares the work has nothing to clean up.
            os._exit(128 + signal.SIGTERM)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    import tempfile

    with tempfile.TemporaryDirectory(prefix="tracker-site-") as folder:
        yield Path(folder) / "site"


def _forget(order: "Order") -> None:
    from tracker.publish.order import forget_site

    forget_site(order)


def _order(
    session: Session, output: Path | None, edition: EditionName | None, today: str | None, *, is_incremental: bool
) -> "Order":
    from tracker.publish.order import Order
    from tracker.publish.site_data import Edition
    from tracker.services.waivers import read_waivers

    if session.cluster_option:
        raise typer.BadParameter(
            f"the site is of all clusters of the store, and --cluster {session.cluster_option} chooses one: leave it out; "
            "--edition public chooses by event, and a store of its own makes a site of one cluster"
        )
    settings = session.settings
    named = edition or settings.site.get("edition", "") or EditionName.INTERNAL
    try:
        chosen = Edition(named)
    except ValueError as error:
        raise InvalidDataError(f"site.edition must be internal or public, not {named!r}") from error
    return Order(
        target=_target(session, output),
        edition=chosen,
        today=_day(today, session) if today else session.today(),
        title=settings.site.get("title", ""),
        base_url=settings.site.get("url", ""),
        waivers=read_waivers(settings.waivers),
        overrides=bootstrap.overrides_file(settings),
        is_incremental=is_incremental,
    )


def _target(session: Session, output: Path | None) -> Path:
    settings = session.settings
    configured = settings.site.get("output", "")
    if output is not None or not configured:
        target = session.folder / (output or _DEFAULT_OUTPUT)
    else:
        target = Path(settings.folder) / configured
    if session.folder.resolve().is_relative_to(target.resolve()):
        # The folder is exchanged for a new one; the shell would be left in the old one, which is deleted.
        raise ConflictError(f"{target} is where you are, and a build replaces it: name it from outside")
    return target


def _day(text: str, session: Session) -> date:
    from tracker.domain.dates import parse_when

    return parse_when(text, now=session.now(), zone="UTC").last_day


def _build(session: Session, order: "Order") -> "Summary":
    from tracker.publish.order import build_ordered

    location = session.store_location
    reference = bootstrap.open_reference(session.settings)
    with progress_bar(sys.stderr) as progress:
        return build_ordered(order, lambda: bootstrap.open_store(location), reference, progress)


def _told(summary: "Summary") -> str:
    counted = f"{count(summary.clusters, 'cluster')}, {count(summary.events, 'event')}, {count(summary.files, 'file')}"
    return f"{summary.target}: {counted}; {summary.written:,} of them written"
