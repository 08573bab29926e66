"""What the services need from the outside: a clock, and a store to read from and to append to.

The store answers in domain values. Reads never lock out a writer; a unit of work is all or nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from tracker.domain.cluster import Cluster
from tracker.domain.event import Change, Event, EventKind, Subject, SubjectType
from tracker.domain.event_outline import EventOutline
from tracker.domain.ledger import Revision
from tracker.domain.search_query import Criterion
from tracker.domain.state import State

InParallel = Callable[[Callable[[Any], Any], Sequence[Any], int], Iterator[Any]]
"""``in_parallel(work, items, processes)``: the results of work on each item, in any order."""

InOrder = Callable[[Callable[[Any], Any], Iterable[Any], int], Iterator[tuple[Any, Any]]]
"""``in_order(work, items, processes)``: each item with the result of work on it, in the order of the items."""


class Clock(Protocol):
    """Where the present comes from."""

    def now(self) -> datetime:
        """The current instant, in UTC."""
        ...


class Draft(Protocol):
    """What writing a document takes, worked out beforehand; only the store that made it looks inside."""

    @property
    def text(self) -> str:
        """The document as it will stand in the ledger."""
        ...


@dataclass(frozen=True, slots=True)
class Write:
    """One revision to append: the document of a cluster, an event, or a tombstone."""

    cluster_id: str
    entity_id: str
    document: Mapping[str, Any] | Draft
    """With a ``type``: ``cluster``, ``event`` or ``retraction``."""
    reason: str = ""
    expected_number: int | None = None
    """The revision number that the writer saw last; a newer one in the store is a conflict. None: do not care."""


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events to read. Empty fields do not filter; the others all have to hold."""

    cluster_ids: tuple[str, ...] = ()
    since: int | None = None
    """First `When.sort_at` that counts, inclusive."""
    until: int | None = None
    """Last `When.sort_at` that counts, inclusive."""
    kinds: tuple[EventKind, ...] = ()
    subjects: tuple[str, ...] = ()
    """Names of platforms, components, config keys or node pools: events that change one of them, in any case."""
    tags: tuple[str, ...] = ()
    """Events that have one of these tags, in any case."""
    criteria: tuple[Criterion, ...] = ()
    """What a search expression asks for (see `tracker.domain.search_query`)."""
    needs_review: bool = False
    newest_first: bool = True
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one subject, with the event that made it."""

    change: Change
    event: Event


@dataclass(frozen=True, slots=True)
class Retracted:
    """An event that counts no more, as it read last, and the tombstone that says who took it back, when and why."""

    event: Event
    tombstone: Revision


class Timeline(Protocol):
    """Reading what is recorded."""

    def clusters(self, *, include_retired: bool = True) -> tuple[Cluster, ...]:
        """All clusters in order of their names."""
        ...

    def cluster(self, name: str) -> Cluster:
        """The cluster of that name or identifier; raises NotFoundError with suggestions."""
        ...

    def events(self, query: EventQuery) -> Iterator[Event]:
        """The events that match, streamed in timeline order (newest first unless the query says otherwise)."""
        ...

    def outlines(self, cluster_id: str) -> Iterator[EventOutline]:
        """What rules look at in the events of a cluster, streamed oldest first: a third of the time of reading them."""
        ...

    def event(self, reference: str) -> Event:
        """The event whose identifier begins or ends so; raises NotFoundError, or ConflictError when several do.

        Identifiers that were made together begin alike, so the CLI shows their last eight digits.
        """
        ...

    def retracted_event(self, reference: str) -> Retracted:
        """The retracted event whose identifier begins or ends so; raises as `event` does."""
        ...

    def retracted_events(self, cluster_ids: Sequence[str]) -> tuple[Retracted, ...]:
        """The events of these clusters that were retracted, the newest first; looks through the whole ledger."""
        ...

    def revisions(self, entity_id: str) -> tuple[Revision, ...]:
        """All revisions of an event or cluster, in order of the ledger."""
        ...

    def known_keys(self, cluster_id: str, keys: Iterable[str]) -> dict[str, str]:
        """Which of these source keys are recorded, with the identifiers of their events; retracted ones count."""
        ...

    def state(self, cluster_id: str, *, until: int | None = None) -> State:
        """The state after the last event whose `When.sort_at` is at most `until` (None: after all of them)."""
        ...

    def history(self, cluster_id: str, name: str, *, scope: str | None = None) -> Iterator[HistoryEntry]:
        """The changes of every subject of that name (in any case), oldest first."""
        ...

    def subjects(self, cluster_ids: Sequence[str] = (), kind: SubjectType | None = None) -> tuple[Subject, ...]:
        """Every subject that ever changed, in order; for completion, facets and spelling suggestions."""
        ...


class UnitOfWork(Protocol):
    """A transaction: what was appended is there after `commit`, all of it, or not at all."""

    timeline: Timeline
    """Reads what this unit of work has appended as well."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back unless `commit` was called."""
        ...

    @staticmethod
    def draft(document: Mapping[str, Any]) -> Draft:
        """Work out beforehand what writing a document takes; touches no database, so that another process may do it.

        Raises:
            InvalidDataError: The document cannot be written.
        """
        ...

    def append(self, writes: Iterable[Write]) -> Iterator[Revision]:
        """Append the writes in their order, lazily and in batches; memory does not grow with their number.

        Raises:
            ConflictError: Somebody else wrote a newer revision than `expected_number`, or a cluster's name is taken.
        """
        ...

    def merge(self, revisions: Iterable[Revision]) -> Iterator[Revision]:
        """Append revisions of another store as they are, skipping known ones; yields those that were new."""
        ...

    def commit(self) -> None:
        """Makes everything recorded since the beginning durable; without it all of it is rolled back."""
        ...


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that `verify` found: where and what, for a person."""

    place: str
    message: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and what was wrong."""

    clusters: int
    revisions: int
    events: int
    branches: Mapping[str, int] = field(default_factory=dict)
    """Clusters whose chain has more than one head after a merge, by name."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """How far a reader has read a cluster's part of the ledger."""

    cluster_id: str
    position: int
    """Of the newest revision; every later write to the cluster gets a higher one."""
    hash: str
    """Of that revision, so that a reader notices when it meets another ledger."""


