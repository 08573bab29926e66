"""Checking recorded clusters: as of a day, or through their whole history."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.cluster import Cluster
from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Outcome
from tracker.services.assessment import Assessment, Looked, in_report_order
from tracker.services.judges import Judges
from tracker.services.ports import EventQuery, Timeline
from tracker.services.replay import Replayed, replay_cluster
from tracker.services.waivers import Waiver, apply_waivers


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


def check(
    timeline: Timeline, reference: Reference, request: CheckRequest, on_progress: Callable[[int], None] = lambda _: None
) -> Assessment:
    """What the rules say about clusters; `on_progress` is told how many are done."""
    judges = Judges.of(reference)
    outcomes: list[Outcome] = []
    events = looked_at = 0
    for number, cluster in enumerate(request.clusters, start=1):
        if request.is_throughout or not _is_retired(cluster, request.day):
            replayed = replay(timeline, cluster, judges, request.day)
            outcomes += in_question(replayed, is_throughout=request.is_throughout)
            events += replayed.events
            looked_at += 1
        on_progress(number)
    is_complete = request.covers_all and request.day == request.today
    judged, accepted = apply_waivers(outcomes, request.waivers, reference, request.today, is_complete=is_complete)
    return Assessment(
        command="check --throughout" if request.is_throughout else "check",
        outcomes=in_report_order(judged),
        looked_at=(Looked("clusters", looked_at), Looked("events", events)),
        judged_on=request.day,
        edition=reference.edition,
        as_of=reference.as_of,
        known=request.known,
        accepted=accepted,
    )


def replay(timeline: Timeline, cluster: Cluster, judges: Judges, until: date) -> Replayed:
    """Read a cluster's history once and judge it."""
    events = timeline.events(EventQuery(cluster_ids=(cluster.id,), newest_first=False))
    return replay_cluster(cluster, events, judges, until)


def in_question(replayed: Replayed, *, is_throughout: bool) -> list[Outcome]:
    """Every window, or those that hold on the last day; what is wrong with recorded events counts either way."""
    lasting = [outcome for outcome in replayed.lasting if is_throughout or outcome.until is None]
    return [*replayed.instants, *lasting]


def _is_retired(cluster: Cluster, day: date) -> bool:
    return cluster.retired is not None and cluster.retired.last_day < day
