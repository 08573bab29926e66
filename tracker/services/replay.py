"""Replaying a cluster's history through the rules, in one pass, at the speed of reading it.

Nothing is judged day by day. The state is folded event by event; at the end of each day with events, the facts that
changed are noted with the day. When they change again (or the history ends), the span in between is judged at once:
`Answers` know for which days they hold. A day's state is the one after all its events.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Event, Subject, SubjectType
from tracker.domain.event_outline import EventOutline, outline_of
from tracker.domain.outcome import Evidence, EvidenceKind, Outcome
from tracker.rules.journal.plain import is_plain
from tracker.services.judges import Inventory, Judges
from tracker.services.judging import Answers
from tracker.services.keys import (
    PANELS,
    Context,
    change_key,
    depends_on_context,
    is_another_context,
    is_context,
    reasons_of,
)
from tracker.services.tracked import PanelSpan, Tracked
from tracker.services.unjudged import Unjudged, is_listed
from tracker.services.windows import Told, Windows

KeyT = TypeVar("KeyT")


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
    return replay_outlines(cluster, map(outline_of, events), judges, until)


def replay_outlines(cluster: Cluster, events: Iterable[EventOutline], judges: Judges, until: date) -> Replayed:
    """The same for outlines of events, which are faster to read."""
    retired = cluster.retired.last_day if cluster.retired else date.max
    replay = _Replay(cluster, judges, min(until, retired).toordinal())
    for event in events:
        if event.last_day > until:
            break
        replay.feed(event)
    return replay.finish(until.toordinal())


class _Replay:
    """One cluster's history while it is read."""

    def __init__(self, cluster: Cluster, judges: Judges, end: int) -> None:
        self._context = Context(cluster.provider)
        self._judges = judges
        self._end = end
        self._windows = Windows(cluster.name)
        self._tracked: dict[Subject, Tracked] = {}
        self._context_parts: list[Tracked] = []
        self._has_new_context = False
        self._dependent: list[Tracked] = []
        """Those of which the rules may say something else in another context."""
        self._changed: list[Tracked] = []
        self._panels = tuple(PanelSpan(panel) for panel in PANELS)
        self._unjudged = Unjudged(judges.gap)
        self._inventory: tuple[Inventory, int] = (self._unjudged.inventory(), 0)
        """With the day since which it holds."""
        self._last_event: EventOutline | None = None
        self._day = 0
        self._count = 0
        self._patience = min(rule.min_days for rule in judges.incidents.rules)
        self._silence = min(rule.min_days for rule in judges.silences.rules)

    def feed(self, event: EventOutline) -> None:
        """The next event of the timeline."""
        day = max(self._day, event.last_day.toordinal())
        if day > self._end:
            return
        if day != self._day:
            self._settle()
            if day - self._day > self._silence:
                self._judge_silence(day - 1)
            self._day = day
        if not self._count:
            self._begin_inventory(day)
        self._count += 1
        if event.changes:
            self._record(event)
        if event.is_incident:
            self._judge_incident(event)
        self._last_event = event

    def finish(self, until: int) -> Replayed:
        """Judge what still holds, to the last day."""
        self._settle()
        if not self._count:
            self._begin_inventory(self._end)
        self._judge_silence(self._end)
        for tracked in self._tracked.values():
            self._judge_subject(tracked, self._end)
        for span in self._panels:
            self._judge_panel(span, self._end)
        self._judge_inventory(self._end)
        return Replayed(tuple(self._windows.close(until)), tuple(self._windows.instants), self._count)

    def _record(self, event: EventOutline) -> None:
        """Judge an event's changes as a record, and apply them."""
        touched, is_suspect = [], False
        for change in event.changes:
            tracked = self._tracked.get(change.subject)
            was_ever_there = tracked is not None
            if tracked is None:
                tracked = self._track(change.subject)
            fact = tracked.fact
            touched.append((change, tracked, fact, was_ever_there))
            if not is_plain(change, was_there=fact is not None, previous=fact.value if fact else None):
                is_suspect = True
            if change.to and tracked.releases is not None:
                self._judge_instant(event, tracked.releases, change.to)
        if is_suspect:
            key = tuple(change_key(change, fact, was_ever_there=ever) for change, _, fact, ever in touched)
            self._judge_instant(event, self._judges.steps.about(None), key)
        for change, tracked, _, _ in touched:
            is_gone = change.action is Action.REMOVED
            told = None if is_gone else Told(change.subject, change.to, event.day, event.id)
            if tracked.is_context:
                self._has_new_context |= is_another_context(tracked.fact, told)
            tracked.fact = told
            if not tracked.has_changed:
                tracked.has_changed = True
                self._changed.append(tracked)

    def _track(self, subject: Subject) -> Tracked:
        panels = tuple(span for span in self._panels if span.panel.reads(subject))
        tracked = self._tracked[subject] = Tracked(
            subject,
            self._context.answers(subject, self._judges),
            None if subject.type is SubjectType.CONFIG else self._judges.releases.about(subject),
            panels,
            is_context(subject),
            is_listed(subject),
        )
        if tracked.is_context:
            self._context_parts.append(tracked)
        if depends_on_context(subject, self._judges):
            self._dependent.append(tracked)
        for span in panels:
            span.tracked.append(tracked)
            span.is_needed |= span.panel.needs(subject)
        return tracked

    def _settle(self) -> None:
        """Note the facts that changed today, and judge those that they replace."""
        if not self._changed:
            return
        changed, self._changed = self._changed, []
        if self._has_new_context:
            self._has_new_context = False
            self._renew_context()
        has_new_inventory = False
        for tracked in changed:
            tracked.has_changed = False
            before = tracked.judged
            if self._renew_subject(tracked):
                for span in tracked.panels:
                    span.has_changed |= span.is_needed and span.panel.tells_apart(before, tracked.fact)
            if tracked.is_listed:
                has_new_inventory |= self._unjudged.renew(tracked.subject, tracked.fact)
        for span in self._panels:
            if span.has_changed:
                self._renew_panel(span)
        if has_new_inventory:
            self._renew_inventory()

    def _renew_context(self) -> None:
        """Read anew what every fact is judged beside; a new context ends the spans of the facts for which it matters."""
        facts = {each.subject: each.fact for each in self._context_parts if each.fact}
        context = Context.of(self._context.provider, facts)
        if context == self._context:
            return
        self._context = context
        known = context.known_answers(self._judges)
        for tracked in self._dependent:
            answers = known.get(tracked.subject) or context.answers(tracked.subject, self._judges)
            if answers is not tracked.answers and answers != tracked.answers:
                self._judge_subject(tracked, self._day - 1)
                tracked.answers, tracked.since = answers, self._day

    def _renew_subject(self, tracked: Tracked) -> bool:
        """Whether the subject came, went or has a new value."""
        fact, judged = tracked.fact, tracked.judged
        if fact is judged or (fact is not None and judged is not None and fact.value == judged.value):
            return False
        self._judge_subject(tracked, self._day - 1)
        tracked.judged, tracked.since = fact, self._day
        return True

    def _judge_subject(self, tracked: Tracked, last: int) -> None:
        fact = tracked.judged
        if fact is None or last < tracked.since:
            return
        for answers in tracked.answers:
            for first, until, outcomes in answers.between(fact.value, tracked.since, last):
                for outcome in outcomes:
                    self._windows.add(outcome, first, until, (fact,))

    def _renew_panel(self, span: PanelSpan) -> None:
        span.has_changed = False
        facts = tuple(tracked.fact for tracked in span.tracked if tracked.fact is not None)
        values = span.panel.side_by_side(facts)
        if values != span.values:
            self._judge_panel(span, self._day - 1)
            span.values, span.facts, span.since = values, facts, self._day

    def _judge_panel(self, span: PanelSpan, last: int) -> None:
        if not span.values or last < span.since:
            return
        answers = span.panel.judge_of(self._judges).about(self._context.provider)
        for step in answers.between(span.values, span.since, last):
            for outcome in step.outcomes:
                self._windows.add(outcome, step.first, step.last, reasons_of(outcome, span.facts))

    def _begin_inventory(self, day: int) -> None:
        self._inventory = (self._unjudged.inventory(), day)

    def _renew_inventory(self) -> None:
        self._judge_inventory(self._day - 1)
        self._begin_inventory(self._day)

    def _judge_inventory(self, last: int) -> None:
        inventory, first = self._inventory
        if last < first or not any(inventory):
            return
        for step in self._judges.inventories.about(None).between(inventory, first, last):
            for outcome in step.outcomes:
                self._windows.add(outcome, step.first, step.last, ())

    def _judge_instant(self, event: EventOutline, answers: Answers[KeyT], key: KeyT) -> None:
        for step in answers.between(key, self._day, self._day):
            for outcome in step.outcomes:
                self._windows.add_instant(outcome, self._day, (event_evidence(event),))

    def _judge_incident(self, event: EventOutline) -> None:
        last = min(self._end, event.ended_on.toordinal() - 1 if event.ended_on else self._end)
        if last - self._day >= self._patience:
            about = (event.title, event.day, event.needs_review)
            first = max(self._day, event.day.toordinal() + self._patience)
            self._judge_alone(self._judges.incidents.anew(about), event, first, last)

    def _judge_silence(self, last: int) -> None:
        if self._last_event is not None and last - self._day >= self._silence:
            about = (date.fromordinal(self._day), self._context.kubernetes)
            self._judge_alone(self._judges.silences.anew(about), self._last_event, self._day + self._silence, last)

    def _judge_alone(self, answers: Answers[None], event: EventOutline, first: int, last: int) -> None:
        for step in answers.between(None, first, last):
            for outcome in step.outcomes:
                self._windows.add(outcome, step.first, step.last, (event_evidence(event),))


def event_evidence(event: EventOutline) -> Evidence:
    """An event as the thing that an outcome rests on."""
    return Evidence(EvidenceKind.EVENT, event.id, event.title, event.day)
