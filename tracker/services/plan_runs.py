"""Plans that are followed: the checklist is an event of kind plan, and the events of its steps are linked to it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.domain.cluster import Cluster
from tracker.domain.errors import ConflictError, InvalidDataError, NotFoundError
from tracker.domain.event import Change, Event, EventKind, SubjectType
from tracker.domain.identity import short_id
from tracker.services.ports import EventQuery, Timeline

OPEN, DONE, ABORTED = "open", "done", "aborted"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan, and whether it is done."""

    number: int
    hop: str
    """The minor that the hop leads to."""
    subject: str
    current: str
    target: str
    is_required: bool
    may_wait_until: str
    changes: tuple[Change, ...]
    done_by: Event | None = None

    @property
    def what(self) -> str:
        """``node pool workers 1.30.14``."""
        is_pool = any(change.subject.type is SubjectType.NODE_POOL for change in self.changes)
        return f"{'node pool ' if is_pool else ''}{self.subject} {self.target}"


@dataclass(frozen=True, slots=True)
class PlanRun:
    """A plan that was started, with what was done of it."""

    event: Event
    target: str
    status: str
    """``open``, ``done`` or ``aborted``."""
    steps: tuple[Step, ...]
    notes: tuple[Event, ...]

    def step(self, number: int) -> Step:
        """The step of that number; raises NotFoundError."""
        for step in self.steps:
            if step.number == number:
                return step
        last = self.steps[-1].number if self.steps else 0
        raise NotFoundError(f"plan {short_id(self.event.id)} has no step {number}: its steps are 1 to {last}")

    @property
    def left(self) -> tuple[Step, ...]:
        """The required steps that are not done."""
        return tuple(step for step in self.steps if step.is_required and step.done_by is None)


def find_plan(timeline: Timeline, cluster: Cluster, plan: str = "") -> PlanRun:
    """The plan that is meant: named, or the only open one.

    Raises:
        NotFoundError: None is open, or nothing has that identifier.
        ConflictError: Several are open.
        InvalidDataError: The event is no plan of this cluster.
    """
    if plan:
        event = timeline.event(plan)
        if not event.detail("checklist") or event.cluster_id != cluster.id:
            raise InvalidDataError(f"event {short_id(event.id)} is no plan of {cluster.name}: {event.title}")
        return _with_steps(timeline, cluster, event)
    found = open_plans(timeline, cluster)
    if not found:
        raise NotFoundError(
            f"no plan is open for {cluster.name}: start one with tracker plan start{_last(timeline, cluster)}"
        )
    if len(found) > 1:
        listed = ", ".join(f"{short_id(event.id)} ({event.title}, since {event.when})" for event in found)
        raise ConflictError(f"{len(found)} plans are open for {cluster.name}: {listed}; say which with --plan ID")
    return _with_steps(timeline, cluster, found[0])


def open_plans(timeline: Timeline, cluster: Cluster) -> list[Event]:
    """The plans that were started and have not ended, the newest first."""
    return [event for event in _plans(timeline, cluster) if event.detail("status") == OPEN]


def _plans(timeline: Timeline, cluster: Cluster) -> list[Event]:
    query = EventQuery(cluster_ids=(cluster.id,), kinds=(EventKind.PLAN,))
    return [event for event in timeline.events(query) if event.detail("checklist")]


def _last(timeline: Timeline, cluster: Cluster) -> str:
    """How to name the plan before, whose steps that may wait can still be done."""
    last = next(iter(_plans(timeline, cluster)), None)
    if last is None:
        return ""
    return f"; the last one, {short_id(last.id)}, is {last.detail('status')}, and --plan {short_id(last.id)} names it"


def _with_steps(timeline: Timeline, cluster: Cluster, event: Event) -> PlanRun:
    query = EventQuery(cluster_ids=(cluster.id,), tags=(tag_of(event),), newest_first=False)
    return run_of(event, [other for other in timeline.events(query) if other.detail("plan") == event.id])


def run_of(event: Event, linked: Sequence[Event]) -> PlanRun:
    """The plan of an event, with the events that are linked to it."""
    done = {other.detail("step"): other for other in linked if other.detail("step")}
    steps = tuple(
        _read_step(step, hop["to"], done.get(str(step["number"])))
        for hop in json.loads(event.detail("checklist"))["hops"]
        for step in hop["steps"]
    )
    notes = tuple(other for other in linked if not other.detail("step"))
    return PlanRun(event, event.detail("target"), event.detail("status"), steps, notes)


def _read_step(step: Mapping[str, Any], hop: str, done_by: Event | None) -> Step:
    return Step(
        number=step["number"],
        hop=hop,
        subject=step["subject"],
        current=step["from"] or "",
        target=step["to"],
        is_required=step["necessity"] == "required",
        may_wait_until=step["may_wait_until"] or "",
        changes=tuple(map(Change.from_document, step["changes"])),
        done_by=done_by,
    )


def tag_of(plan: Event) -> str:
    """The tag of every event that belongs to a plan."""
    return f"plan-{short_id(plan.id)}"
