"""Following an upgrade: starts a plan, records each step that is done as an event, and ends the plan with the last one.

The steps stay as they were computed at the start. What a step changed is taken from its plan and from the state at the
time, never guessed: a step that is done already, an unknown number or an unclear plan is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tracker.domain.cluster import Cluster
from tracker.domain.errors import ConflictError, InvalidDataError
from tracker.domain.event import Action, Change, Event, EventKind, Provenance, Subject, SubjectType, Visibility
from tracker.domain.identity import IdentifierSource, short_id
from tracker.domain.language import detect_language
from tracker.domain.ledger import canonical_json
from tracker.domain.version import Version, parse_version
from tracker.domain.when import When, end_of_day, find_zone
from tracker.services.plan_runs import ABORTED, DONE, OPEN, PlanRun, Step, find_plan, open_plans, run_of, tag_of
from tracker.services.ports import Store, Timeline, UnitOfWork
from tracker.services.recording import record, refuse_unfit

_STEP_KEYS = ("number", "kind", "subject", "from", "to", "reason", "necessity", "may_wait_until", "changes")


@dataclass(frozen=True, slots=True)
class By:
    """Who records, when, and on behalf of what moment."""

    author: str
    now: datetime
    when: When
    """The moment that the event tells of."""
    visibility: Visibility = Visibility.INTERNAL


def start_plan(store: Store, cluster: Cluster, document: Mapping[str, Any], by: By) -> PlanRun:
    """Keep the steps of a readiness report as the plan that is followed.

    Raises:
        ConflictError: Another plan is open, or there is nothing to do.
    """
    if not any(hop["steps"] for hop in document["hops"]):
        raise ConflictError(f"there is nothing to do: {cluster.name} runs Kubernetes {document['current']} already")
    checklist = {
        "current": document["current"],
        "hops": [
            {
                "from": hop["from"],
                "to": hop["to"],
                "steps": [{key: step[key] for key in _STEP_KEYS} for step in hop["steps"]],
            }
            for hop in document["hops"]
        ],
        "verdict": document["verdict"],
    }
    details = (("checklist", canonical_json(checklist)), ("status", OPEN), ("target", document["target"]))
    title = f"Upgrade of Kubernetes {document['current']} to {document['target']}"
    if document["direction"] == "rollback":
        title = f"Rollback of Kubernetes {document['current']} to {document['target']}"
    event = replace(_event(cluster, EventKind.PLAN, title, by), language="en", details=details)
    with store.unit_of_work(author=by.author, recorded_at=by.now) as work:
        for other in open_plans(work.timeline, cluster):
            raise ConflictError(
                f"plan {short_id(other.id)} ({other.title}) is open since {other.when}: "
                "finish its steps, or end it with: tracker plan abort --why TEXT"
            )
        record(work, event)
        work.commit()
    return run_of(event, ())


def finish_step(
    store: Store, cluster: Cluster, number: int, by: By, *, plan: str = "", version: str = "", note: str = ""
) -> tuple[PlanRun, Event]:
    """Record that a step is done; the plan ends with its last required step.

    Args:
        store: Where it is recorded.
        cluster: Whose plan.
        number: Of the step.
        by: Who, and when the step was done.
        plan: Which plan; the open one when empty.
        version: What it was moved to, where that is not what was planned.
        note: A few words, as the event's body.

    Raises:
        NotFoundError: No plan is open, or it has no such step.
        ConflictError: The step is done already, several plans are open, or the plan was aborted.
    """
    refuse_unfit(note)
    with store.unit_of_work(author=by.author, recorded_at=by.now) as work:
        run = find_plan(work.timeline, cluster, plan)
        step = run.step(number)
        if step.done_by is not None:
            raise ConflictError(
                f"step {number} ({step.what}) is done since {step.done_by.when} (event {short_id(step.done_by.id)}): "
                "correct it with tracker amend or tracker retract"
            )
        if run.status == ABORTED:
            raise ConflictError(f"plan {short_id(run.event.id)} was aborted on {run.event.ended}: start a new one")
        _require_between(run, by)
        event = _step_event(work.timeline, cluster, run, step, by, version=version, note=note)
        record(work, event)
        run = find_plan(work.timeline, cluster, run.event.id)
        if run.status == OPEN and not run.left:
            run = _end(work, run, DONE, _last_moment(run))
        work.commit()
    return run, event


def note_on_plan(store: Store, cluster: Cluster, text: str, by: By, *, plan: str = "") -> Event:
    """Record a note that belongs to a plan; raises like `finish_step`."""
    if not text.strip():
        raise InvalidDataError("a note needs a few words: tracker plan note 'waiting for the batch jobs'")
    refuse_unfit(text)
    with store.unit_of_work(author=by.author, recorded_at=by.now) as work:
        run = find_plan(work.timeline, cluster, plan)
        event = _event(cluster, EventKind.NOTE, text.strip(), by)
        event = replace(event, tags=(tag_of(run.event),), details=(("plan", run.event.id),))
        record(work, event)
        work.commit()
    return event


def abort_plan(store: Store, cluster: Cluster, why: str, by: By, *, plan: str = "") -> PlanRun:
    """End a plan that is not carried through; what was done stays recorded. Raises like `finish_step`."""
    if not why.strip():
        raise InvalidDataError("say why the plan is not carried through: --why TEXT")
    refuse_unfit(why)
    with store.unit_of_work(author=by.author, recorded_at=by.now) as work:
        run = find_plan(work.timeline, cluster, plan)
        if run.status != OPEN:
            raise ConflictError(f"plan {short_id(run.event.id)} is {run.status} since {run.event.ended} already")
        _require_between(run, by)
        run = _end(work, run, ABORTED, by.when, why=why.strip())
        work.commit()
    return run


def _step_event(
    timeline: Timeline, cluster: Cluster, run: PlanRun, step: Step, by: By, *, version: str, note: str
) -> Event:
    reached = replace(step, target=version) if version else step
    values, when = _seen_at(timeline, cluster, step, by.when)
    changes = [_seen_from(values, change, version) for change in step.changes]
    new = tuple(change for change in changes if change is not None)
    details = {"hop": step.hop, "necessity": "required" if step.is_required else "may wait", "plan": run.event.id}
    return replace(
        _event(cluster, _kind(new), reached.what, replace(by, when=when)),
        body=note.strip(),
        language="en",
        changes=new,
        tags=(tag_of(run.event),),
        details=tuple(sorted((details | {"step": str(step.number)}).items())),
    )


def _seen_at(timeline: Timeline, cluster: Cluster, step: Step, when: When) -> tuple[Mapping[Subject, str | None], When]:
    """What the state says right before a step, and the moment to record the step at.

    Where the same subject changed on that day and nobody said at what time, that change stands at the end of the day;
    the step is then recorded for the day as well, so that it comes after it.
    """
    state = timeline.state(cluster.id, until=end_of_day(when.day, when.zone))
    subjects = {change.subject for change in step.changes}
    untimed = [state.facts[subject].since for subject in subjects if subject in state.facts]
    if when.instant is not None and any(since.day == when.day and since.instant is None for since in untimed):
        return state.values, When.on(when.day, when.zone)
    return timeline.state(cluster.id, until=when.sort_at).values, when


def _seen_from(values: Mapping[Subject, str | None], change: Change, version: str) -> Change | None:
    """The change from what the state says to where the step led; None when the state is there already."""
    before, to = values.get(change.subject), version or change.to
    if change.subject in values and before == to:
        return None
    action = change.action if change.subject in values else Action.ADDED
    old, new = parse_version(before) if before else None, parse_version(to) if to else None
    if change.subject in values and isinstance(old, Version) and isinstance(new, Version):
        action = Action.DOWNGRADED if new < old else Action.UPGRADED
    return replace(change, action=action, before=before, to=to)


def _kind(changes: Sequence[Change]) -> EventKind:
    """A step that changed nothing that was not recorded before is told as a note."""
    if not changes:
        return EventKind.NOTE
    is_platform = any(change.subject.type in (SubjectType.PLATFORM, SubjectType.NODE_POOL) for change in changes)
    return EventKind.UPGRADE if is_platform else EventKind.COMPONENT


def _end(work: UnitOfWork, run: PlanRun, status: str, when: When, *, why: str = "") -> PlanRun:
    details = dict(run.event.details) | {"status": status}
    body = "\n\n".join(part for part in (run.event.body, why) if part)
    event = replace(run.event, ended=when, body=body, details=tuple(sorted(details.items())))
    record(
        work,
        event,
        reason=why or "its last required step is done",
        expected_number=len(work.timeline.revisions(event.id)),
    )
    return replace(run, event=event, status=status)


def _last_moment(run: PlanRun) -> When:
    """When the last of the required steps was done."""
    moments = [step.done_by.when for step in run.steps if step.is_required and step.done_by is not None]
    return max(moments, key=lambda when: when.sort_at)


def _require_between(run: PlanRun, by: By) -> None:
    """A step is done after its plan began, and not in the future."""
    start, when = run.event.when, by.when
    if when.last_day < start.day or (when.instant and start.instant and when.instant < start.instant):
        raise InvalidDataError(f"{when} lies before the start of plan {short_id(run.event.id)}, {start}")
    today = by.now.astimezone(find_zone(when.zone)).date()
    if when.day > today or (when.instant and when.instant > by.now):
        raise InvalidDataError(f"{when} lies in the future: tell it when it is done")


def _event(cluster: Cluster, kind: EventKind, title: str, by: By) -> Event:
    return Event(
        id=IdentifierSource().next(by.now),
        cluster_id=cluster.id,
        kind=kind,
        title=title,
        when=by.when,
        language=detect_language(title),
        visibility=by.visibility,
        provenance=Provenance("cli"),
    )
