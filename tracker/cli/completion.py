"""What the shell completes: clusters, subjects and identifiers of events, read from the store that would be used.

A completion never fails and never prints: where there is no store, there is nothing to complete.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from tracker.cli.session import Session
from tracker.domain.errors import TrackerError
from tracker.services.ports import EventQuery, Timeline

_NEWEST = 50


def clusters(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Names of clusters, with environment and provider beside them."""
    return _complete(
        ctx,
        lambda timeline: [
            (each.name, " ".join(filter(None, (each.environment, each.provider))))
            for each in timeline.clusters()
            if each.name.startswith(incomplete)
        ],
    )


def subjects(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Names of platforms, components, config keys and node pools that were ever recorded."""
    wanted = incomplete.lower()
    return _complete(
        ctx,
        lambda timeline: sorted(
            {
                (each.name, each.type.value.replace("_", " "))
                for each in timeline.subjects()
                if each.name.lower().startswith(wanted)
            }
        ),
    )


def event_ids(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Identifiers of the newest events, with their days and titles."""
    query = EventQuery(limit=_NEWEST)
    return _complete(
        ctx,
        lambda timeline: [
            (each.id, f"{each.when} {each.title}") for each in timeline.events(query) if each.id.startswith(incomplete)
        ],
    )


def _complete(ctx: typer.Context, find: Callable[[Timeline], list[tuple[str, str]]]) -> list[tuple[str, str]]:
    try:
        with _timeline(ctx) as timeline:
            return find(timeline)
    except (TrackerError, OSError):
        return []


@contextmanager
def _timeline(ctx: typer.Context) -> Iterator[Timeline]:
    """The timeline of the store that the words typed so far mean."""
    # While completing, no callback has run: the options lie in the parameters of the outermost context.
    root = ctx.find_root()
    session = Session(os.environ, Path.cwd(), store=ctx.params.get("store") or root.params.get("store"), cluster=None)
    with session.open_store() as store:
        yield store.timeline
