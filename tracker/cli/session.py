"""What one run of the command line works with: the settings, the store, the clock, the cluster that is meant.

Nothing below `tracker.cli` asks the system for any of these.
"""

# Annotations must not import what they name: the help page has a session as well, and needs nothing of the domain.
from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import bootstrap
from tracker.domain.errors import InvalidDataError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import typer

    from tracker.domain.cluster import Cluster
    from tracker.services.ports import Clock, Store, Timeline
    from tracker.services.settings import Settings


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The current instant, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """Always the same instant: ``TRACKER_NOW``, for demos and tests that shall give the same output every day."""

    instant: datetime

    def now(self) -> datetime:
        """That instant."""
        return self.instant


class Session:
    """The surroundings of one command line; everything is read when it is first asked for."""

    def __init__(
        self,
        environment: Mapping[str, str],
        folder: Path,
        *,
        store: str | None = None,
        cluster: str | None = None,
    ) -> None:
        self.environment = environment
        self.folder = folder
        self.store_option = store
        self.cluster_option = cluster

    @classmethod
    def of_process(cls, *, store: str | None, cluster: str | None) -> Session:
        """The session of this process."""
        return cls(os.environ, Path.cwd(), store=store, cluster=cluster)

    @classmethod
    def of(cls, ctx: typer.Context) -> Session:
        """The session that a command runs in."""
        session: Session = ctx.obj
        return session

    @cached_property
    def settings(self) -> Settings:
        """What the nearest `tracker.toml` says."""
        return bootstrap.find_settings(self.folder)

    @cached_property
    def clock(self) -> Clock:
        """The source of the present."""
        fixed = self.environment.get("TRACKER_NOW")
        if not fixed:
            return SystemClock()
        from tracker.domain.when import parse_instant

        return StoppedClock(parse_instant(fixed))

    @property
    def store_location(self) -> str:
        """A path or a URL."""
        return bootstrap.store_location(self.store_option, self.environment, self.settings)

    @property
    def author(self) -> str:
        """Who records."""
        return self.environment.get("TRACKER_AUTHOR") or self.settings.author or _login()

    def now(self) -> datetime:
        """The current instant, in UTC."""
        return self.clock.now()

    def today(self, zone: str = "UTC") -> date:
        """The current day in a zone."""
        from tracker.domain.when import find_zone

        return self.now().astimezone(find_zone(zone)).date()

    @contextmanager
    def open_store(self) -> Iterator[Store]:
        """The store, closed again at the end; raises StoreError when there is none."""
        store = bootstrap.open_store(self.store_location)
        try:
            yield store
        finally:
            store.close()

    def cluster(self, timeline: Timeline, name: str | None = None) -> Cluster:
        """The cluster that is meant: named here, before the command, in the settings, or the only one.

        Raises:
            NotFoundError: There is none of that name, none at all, or several to choose from.
        """
        name = self._cluster_name(name)
        if name:
            return timeline.cluster(name)
        candidates = timeline.clusters(include_retired=False)
        if not candidates:
            raise NotFoundError("there is no cluster yet: 'tracker cluster add NAME' adds one")
        if len(candidates) > 1:
            names = ", ".join(each.name for each in candidates)
            raise InvalidDataError(f"which cluster? There are {names}: say --cluster NAME")
        return candidates[0]

    def clusters(self, timeline: Timeline, names: list[str] | None = None) -> tuple[Cluster, ...]:
        """The clusters that are meant by a command that reads: those named, or all."""
        chosen = self.names(names)
        return tuple(timeline.cluster(name) for name in chosen) if chosen else timeline.clusters()

    def names(self, names: list[str] | None) -> list[str]:
        """The names of clusters that were given on the command line, behind the command or before it."""
        return names or ([self.cluster_option] if self.cluster_option else [])

    @property
    def has_cluster(self) -> bool:
        """Whether a cluster is named before the command, in the environment or in the settings."""
        return bool(self._cluster_name(None))

    def _cluster_name(self, name: str | None) -> str:
        return name or self.cluster_option or self.environment.get("TRACKER_CLUSTER") or self.settings.cluster


def _login() -> str:
    # Imported here: only what is recorded has an author.
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # A container may run as a user without a name.
        return f"uid {os.getuid()}"
