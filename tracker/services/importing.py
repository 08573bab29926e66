"""Brings observations into the store: all of them or none, each only once, in batches so that memory stays flat."""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from tracker.domain.cluster import Cluster
from tracker.domain.errors import ImporterError
from tracker.domain.event import Event, EventKind, Subject, Visibility
from tracker.domain.event_document import to_document
from tracker.domain.identity import IdentifierSource
from tracker.domain.state import Fact, apply_event
from tracker.services.composing import compose
from tracker.services.observation import Observation, Read, Skipped
from tracker.services.ports import EventQuery, Timeline, UnitOfWork, Write
from tracker.services.preparing import Item, Prepared, without_controls
from tracker.services.vocabulary import Vocabulary

BATCH = 1_000
"""Entries that are sorted and written together."""
_ALLOCATIONS = 200_000
"""So many new objects, a batch or several, between two looks for garbage."""
_REMEMBERED = 200
"""So many events to review and skipped parts are kept by name; the rest is only counted."""
_IDENTIFIERS = 5_000


@dataclass(slots=True)
class ImportSummary:
    """What an import did."""

    recorded: int = 0
    known: int = 0
    """Recorded by an earlier import."""
    kinds: Counter[EventKind] = field(default_factory=Counter)
    """Of what was recorded now."""
    identifiers: list[str] = field(default_factory=list)
    """Of what was recorded now; the first 5,000."""
    to_review: int = 0
    review: list[Event] = field(default_factory=list)
    skipped: int = 0
    skips: list[Skipped] = field(default_factory=list)
    gone: list[Event] = field(default_factory=list)
    """Recorded from the same document earlier, and no longer in it."""

    @property
    def read(self) -> int:
        """How many entries the document had."""
        return self.recorded + self.known


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Into what, and how."""

    cluster: Cluster | None
    """Where entries go that name no cluster."""
    now: datetime
    visibility: Visibility = Visibility.INTERNAL
    keep_going: bool = False
    """Skip broken entries instead of failing."""
    origin: str = ""
    watches_origin: bool = False
    """Say which entries of an earlier import of the same document are no longer in it."""


def import_observations(
    work: UnitOfWork, reads: Iterable[Read], plan: ImportPlan, on_event: Callable[[Event], None] = lambda _event: None
) -> ImportSummary:
    """Append what is new among the observations; nothing lasts until the unit of work is committed.

    Args:
        work: The transaction that everything goes into.
        reads: What an importer says, in the order of the document.
        plan: Into what, and how.
        on_event: Told of every event that is recorded.

    Raises:
        ImporterError: An entry is broken, and `plan` does not say to keep going.
        NotFoundError: An entry names a cluster that does not exist.
    """
    reads = iter(reads)
    batches = iter(lambda: list(islice(reads, BATCH)), [])
    screened = ([without_controls(r) if isinstance(r, Observation) else r for r in batch] for batch in batches)
    return import_batches(work, screened, plan, on_event)


def import_batches(
    work: UnitOfWork,
    batches: Iterable[Sequence[Item]],
    plan: ImportPlan,
    on_event: Callable[[Event], None] = lambda _event: None,
) -> ImportSummary:
    """The same for entries that come in batches, prepared (`tracker.services.preparing`) for the store of `work`.

    `on_event` is not told of entries that are drafted already.
    """
    with _rare_collections():
        return _Import(work, plan, on_event).run(batches)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for garbage less often: an import makes millions of objects without a circle among them.

    What is there already is left out altogether. Memory stays flat: objects without circles go as soon as nothing
    refers to them.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


class _Import:
    def __init__(self, work: UnitOfWork, plan: ImportPlan, on_event: Callable[[Event], None]) -> None:
        self._work = work
        self._plan = plan
        self._on_event = on_event
        self._ids = IdentifierSource()
        self._summary = ImportSummary()
        self._clusters: dict[str, Cluster] = {}
        self._vocabularies: dict[str, Vocabulary] = {}
        self._keys: set[str] = set()

    def run(self, batches: Iterable[Sequence[Item]]) -> ImportSummary:
        for batch in batches:
            self._batch(list(self._entries(batch)))
        if self._plan.watches_origin and self._summary.known and self._plan.cluster:
            self._summary.gone = list(self._gone(self._plan.cluster))
        return self._summary

    def _entries(self, batch: Iterable[Item]) -> Iterator[Observation | Prepared]:
        for item in batch:
            if not isinstance(item, Skipped):
                yield item
            elif item.is_error and not self._plan.keep_going:
                message = f"{item.reason}; nothing was imported (--keep-going leaves out what is broken)"
                raise ImporterError(message, origin=self._plan.origin, place=item.place)
            else:
                self._summary.skipped += 1
                if len(self._summary.skips) < _REMEMBERED:
                    self._summary.skips.append(item)

    def _batch(self, entries: list[Observation | Prepared]) -> None:
        by_cluster: dict[str, list[Observation | Prepared]] = {}
        for entry in entries:
            by_cluster.setdefault(self._cluster(entry).id, []).append(entry)
        for cluster_id, some in by_cluster.items():
            new = self._new(cluster_id, some)
            # In order of time, so that each is seen from the state that the one before it left.
            new.sort(key=_sort_at)
            for _ in self._work.append(self._writes(cluster_id, new)):
                pass

    def _new(self, cluster_id: str, entries: list[Observation | Prepared]) -> list[Observation | Prepared]:
        """Those that no earlier import recorded."""
        keys = list(map(_key, entries))
        known = self._work.timeline.known_keys(cluster_id, filter(None, keys))
        if self._plan.watches_origin:
            self._keys.update(keys)
        if not known:
            return entries
        new = [entry for entry, key in zip(entries, keys, strict=True) if key not in known]
        self._summary.known += len(entries) - len(new)
        return new

    def _writes(self, cluster_id: str, entries: list[Observation | Prepared]) -> list[Write]:
        states = _States(self._work.timeline, cluster_id)
        writes = []
        for entry in entries:
            event_id = self._ids.next(self._plan.now)
            if isinstance(entry, Prepared):
                self._count(event_id, EventKind(entry.kind))
                writes.append(Write(cluster_id, event_id, entry.draft))
            else:
                event = self._compose(entry, event_id, cluster_id, states)
                writes.append(Write(cluster_id, event_id, to_document(event)))
        return writes

    def _compose(self, observation: Observation, event_id: str, cluster_id: str, states: "_States") -> Event:
        event = compose(
            observation,
            event_id=event_id,
            cluster_id=cluster_id,
            values=states.before(observation.when.sort_at) if observation.statements else {},
            vocabulary=self._vocabulary(cluster_id),
            visibility=self._plan.visibility,
        ).event
        states.after(event)
        self._count(event_id, event.kind)
        if event.review:
            self._summary.to_review += 1
            if len(self._summary.review) < _REMEMBERED:
                self._summary.review.append(event)
        self._on_event(event)
        return event

    def _count(self, event_id: str, kind: EventKind) -> None:
        self._summary.recorded += 1
        self._summary.kinds[kind] += 1
        if len(self._summary.identifiers) < _IDENTIFIERS:
            self._summary.identifiers.append(event_id)

    def _cluster(self, entry: Observation | Prepared) -> Cluster:
        name = entry.cluster
        if not name:
            if self._plan.cluster is None:
                raise ImporterError(
                    "the entry names no cluster: say --cluster NAME",
                    origin=self._plan.origin,
                    place=entry.place if isinstance(entry, Prepared) else entry.provenance.place,
                )
            return self._plan.cluster
        if name not in self._clusters:
            self._clusters[name] = self._work.timeline.cluster(name)
        return self._clusters[name]

    def _vocabulary(self, cluster_id: str) -> Vocabulary:
        if cluster_id not in self._vocabularies:
            self._vocabularies[cluster_id] = Vocabulary(self._work.timeline.subjects((cluster_id,)))
        return self._vocabularies[cluster_id]

    def _gone(self, cluster: Cluster) -> Iterator[Event]:
        """What an earlier import of this document recorded, and what is not in it any more."""
        for event in self._work.timeline.events(EventQuery(cluster_ids=(cluster.id,), newest_first=False)):
            provenance = event.provenance
            is_from_here = provenance.origin == self._plan.origin and provenance.key
            if is_from_here and provenance.key not in self._keys:
                yield event


class _States:
    """The values of a cluster at moments that never go back, recorded events and new ones taken together."""

    def __init__(self, timeline: Timeline, cluster_id: str) -> None:
        self._timeline = timeline
        self._cluster_id = cluster_id
        self._facts: dict[Subject, Fact] | None = None
        self._earlier: list[Event] = []
        """New events from before anybody asked for values."""
        self._recorded: Iterator[Event] = iter(())
        self._next: Event | None = None

    def before(self, sort_at: int) -> dict[Subject, str | None]:
        """The values after everything up to `sort_at`."""
        if self._facts is None:
            self._facts = self._load(self._earlier[0].when.sort_at if self._earlier else sort_at)
            for event in self._earlier:
                self._advance(self._facts, event.when.sort_at)
                apply_event(self._facts, event)
        self._advance(self._facts, sort_at)
        return {subject: fact.value for subject, fact in self._facts.items()}

    def after(self, event: Event) -> None:
        """A new event happened."""
        if self._facts is None:
            self._earlier.append(event)
        else:
            apply_event(self._facts, event)

    def _load(self, sort_at: int) -> dict[Subject, Fact]:
        query = EventQuery(cluster_ids=(self._cluster_id,), since=sort_at + 1, newest_first=False)
        self._recorded = self._timeline.events(query)
        self._next = next(self._recorded, None)
        return dict(self._timeline.state(self._cluster_id, until=sort_at).facts)

    def _advance(self, facts: dict[Subject, Fact], sort_at: int) -> None:
        """Let what is recorded happen, up to a moment."""
        while self._next is not None and self._next.when.sort_at <= sort_at:
            apply_event(facts, self._next)
            self._next = next(self._recorded, None)


def _sort_at(entry: Observation | Prepared) -> int:
    return entry.sort_at if isinstance(entry, Prepared) else entry.when.sort_at


def _key(entry: Observation | Prepared) -> str:
    return entry.key if isinstance(entry, Prepared) else entry.provenance.key
