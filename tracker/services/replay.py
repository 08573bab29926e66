"""Replaying a cluster's history through the rules, in one pass, at the speed of reading it.

Nothing is judged day by day. The state is folded event by event; at the end of each day with events, the facts that
changed are noted with the day. When they change again (or the history ends), the span in between is judged at once: a
`Judge` knows for which days its answer holds. A day's state is the one after all its events.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.cluster import Cluster
from tracker.domain.event import Event, EventKind, Subject, SubjectType
from tracker.domain.outcome import Evidence, EvidenceKind, Outcome
from tracker.domain.state import Fact, apply_event
from tracker.rules import recorded
from tracker.services.judges import ClusterKey, InventoryKey, Judges, SubjectKey
from tracker.services.keys import (
    JUDGED_ALONE,
    JUDGED_TOGETHER,
    Context,
    change_key,
    cluster_key,
    reasons_of,
)
from tracker.services.windows import Windows


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the rules say about a history."""

    lasting: tuple[Outcome, ...]
    """With their windows; one that holds on the last day has no end."""
    instants: tuple[Outcome, ...]
    """About recorded events, each on its day."""
    events: int
    """How many events there were up to the last day."""


def replay_cluster(cluster: Cluster, events: Iterable[Event], judges: Judges, until: date) -> Replayed:
    """Judge a cluster from its first event to the end of `until`, or to its retirement if that is earlier.

    Args:
        cluster: Its provider says whose support counts.
        events: In timeline order; those after `until` are not read.
        judges: Shared between clusters.
        until: The last day, inclusive.
    """
    retired = cluster.retired.last_day if cluster.retired else date.max
    replay = _Replay(cluster, judges, min(until, retired).toordinal())
    for event in events:
        if event.when.last_day > until:
            break
        replay.feed(event)
    return replay.finish(until.toordinal())


_SubjectSpan = tuple[SubjectKey, int, Fact]
_ClusterSpan = tuple[ClusterKey, int, tuple[Fact, ...]]
_InventorySpan = tuple[InventoryKey, int]
"""Facts that hold: their values, the first day as an ordinal, and where they come from."""


