"""What an event that was just recorded changes for the rules: shown to the person who recorded it.

It costs the same in a history of ten events and of a million: only the state right before the event is read, and only
what the event touches is judged.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Change, Event, Subject, SubjectType
from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Finding, Outcome
from tracker.domain.state import Fact, apply_event
from tracker.services.judges import Judges
from tracker.services.keys import PANELS, Context, change_key
from tracker.services.ports import EventQuery, Timeline

_Facts = Mapping[Subject, Fact]


def findings_caused_by(
    event: Event, timeline: Timeline, cluster: Cluster, open_reference: Callable[[], Reference]
) -> tuple[Finding, ...]:
    """The findings that hold on the event's last day with it, and would not hold there without it.

    Args:
        event: Recorded in the timeline.
        timeline: The cluster's history.
        cluster: The event's cluster.
        open_reference: Opens the facts about the world; not called when the event changes nothing.
    """
    if not event.changes:
        return ()
    before = _state_before(event, timeline)
    after = dict(before)
    apply_event(after, event)
    judges, day = Judges.of(open_reference()), event.when.last_day.toordinal()
    outcomes = list(_about_the_record(event, before, timeline, judges, day))
    known = {_identity(outcome) for outcome in _about_the_state(event, before, after, before, cluster, judges, day)}
    outcomes += [
        outcome
        for outcome in _about_the_state(event, before, after, after, cluster, judges, day)
        if _identity(outcome) not in known
    ]
    return tuple(replace(outcome, cluster=cluster.name) for outcome in outcomes if isinstance(outcome, Finding))


def _state_before(event: Event, timeline: Timeline) -> dict[Subject, Fact]:
    """The state that the event met; events of the same moment count in the order of recording."""
    moment = event.when.sort_at
    state = dict(timeline.state(event.cluster_id, until=moment - 1).facts)
    query = EventQuery(cluster_ids=(event.cluster_id,), since=moment, until=moment, newest_first=False)
    for other in timeline.events(query):
        if other.order >= event.order:
            break
        apply_event(state, other)
    return state


def _about_the_record(event: Event, before: _Facts, timeline: Timeline, judges: Judges, day: int) -> Iterator[Outcome]:
    for change in event.changes:
        if change.to and change.subject.type is not SubjectType.CONFIG:
            for step in judges.releases.about(change.subject).between(change.to, day, day):
                yield from step.outcomes
    key = tuple(
        change_key(change, before.get(change.subject), was_ever_there=_was_ever_there(change, event, before, timeline))
        for change in event.changes
    )
    for step in judges.steps.about(None).between(key, day, day):
        yield from step.outcomes


def _was_ever_there(change: Change, event: Event, before: _Facts, timeline: Timeline) -> bool:
    if change.subject in before or change.action is not Action.REMOVED:
        return change.subject in before
    history = timeline.history(event.cluster_id, change.subject.name, scope=change.subject.scope)
    return any(entry.event.order < event.order and entry.change.subject == change.subject for entry in history)


def _about_the_state(
    event: Event, before: _Facts, after: _Facts, state: _Facts, cluster: Cluster, judges: Judges, day: int
) -> Iterator[Outcome]:
    """What is said of one of the two states, about whatever the event may have changed the judgement of."""
    context = Context.of(cluster.provider, state)
    touched = {change.subject for change in event.changes}
    if Context.of(cluster.provider, before) != Context.of(cluster.provider, after):
        touched |= state.keys()
    for subject in sorted(touched & state.keys()):
        for answers in context.answers(subject, judges):
            for step in answers.between(state[subject].value, day, day):
                yield from step.outcomes
    for panel in PANELS:
        values = panel.values(state.values()) if any(map(panel.reads, touched)) else ()
        for step in panel.judge_of(judges).about(cluster.provider).between(values, day, day) if values else ():
            yield from step.outcomes


def _identity(outcome: Outcome) -> tuple[str, str, str]:
    return (outcome.code, outcome.subject, outcome.key)