class Store(Protocol):
    """A place where tracker keeps its ledger."""

    timeline: Timeline

    def reading(self) -> AbstractContextManager[None]:
        """A read transaction: everything read inside shows the store as it was at one instant."""
        ...

    def heads(self) -> tuple[Head, ...]:
        """Where each cluster's part of the ledger ends now, in order of the cluster ids; costs no walk of the ledger."""
        ...

    def ledger_after(self, head: Head) -> Iterator[Revision]:
        """What a cluster got after `head`, in order of writing.

        Raises:
            NotFoundError: This ledger has no such revision at that position: it is another one, or an older copy.
        """
        ...

    def unit_of_work(self, *, author: str, recorded_at: datetime) -> UnitOfWork:
        """A write transaction; concurrent writers wait for one another."""
        ...

    def ledger(self, cluster_ids: Sequence[str] = ()) -> Iterator[Revision]:
        """Every revision, cluster by cluster in order of the chain: what `export jsonl` writes."""
        ...

    def verify(self) -> Verification:
        """Recompute every chain and compare the projections with the ledger."""
        ...

    def rebuild(self) -> int:
        """Drop the projections and make them again from the ledger; how many events there are."""
        ...

    def backup(self, target: Path) -> None:
        """Write a consistent copy to a file that does not exist yet, while others read and write.

        A copy of a SQLite store is a store; PostgreSQL gives its ledger as JSON lines. `bootstrap.restore` reads both.
        """
        ...

    def close(self) -> None:
        """Gives the connection back."""
        ...
