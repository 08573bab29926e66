"""Checking recorded clusters: as of a day, or through their whole history."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from tracker.domain.cluster import Cluster
from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Outcome
from tracker.rules.journal.kubernetes_not_recorded import nothing_recorded
from tracker.services.assessment import Assessment, Looked, in_report_order
from tracker.services.judges import Judges
from tracker.services.ports import InParallel, Store, Timeline
from tracker.services.replay import Replayed, replay_outlines
from tracker.services.waivers import Waiver, apply_waivers

_BATCH = 8
"""Clusters that a process judges before it hands over what it found: texts that they share travel once."""
_FEWEST_FOR_PROCESSES = 24
"""With fewer clusters a second process, which learns for itself what the rules say, costs more than it saves."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What to check."""

    clusters: Sequence[Cluster]
    day: date
    """Judged with the policies and the knowledge of that day, at its end."""
    today: date
    """The present day: waivers count by it."""
    is_throughout: bool = False
    """Give every window of the history, instead of what holds on `day`."""
    covers_all: bool = True
    """`clusters` are all that there are."""
    waivers: Sequence[Waiver] = ()
    known: frozenset[str] = frozenset()
    """Fingerprints of a baseline."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of some clusters, and how many events were read for it."""

    outcomes: list[Outcome]
    clusters: int
    events: int


def check(timeline: Timeline, reference: Reference, request: CheckRequest) -> Assessment:
    """What the rules say about clusters that are read through one connection."""
    return _assess([_judge(timeline, Judges.of(reference), request, _in_use(request))], reference, request)


def check_in_parallel(
    open_store: Callable[[], Store],
    reference: Reference,
    request: CheckRequest,
    in_parallel: InParallel,
    on_progress: Callable[[int], None] = lambda _: None,
) -> Assessment:
    """The same for many clusters, in as many processes as there are cores.

    Args:
        open_store: Called once in each process. The caller must have no connection open: none survives a fork.
        reference: Facts about the world.
        request: What to check.
        in_parallel: Gives work to processes.
        on_progress: Told how many clusters are done.
    """
    clusters = _in_use(request)
    batches = [(start, clusters[start : start + _BATCH]) for start in range(0, len(clusters), _BATCH)]
    readers: list[tuple[Store, Judges]] = []

    def judge_batch(batch: tuple[int, Sequence[Cluster]]) -> tuple[int, Judged]:
        if not readers:
            readers.append((open_store(), Judges.of(reference)))
        store, judges = readers[0]
        return batch[0], _judge(store.timeline, judges, request, batch[1])

    processes = (os.cpu_count() or 1) if len(clusters) >= _FEWEST_FOR_PROCESSES else 1
    parts: dict[int, Judged] = {}
    done = 0
    try:
        for start, part in in_parallel(judge_batch, batches, processes):
            parts[start] = part
            done += part.clusters
            on_progress(done)
    finally:
        for store, _ in readers:
            store.close()
    return _assess([parts[start] for start, _ in batches], reference, request)


def _judge(timeline: Timeline, judges: Judges, request: CheckRequest, clusters: Sequence[Cluster]) -> Judged:
    outcomes: list[Outcome] = []
    events = 0
    for cluster in clusters:
        replayed = replay(timeline, cluster, judges, request.day)
        outcomes += in_question(replayed, is_throughout=request.is_throughout)
        events += replayed.events
    return Judged(outcomes, len(clusters), events)


def _assess(parts: Sequence[Judged], reference: Reference, request: CheckRequest) -> Assessment:
    is_complete = request.covers_all and request.day == request.today
    about_none = () if request.clusters else (nothing_recorded(),)
    outcomes = chain(about_none, *(part.outcomes for part in parts))
    judged, accepted = apply_waivers(outcomes, request.waivers, reference, request.today, is_complete=is_complete)
    return Assessment(
        command="check --throughout" if request.is_throughout else "check",
        outcomes=in_report_order(judged),
        looked_at=(
            Looked("clusters", sum(part.clusters for part in parts)),
            Looked("events", sum(part.events for part in parts)),
        ),
        judged_on=request.day,
        edition=reference.edition,
        as_of=reference.as_of,
        known=request.known,
        accepted=accepted,
    )


def replay(timeline: Timeline, cluster: Cluster, judges: Judges, until: date) -> Replayed:
    """Read a cluster's history once and judge it."""
    return replay_outlines(cluster, timeline.outlines(cluster.id), judges, until)


def in_question(replayed: Replayed, *, is_throughout: bool) -> list[Outcome]:
    """Every window, or those that hold on the last day; what is wrong with recorded events counts either way."""
    lasting = [outcome for outcome in replayed.lasting if is_throughout or outcome.until is None]
    return [*replayed.instants, *lasting]


def _in_use(request: CheckRequest) -> list[Cluster]:
    """The clusters that have something to be judged."""
    return [each for each in request.clusters if request.is_throughout or not _is_retired(each, request.day)]


def _is_retired(cluster: Cluster, day: date) -> bool:
    return cluster.retired is not None and cluster.retired.last_day < day
