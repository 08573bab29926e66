"""`tracker history`: the life of one subject."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from tracker.cli import completion
from tracker.cli.options import ClusterOption, Format, FormatOption
from tracker.cli.output import emit
from tracker.cli.rows import Column
from tracker.cli.session import Session
from tracker.domain.cluster import Cluster
from tracker.domain.errors import NotFoundError
from tracker.domain.identity import short_id
from tracker.domain.platforms import platform_name
from tracker.services.ports import Timeline
from tracker.services.views import change_row

app = typer.Typer()

_COLUMNS = (
    Column("date"),
    Column("text", "what", folds=True),
    Column("title", folds=True),
    Column("event", brief=short_id),
)


@app.command()
def history(
    ctx: typer.Context,
    subject: Annotated[
        list[str],
        typer.Argument(
            metavar="SUBJECT",
            help="A platform, component, setting or node pool; SCOPE/NAME for one of several.",
            autocompletion=completion.subjects,
        ),
    ],
    cluster: ClusterOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Show everything that happened to one platform, component, setting or node pool, oldest first.

    Examples:
      tracker history MaxScale
      tracker history nodeMonitorGracePeriod --format json
      tracker history kubelet/maxPods --cluster seoul
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        chosen = session.cluster(store.timeline, cluster)
        emit(_rows(store.timeline, chosen, " ".join(subject)), _COLUMNS, format)


def _rows(timeline: Timeline, cluster: Cluster, text: str) -> Iterator[dict[str, Any]]:
    found = False
    for name, scope in _readings(text):
        for entry in timeline.history(cluster.id, name, scope=scope):
            found = True
            yield {
                "date": str(entry.event.when),
                **change_row(entry.change),
                "title": entry.event.title,
                "event": entry.event.id,
            }
        if found:
            return
    names = sorted({subject.name for subject in timeline.subjects((cluster.id,))})
    raise NotFoundError(f"nothing called {text!r} is recorded in {cluster.name}", suggestions=_similar(text, names))


def _readings(text: str) -> Iterator[tuple[str, str | None]]:
    """The name as it is, by its common short form, and as a scope with a name."""
    yield text, None
    platform = platform_name(text)
    if platform and platform != text:
        yield platform, None
    scope, slash, name = text.partition("/")
    if slash and name:
        yield name, scope


def _similar(text: str, names: list[str]) -> tuple[str, ...]:
    # Imported here: only a mistake needs it.
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in names}
    return tuple(folded[near] for near in get_close_matches(text.casefold(), folded, n=3, cutoff=0.6))
