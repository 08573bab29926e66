"""What earlier upgrades teach: how long they took, what moved with them, and what went wrong right after."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from tracker.domain.event import Event, EventKind, Subject, SubjectType
from tracker.domain.platforms import KUBERNETES
from tracker.domain.version import Version, parse_version
from tracker.domain.when import When

_KUBERNETES = Subject(SubjectType.PLATFORM, KUBERNETES)

AFTERMATH = timedelta(hours=48)
"""How long after an upgrade an incident is held against it."""


@dataclass(frozen=True, slots=True)
class EarlierUpgrade:
    """One change of the Kubernetes version in the past of a cluster."""

    cluster: str
    event: Event
    before: Version | None
    after: Version
    duration: timedelta | None
    """From the event's start to its end; for a step of a plan that was followed, of its whole hop. Both need a time."""
    moved_with: tuple[str, ...]
    """Other subjects that changed in the same event or on the same day."""
    incidents: tuple[Event, ...]
    """Incidents that began within 48 hours after it; when only the days are known, within two days."""

    @property
    def is_minor_hop(self) -> bool:
        """Whether it crossed a minor version."""
        return self.before is not None and self.before.minor != self.after.minor


@dataclass(frozen=True, slots=True)
class Memory:
    """The upgrades of a cluster and of those that are like it, oldest first."""

    own: tuple[EarlierUpgrade, ...]
    siblings: tuple[EarlierUpgrade, ...] = ()

    @property
    def typical_duration(self) -> timedelta | None:
        """The median of the known durations of this cluster's own upgrades, else of its siblings'."""
        for upgrades in (self.own, self.siblings):
            durations = [upgrade.duration for upgrade in upgrades if upgrade.duration is not None]
            if durations:
                return timedelta(seconds=median(duration.total_seconds() for duration in durations))
        return None

    @property
    def troubled(self) -> tuple[EarlierUpgrade, ...]:
        """Own upgrades that were followed by an incident."""
        return tuple(upgrade for upgrade in self.own if upgrade.incidents)


def recall(cluster: str, events: Sequence[Event]) -> tuple[EarlierUpgrade, ...]:
    """The upgrades in a cluster's timeline (oldest event first)."""
    incidents = [event for event in events if event.kind is EventKind.INCIDENT]
    changed_on = _subjects_by_day(events)
    plans = _Plans(events)
    found: list[EarlierUpgrade] = []
    before: Version | None = None
    for event in events:
        after = _kubernetes_version(event)
        if after is None or after == before:
            continue
        found.append(
            EarlierUpgrade(
                cluster,
                event,
                before,
                after,
                duration=_duration(event) or plans.duration_of_hop(event),
                moved_with=tuple(sorted(changed_on[event.when.day] - {KUBERNETES})),
                incidents=tuple(incident for incident in incidents if _is_aftermath(event, incident)),
            )
        )
        before = after
    return tuple(found)


class _Plans:
    """The plans that were followed, with the events of their steps."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._plans = {event.id: event for event in events if event.kind is EventKind.PLAN}
        self._steps: defaultdict[str, list[Event]] = defaultdict(list)
        for event in events:
            if event.detail("step"):
                self._steps[event.detail("plan")].append(event)

    def duration_of_hop(self, step: Event) -> timedelta | None:
        """From the end of the hop before, or the plan's start, to the hop's last required step; None for a hop unfinished."""
        plan, hop = self._plans.get(step.detail("plan")), step.detail("hop")
        if plan is None or not hop:
            return None
        required = [each for each in self._steps[plan.id] if each.detail("necessity") == "required"]
        here = [each for each in required if each.detail("hop") == hop]
        first, last = min(here, key=_order, default=None), max(here, key=_order, default=None)
        if first is None or last is None or last.when.instant is None:
            return None
        earlier = [each for each in required if each.detail("hop") != hop and each.order < first.order]
        later = any(each.detail("hop") != hop and each.order > last.order for each in required)
        begin = max(earlier, key=_order).when if earlier else plan.when
        is_finished = plan.ended is not None or later
        return last.when.instant - begin.instant if is_finished and begin.instant is not None else None


def _order(event: Event) -> tuple[int, str]:
    return event.order


def _kubernetes_version(event: Event) -> Version | None:
    """The Kubernetes version that an event brought, if it can be compared."""
    for change in event.changes:
        if change.subject == _KUBERNETES and change.to:
            version = parse_version(change.to)
            return version if isinstance(version, Version) else None
    return None


def _subjects_by_day(events: Sequence[Event]) -> dict[date, set[str]]:
    found: defaultdict[date, set[str]] = defaultdict(set)
    for event in events:
        found[event.when.day].update(str(change.subject) for change in event.changes)
    return found


def _duration(event: Event) -> timedelta | None:
    if event.ended is None or event.when.instant is None or event.ended.instant is None:
        return None
    return event.ended.instant - event.when.instant


def _is_aftermath(upgrade: Event, incident: Event) -> bool:
    end, start = upgrade.ended or upgrade.when, incident.when
    if end.instant is not None and start.instant is not None:
        return timedelta() <= start.instant - end.instant <= AFTERMATH
    return upgrade.order <= incident.order and _days_between(end, start) <= AFTERMATH.days


def _days_between(earlier: When, later: When) -> int:
    return (later.day - earlier.day).days
