"""Brings observations into the store: all of them or none, each only once, in batches so that memory stays flat."""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from tracker.domain.cluster import Cluster
from tracker.domain.control_characters import CONTROL, masked
from tracker.domain.errors import ImporterError
from tracker.domain.event import Event, EventKind, Provenance, Subject, Visibility
from tracker.domain.event_document import to_document
from tracker.domain.identity import IdentifierSource
from tracker.domain.state import Fact, apply_event
from tracker.services.composing import compose
from tracker.services.observation import Observation, Read, Skipped
from tracker.services.ports import EventQuery, Timeline, UnitOfWork, Write
from tracker.services.vocabulary import Vocabulary

_BATCH = 1_000
_ALLOCATIONS = 200_000
"""So many new objects, a batch or several, between two looks for garbage."""
_REMEMBERED = 200
"""So many events to review and skipped parts are kept by name; the rest is only counted."""


@dataclass(slots=True)
class ImportSummary:
    """What an import did."""

    recorded: int = 0
    known: int = 0
    """Recorded by an earlier import."""
    kinds: Counter[EventKind] = field(default_factory=Counter)
    """Of what was recorded now."""
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
    with _rare_collections():
        return _Import(work, plan, on_event).run(reads)


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

    def run(self, reads: Iterable[Read]) -> ImportSummary:
        reads = iter(reads)
        while batch := list(islice(reads, _BATCH)):
            self._batch(list(self._observations(batch)))
        if self._plan.watches_origin and self._summary.known and self._plan.cluster:
            self._summary.gone = list(self._gone(self._plan.cluster))
        return self._summary

    def _observations(self, batch: Iterable[Read]) -> Iterator[Observation]:
        for read in batch:
            if isinstance(read, Observation):
                yield _without_controls(read)
            elif read.is_error and not self._plan.keep_going:
                message = f"{read.reason}; nothing was imported (--keep-going leaves out what is broken)"
                raise ImporterError(message, origin=self._plan.origin, place=read.place)
            else:
                self._summary.skipped += 1
                if len(self._summary.skips) < _REMEMBERED:
                    self._summary.skips.append(read)

    def _batch(self, observations: list[Observation]) -> None:
        by_cluster: dict[str, list[Observation]] = {}
        for observation in observations:
            by_cluster.setdefault(self._cluster(observation).id, []).append(observation)
        for cluster_id, some in by_cluster.items():
            new = self._new(cluster_id, some)
            # In order of time, so that each is seen from the state that the one before it left.
            new.sort(key=lambda observation: observation.when.sort_at)
            writes = [Write(cluster_id, event.id, to_document(event)) for event in self._compose(cluster_id, new)]
            for _ in self._work.append(writes):
                pass

    def _new(self, cluster_id: str, observations: list[Observation]) -> list[Observation]:
        """Those that no earlier import recorded."""
        keys = [observation.provenance.key for observation in observations]
        known = self._work.timeline.known_keys(cluster_id, [key for key in keys if key])
        if self._plan.watches_origin:
            self._keys.update(keys)
        new = [observation for observation in observations if observation.provenance.key not in known]
        self._summary.known += len(observations) - len(new)
        return new

    def _compose(self, cluster_id: str, observations: list[Observation]) -> Iterator[Event]:
        vocabulary = self._vocabulary(cluster_id)
        states = _States(self._work.timeline, cluster_id)
        for observation in observations:
            values = states.before(observation.when.sort_at) if observation.statements else {}
            event = compose(
                observation,
                event_id=self._ids.next(self._plan.now),
                cluster_id=cluster_id,
                values=values,
                vocabulary=vocabulary,
                visibility=self._plan.visibility,
            ).event
            states.after(event)
            self._count(event)
            yield event

    def _count(self, event: Event) -> None:
        self._summary.recorded += 1
        self._summary.kinds[event.kind] += 1
        if event.review:
            self._summary.to_review += 1
            if len(self._summary.review) < _REMEMBERED:
                self._summary.review.append(event)
        self._on_event(event)

    def _cluster(self, observation: Observation) -> Cluster:
        name = observation.cluster
        if not name:
            if self._plan.cluster is None:
                raise ImporterError(
                    "the entry names no cluster: say --cluster NAME",
                    origin=self._plan.origin,
                    place=observation.provenance.place,
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
        self._later: Iterator[Event] = iter(())
        self._next: Event | None = None

    def before(self, sort_at: int) -> dict[Subject, str | None]:
        """The values after everything up to `sort_at`."""
        if self._facts is None:
            self._facts = dict(self._timeline.state(self._cluster_id, until=sort_at).facts)
            query = EventQuery(cluster_ids=(self._cluster_id,), since=sort_at + 1, newest_first=False)
            self._later = self._timeline.events(query)
            self._next = next(self._later, None)
        while self._next is not None and self._next.when.sort_at <= sort_at:
            apply_event(self._facts, self._next)
            self._next = next(self._later, None)
        return {subject: fact.value for subject, fact in self._facts.items()}

    def after(self, event: Event) -> None:
        """A new event happened."""
        if self._facts is not None:
            apply_event(self._facts, event)


def _without_controls(observation: Observation) -> Observation:
    """The observation with its control characters masked, and marked for a review if there were any."""
    if not _holds_controls(observation):
        return observation
    found = masked(replace(observation, provenance=Provenance("")))
    mark = "control characters, which a terminal would obey, were replaced: compare it with its source"
    return replace(found, provenance=observation.provenance, review=(*found.review, mark))


def _holds_controls(observation: Observation) -> bool:
    """Looks at the texts that every entry has first, and quickly: a million entries pass here."""
    found = CONTROL.search
    if found(observation.title) or (observation.body and found(observation.body)):
        return True
    for statement in observation.statements:
        if found(f"{statement.subject.name}{statement.subject.scope}{statement.value}"):
            return True
    texts: list[object] = [*observation.tags, *observation.review]
    for change in observation.changes:
        texts += (change.subject.name, change.subject.scope, change.before, change.to)
    for link in observation.links:
        texts += (link.rel, link.url)
    rare: tuple[object, ...] = (observation.details, observation.translations, observation.incident)
    if not all(map(_is_printable, texts)):
        rare += (observation.tags, observation.review, observation.changes, observation.links)
    return any(each and masked(each) != each for each in rare)


def _is_printable(text: object) -> bool:
    """Whether a text has neither line feeds nor anything else that is not shown as it is, and so no controls."""
    return not text or (isinstance(text, str) and text.isprintable())
