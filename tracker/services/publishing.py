"""What a published page says about a cluster's warnings: the same rules and waivers as `tracker check`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.cluster import Cluster
from tracker.domain.event import Event
from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Outcome
from tracker.services.assessment import in_report_order
from tracker.services.check import in_question
from tracker.services.judges import Judges
from tracker.services.replay import replay_cluster
from tracker.services.waivers import Waiver, apply_waivers

_ABOUT_WAIVERS = "WVR"
"""The family of rules about the waivers themselves: the concern of whoever runs `tracker check`, not of readers."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one cluster."""

    outcomes: tuple[Outcome, ...] = ()
    """Today."""
    windows: tuple[Outcome, ...] = ()
    """Through time."""


Judge = Callable[[Cluster, Sequence[Event]], Judgement]
"""Judges a cluster by the events that readers may see, oldest first."""


def judge_for(reference: Reference, waivers: Sequence[Waiver], today: date) -> Judge:
    """A judge of clusters as of `today`; it remembers what it judged, because clusters are alike."""
    judges = Judges.of(reference)

    def judged(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
        told, _ = apply_waivers(outcomes, waivers, reference, today, is_complete=False)
        return in_report_order(outcome for outcome in told if not outcome.code.startswith(_ABOUT_WAIVERS))

    def judge(cluster: Cluster, events: Sequence[Event]) -> Judgement:
        replayed = replay_cluster(cluster, events, judges, today)
        if cluster.retired and cluster.retired.last_day < today:
            return Judgement((), judged(in_question(replayed, is_throughout=True)))
        return Judgement(
            judged(in_question(replayed, is_throughout=False)), judged(in_question(replayed, is_throughout=True))
        )

    return judge
