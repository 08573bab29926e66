"""The upgrade-readiness report: the plan, what stands in its way, what is unknown, and what earlier upgrades teach."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.cluster import Cluster
from tracker.domain.event import Event, EventKind
from tracker.domain.knowledge.changes import BreakingChange, ChangeSeverity
from tracker.domain.knowledge.changes import Evidence as Where
from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Finding, Outcome, Undecided
from tracker.domain.sentence import say
from tracker.domain.state import State, fold
from tracker.domain.upgrade.inventory import take_inventory
from tracker.domain.upgrade.memory import Memory, recall
from tracker.domain.upgrade.plan import Hop, Plan, Unknown
from tracker.domain.upgrade.planner import plan_upgrade
from tracker.domain.upgrade.verdict import Judgement, judge_readiness
from tracker.domain.version import Minor, Version, parse_version
from tracker.domain.when import end_of_day
from tracker.rules.readiness.version_gated import changed_in_use
from tracker.rules.readiness.version_gated.arguments import CONFIGURES_COMMAND_LINES
from tracker.rules.readiness.version_gated.changed_in_use import LookYourself, to_look_at
from tracker.rules.readiness.version_gated.facts import GatedFacts, concerns
from tracker.rules.readiness.workloads import Manifests
from tracker.services.assessment import Assessment, Looked, in_report_order
from tracker.services.check import in_question
from tracker.services.judges import Judges
from tracker.services.ports import EventQuery, Timeline
from tracker.services.replay import replay_cluster
from tracker.services.scan import Tally
from tracker.services.waivers import Waiver, apply_waivers

CONCERNS_THE_UPGRADE = frozenset({"SKEW"})
"""Families of rules about the recorded state whose findings decide whether an upgrade may begin.

An end of life, say, is a reason to upgrade and no obstacle: such findings are told beside the verdict.
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """The cluster that a report is about, as it is recorded."""

    cluster: Cluster
    events: tuple[Event, ...]
    """Up to and including the day, oldest first."""
    state: State
    siblings: Mapping[str, tuple[Event, ...]]
    """The timelines of the other clusters by name, for what they have already been through."""


@dataclass(frozen=True, slots=True)
class ReadinessReport:
    """Everything that a reader needs to sign the verdict, or to refuse it."""

    cluster: Cluster
    plan: Plan
    judgement: Judgement
    assessment: Assessment
    """What the rules say about the way: the state's skew, the manifests' APIs and workloads, version-gated changes."""
    today: tuple[Outcome, ...]
    """What else the rules say about the cluster as it is; it does not decide."""
    to_look_at: tuple[LookYourself, ...]
    """Version-gated changes that nothing which was read could show."""
    memory: Memory
    manifests_read: bool
    last_recorded_on: date | None
    """The day of the newest event that tells of the cluster, kept reports aside: a plan rests on what is recorded."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing that decides is unknown."""
        return self.manifests_read and not self.plan.all_unknowns and not self.assessment.open_questions


def gather_subject(timeline: Timeline, cluster: Cluster, today: date) -> Subject:
    """Read what a report needs from the store."""
    events = _events(timeline, cluster, today)
    others = (other for other in timeline.clusters(include_retired=False) if other.id != cluster.id)
    return Subject(cluster, events, fold(events), {other.name: _events(timeline, other, today) for other in others})


def _events(timeline: Timeline, cluster: Cluster, today: date) -> tuple[Event, ...]:
    until = end_of_day(today, cluster.zone)
    return tuple(timeline.events(EventQuery(cluster_ids=(cluster.id,), until=until, newest_first=False)))


def next_minor(subject: Subject) -> Minor:
    """The minor after the recorded one: the target when nobody names one.

    Raises:
        InvalidDataError: No comparable Kubernetes version is recorded.
    """
    return take_inventory(subject.state, subject.cluster.name).minor.next()


def outcomes_on(subject: Subject, reference: Reference, today: date) -> list[Outcome]:
    """What the rules say about the recorded cluster on a day, before waivers."""
    replayed = replay_cluster(subject.cluster, subject.events, Judges.of(reference), today)
    return in_question(replayed, is_throughout=False)


def kinds_looked_for(current: Minor, target: Minor, reference: Reference) -> frozenset[str]:
    """The kinds of objects in which changes on the way show: a scan has to keep them."""
    changes = reference.breaking_changes(current, target) if current < target else ()
    detections = [detection for change in changes for detection in change.detections]
    kinds = {kind for detection in detections for kind in detection.kinds}
    on_command_lines = any(detection.evidence is Where.COMMAND_LINE for detection in detections)
    return frozenset(kinds | (CONFIGURES_COMMAND_LINES if on_command_lines else set()))


def unlike_the_record(subject: Subject, serving: str) -> tuple[Unknown, ...]:
    """That a live cluster runs another minor than the record says; nothing where they agree.

    Args:
        subject: The cluster as it is recorded.
        serving: What its API server calls itself.
    """
    version = parse_version(serving)
    recorded = take_inventory(subject.state, subject.cluster.name).serving
    if isinstance(version, Version) and version.minor == recorded.minor:
        return ()
    missing = say(
        "the live cluster runs %(serving)s, and the record says %(recorded)s: this is another cluster, or the record is old",
        serving=serving,
        recorded=recorded,
    )
    return (Unknown("kubernetes", missing, say("bring the record up to date, or choose the context with --context")),)