class _Replay:
    """One cluster's history while it is read."""

    def __init__(self, cluster: Cluster, judges: Judges, end: int) -> None:
        self._context = Context(cluster.provider)
        self._judges = judges
        self._end = end
        self._windows = Windows(cluster.name)
        self._state: dict[Subject, Fact] = {}
        self._together: dict[Subject, Fact] = {}
        self._seen: set[Subject] = set()
        self._changed: set[Subject] = set()
        self._subject_spans: dict[Subject, _SubjectSpan] = {}
        self._cluster_span: _ClusterSpan | None = None
        self._inventory_span: _InventorySpan | None = None
        self._last_event: Event | None = None
        self._day = 0
        self._count = 0

    def feed(self, event: Event) -> None:
        """The next event of the timeline."""
        day = max(self._day, event.when.last_day.toordinal())
        if day > self._end:
            return
        if day != self._day:
            self._settle()
            self._judge_silence(day - 1)
            self._day = day
        self._count += 1
        if event.changes:
            self._judge_event(event)
            apply_event(self._state, event)
            self._changed.update(change.subject for change in event.changes)
        if event.kind is EventKind.INCIDENT:
            self._judge_incident(event)
        self._last_event = event

    def finish(self, until: int) -> Replayed:
        """Judge what still holds, to the last day."""
        self._settle()
        self._judge_silence(self._end)
        for span in self._subject_spans.values():
            self._judge_subject(span, self._end)
        self._judge_cluster(self._end)
        self._judge_inventory(self._end)
        lasting = tuple(self._windows.close(until))
        return Replayed(lasting, tuple(self._windows.instants), self._count)

    def _settle(self) -> None:
        """Note the facts that changed today, and judge those that they replace."""
        if not self._changed:
            return
        subjects = self._changed
        if any(subject.type is SubjectType.PLATFORM for subject in subjects) and self._has_new_context():
            subjects = subjects | self._subject_spans.keys()
        for subject in subjects:
            self._renew_subject(subject)
        if any(subject.type in JUDGED_TOGETHER for subject in self._changed):
            self._renew_cluster()
        if any(subject.type is SubjectType.COMPONENT for subject in self._changed):
            self._renew_inventory()
        self._changed = set()

    def _has_new_context(self) -> bool:
        before, self._context = self._context, Context.of(self._context.provider, self._state)
        return before != self._context

    def _renew_subject(self, subject: Subject) -> None:
        if subject.type not in JUDGED_ALONE:
            return
        fact = self._state.get(subject)
        span = self._subject_spans.get(subject)
        key = self._context.key_of(fact) if fact else None
        if span is not None:
            if span[0] == key:
                return
            self._judge_subject(span, self._day - 1)
            del self._subject_spans[subject]
        if fact is not None and key is not None:
            self._subject_spans[subject] = (key, self._day, fact)

    def _judge_subject(self, span: _SubjectSpan, last: int) -> None:
        key, first, fact = span
        for step in self._judges.subjects.between(key, first, last):
            for outcome in step.outcomes:
                self._windows.add(outcome, step.first, step.last, (fact,))

    def _renew_cluster(self) -> None:
        for subject in self._changed:
            if subject.type in JUDGED_TOGETHER:
                if subject in self._state:
                    self._together[subject] = self._state[subject]
                else:
                    self._together.pop(subject, None)
        key = cluster_key(self._context.provider, self._together)
        if self._cluster_span is None or self._cluster_span[0] != key:
            self._judge_cluster(self._day - 1)
            self._cluster_span = (key, self._day, tuple(self._together.values()))

    def _judge_cluster(self, last: int) -> None:
        if self._cluster_span is None:
            return
        key, first, facts = self._cluster_span
        for step in self._judges.clusters.between(key, first, last):
            for outcome in step.outcomes:
                self._windows.add(outcome, step.first, step.last, reasons_of(outcome, facts))

    def _renew_inventory(self) -> None:
        components = [fact for subject, fact in self._state.items() if subject.type is SubjectType.COMPONENT]
        unknown = tuple(fact.subject.name for fact in components if not self._judges.knows(fact.subject.name))
        untold = (fact.subject.name for fact in components if fact.value is None)
        key = (tuple(name for name in untold if name not in unknown), unknown)
        if self._inventory_span is None or self._inventory_span[0] != key:
            self._judge_inventory(self._day - 1)
            self._inventory_span = (key, self._day)

    def _judge_inventory(self, last: int) -> None:
        if self._inventory_span is None:
            return
        key, first = self._inventory_span
        for step in self._judges.inventories.between(key, first, last):
            for outcome in step.outcomes:
                self._windows.add(outcome, step.first, step.last, ())

    def _judge_event(self, event: Event) -> None:
        seen = self._seen
        key = tuple(change_key(each, self._state, was_ever_there=each.subject in seen) for each in event.changes)
        self._seen.update(change.subject for change in event.changes)
        for step in self._judges.events.between(key, self._day, self._day):
            for outcome in step.outcomes:
                self._windows.add_instant(outcome, self._day, (event_evidence(event),))

    def _judge_incident(self, event: Event) -> None:
        last = min(self._end, event.ended.last_day.toordinal() - 1 if event.ended else self._end)
        if last - self._day < min(rule.min_days for rule in recorded.INCIDENT_RULES):
            return
        key = (event.title, event.when.day, bool(event.review))
        for step in self._judges.incidents.between(key, self._day, last):
            for outcome in step.outcomes:
                self._windows.add(outcome, step.first, step.last, (event_evidence(event),))

    def _judge_silence(self, last: int) -> None:
        event = self._last_event
        if event is None or last - self._day < min(rule.min_days for rule in recorded.SILENCE_RULES):
            return
        key = (date.fromordinal(self._day), self._context.kubernetes)
        for step in self._judges.silences.between(key, self._day, last):
            for outcome in step.outcomes:
                self._windows.add(outcome, step.first, step.last, (event_evidence(event),))


def event_evidence(event: Event) -> Evidence:
    """An event as the thing that an outcome rests on."""
    return Evidence(EvidenceKind.EVENT, event.id, event.title, event.when.day)
