"""What an event that was just recorded changes for the rules: shown to the person who recorded it."""

from collections.abc import Callable

from tracker.domain.cluster import Cluster
from tracker.domain.event import Event
from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Finding
from tracker.services.ports import EventQuery, Timeline


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
    # Imported here: an event without changes needs no rules.
    from tracker.services.check import in_question
    from tracker.services.judges import Judges
    from tracker.services.replay import replay_cluster

    day = event.when.last_day
    until = event.when.on(day, event.when.zone).sort_at
    events = tuple(timeline.events(EventQuery(cluster_ids=(cluster.id,), until=until, newest_first=False)))
    judges = Judges.of(open_reference())
    before = replay_cluster(cluster, (each for each in events if each.id != event.id), judges, day)
    after = replay_cluster(cluster, events, judges, day)
    known = {outcome.fingerprint for outcome in in_question(before, is_throughout=False)}
    return tuple(
        outcome
        for outcome in in_question(after, is_throughout=False)
        if isinstance(outcome, Finding) and outcome.fingerprint not in known
    )