def assess_readiness(
    subject: Subject,
    target: Minor,
    reference: Reference,
    today: date,
    *,
    tally: Tally | None = None,
    outcomes_today: Iterable[Outcome] = (),
    waivers: Sequence[Waiver] = (),
    unknowns: Sequence[Unknown] = (),
    rollback: bool = False,
) -> ReadinessReport:
    """Put the report together.

    Args:
        subject: The cluster as it is recorded.
        target: The Kubernetes minor to reach.
        reference: Facts about the world.
        today: The day on which everything is judged.
        tally: What a scan of the cluster's manifests for the same target found; None when none were given.
        outcomes_today: What the rules say about the recorded cluster on that day, before waivers.
        waivers: What is accepted, in all that the report says.
        unknowns: What the caller found out to be unknown about the cluster.
        rollback: The target may be older than what is recorded.

    Raises:
        InvalidDataError: As `plan_upgrade`.
    """
    cluster = subject.cluster
    plan = plan_upgrade(
        subject.state, target, reference, today, cluster=cluster.name, provider=cluster.provider, rollback=rollback
    )
    known_provider = reference.provider(cluster.provider)
    provider = known_provider.slug if known_provider else cluster.provider.lower()
    plan = replace(plan, unknowns=(*unknowns, *plan.unknowns), hops=_concerning(plan.hops, provider))
    gated = _gated(subject, plan, tally, provider)
    about_the_way, beside = _divide(outcomes_today)
    about_the_way += [
        _named(o, cluster.name) for o in (*(tally.outcomes if tally else ()), *changed_in_use.check(gated))
    ]
    judged, accepted = apply_waivers((*about_the_way, *beside), waivers, reference, today, is_complete=False)
    outcomes = in_report_order(judged[: len(about_the_way)])
    looked_at = to_look_at(gated)
    return ReadinessReport(
        cluster=cluster,
        plan=plan,
        judgement=_judge(plan, outcomes, accepted, tally, looked_at),
        assessment=_assessment(outcomes, subject, tally, reference, today, accepted),
        today=in_report_order(judged[len(about_the_way) :]),
        to_look_at=looked_at,
        memory=_recall(subject),
        manifests_read=tally is not None,
        last_recorded_on=max((e.when.day for e in subject.events if e.kind is not EventKind.PLAN), default=None),
    )


def _judge(
    plan: Plan,
    outcomes: Sequence[Outcome],
    accepted: frozenset[str],
    tally: Tally | None,
    looked_at: Sequence[LookYourself],
) -> Judgement:
    counting = [outcome for outcome in outcomes if outcome.fingerprint not in accepted]
    breaking = sum(item.severity is ChangeSeverity.BREAKING for item in looked_at)
    return judge_readiness(plan, counting, manifests_read=tally is not None, to_look_at=breaking)


def _concerning(hops: Iterable[Hop], provider: str) -> tuple[Hop, ...]:
    """The hops without what only clusters of other providers meet."""
    return tuple(
        replace(hop, breaking_changes=tuple(change for change in hop.breaking_changes if concerns(change, provider)))
        for hop in hops
    )


def _gated(subject: Subject, plan: Plan, tally: Tally | None, provider: str) -> GatedFacts:
    manifests = Manifests.of(tally.kept if tally else (), plan.target)
    changes: dict[str, BreakingChange] = {change.id: change for hop in plan.hops for change in hop.breaking_changes}
    return GatedFacts(manifests, subject.state.values, tuple(changes.values()), provider)


def _divide(outcomes: Iterable[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    about_the_way: list[Outcome] = []
    beside: list[Outcome] = []
    for outcome in outcomes:
        family = outcome.code.rstrip("0123456789")
        (about_the_way if family in CONCERNS_THE_UPGRADE else beside).append(outcome)
    return about_the_way, beside


def _named(outcome: Finding | Undecided, cluster: str) -> Outcome:
    """The outcome with the cluster that it is about: rules on manifests do not know it."""
    return outcome if outcome.cluster else replace(outcome, cluster=cluster)


def _recall(subject: Subject) -> Memory:
    own = recall(subject.cluster.name, subject.events)
    siblings = [upgrade for name, events in subject.siblings.items() for upgrade in recall(name, events)]
    return Memory(own, tuple(sorted(siblings, key=lambda upgrade: upgrade.event.order)))


def _assessment(
    outcomes: Sequence[Outcome],
    subject: Subject,
    tally: Tally | None,
    reference: Reference,
    today: date,
    accepted: frozenset[str],
) -> Assessment:
    looked = [Looked("events", len(subject.events))]
    if tally is not None:
        looked += [Looked("files", tally.files), Looked("objects", tally.objects)]
    return Assessment(
        "report", tuple(outcomes), tuple(looked), today, reference.edition, reference.as_of, accepted=accepted
    )
