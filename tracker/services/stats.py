"""Figures of a cluster's life: how often it is upgraded, how far behind it is, how often a change fails, how long that lasts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from tracker.domain.event import Event, EventKind, SubjectType
from tracker.domain.knowledge.reference import KubernetesReleases
from tracker.domain.platforms import KUBERNETES
from tracker.domain.version import Version, compare_upstream, parse_version
from tracker.services.incidents import time_to_resolve

FOLLOWS_WITHIN = timedelta(hours=48)
"""An incident so soon after a change counts against the change, where nobody named the cause."""
_CHANGES = (EventKind.UPGRADE, EventKind.COMPONENT, EventKind.CONFIG)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; the value is None where nothing that is recorded gives it."""

    name: str
    value: float | None
    unit: str
    detail: str = ""
    """From what it was counted, or what is missing."""


@dataclass(slots=True)
class _Counted:
    """What one walk over a history finds."""

    events: int = 0
    changes: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    last_change: Event | None = None
    incidents: int = 0
    open_incidents: int = 0
    resolved_hours: list[float] = field(default_factory=list)
    moves: list[tuple[date, Version]] = field(default_factory=list)
    """The days on which Kubernetes got another version, oldest first."""


def figures(events: Iterable[Event], releases: KubernetesReleases, today: date) -> tuple[Figure, ...]:
    """The figures of one cluster.

    Args:
        events: Its history, oldest first; read once.
        releases: What upstream released.
        today: Up to when cadence and distance are counted.
    """
    counted = _count(events)
    return (
        Figure("events", counted.events, "events"),
        *_cadence(counted, today),
        *_distance(counted, releases, today),
        _change_failure_rate(counted),
        *_resolution(counted),
    )


def _count(events: Iterable[Event]) -> _Counted:
    counted = _Counted()
    for event in events:
        counted.events += 1
        if event.changes and event.kind in (*_CHANGES, EventKind.INCIDENT):
            counted.changes.add(event.id)
        _note_version(counted, event)
        if event.kind is EventKind.INCIDENT:
            _note_incident(counted, event)
        if event.id in counted.changes:
            counted.last_change = event
    return counted


def _note_version(counted: _Counted, event: Event) -> None:
    for change in event.changes:
        subject = change.subject
        if subject.type is not SubjectType.PLATFORM or subject.name != KUBERNETES or subject.scope or not change.to:
            continue
        version = parse_version(change.to)
        if isinstance(version, Version) and (not counted.moves or not counted.moves[-1][1].same_upstream(version)):
            counted.moves.append((event.when.last_day, version))


def _note_incident(counted: _Counted, event: Event) -> None:
    counted.incidents += 1
    counted.open_incidents += event.is_open
    lasted = time_to_resolve(event)
    if lasted is not None:
        counted.resolved_hours.append(lasted / timedelta(hours=1))
    if event.incident and event.incident.cause:
        counted.failed.add(event.incident.cause)
    elif event.id in counted.changes:
        counted.failed.add(event.id)
    elif counted.last_change and _follows(counted.last_change, event):
        counted.failed.add(counted.last_change.id)


def _follows(change: Event, incident: Event) -> bool:
    if change.when.instant is not None and incident.when.instant is not None:
        return incident.when.instant - change.when.instant <= FOLLOWS_WITHIN
    return incident.when.day - change.when.last_day <= FOLLOWS_WITHIN


def _cadence(counted: _Counted, today: date) -> Iterator[Figure]:
    days = [day for day, _ in counted.moves]
    minors = [day for (day, version), (_, before) in _pairs(counted.moves) if version.minor != before.minor]
    upgrades = len(counted.moves) - 1 if counted.moves else 0
    yield Figure("kubernetes upgrades", upgrades, "upgrades", f"{len(minors)} of them to another minor")
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    yield Figure(
        "days between upgrades",
        median(gaps) if gaps else None,
        "days",
        f"median of {len(gaps)}" if gaps else "fewer than two versions of kubernetes are recorded",
    )
    since = (today - days[-1]).days if days else None
    detail = f"kubernetes {counted.moves[-1][1]} since {days[-1]}" if days else "no version of kubernetes is recorded"
    yield Figure("days since the last upgrade", since, "days", detail)


def _distance(counted: _Counted, releases: KubernetesReleases, today: date) -> Iterator[Figure]:
    if not counted.moves:
        missing = "no version of kubernetes is recorded"
        yield Figure("minors behind upstream", None, "minors", missing)
        yield Figure("days behind upstream", None, "days", missing)
        return
    current = counted.moves[-1][1]
    newer = [each for each in releases.released_minors(today) if each.minor > current.minor]
    latest = releases.latest_minor(today)
    first = min((each.released_on for each in newer if each.released_on), default=None)
    against = f"{current.minor} runs, {latest.minor} is the newest" if latest else "no release is known on that day"
    yield Figure("minors behind upstream", len(newer) if latest else None, "minors", against)
    behind = (today - first).days if first else 0
    yield Figure(
        "days behind upstream",
        behind if latest else None,
        "days",
        "since the next minor came out" if first else against,
    )
    patches = [
        patch for patch in releases.patches(current.minor)
        if patch.public and patch.released_on <= today and compare_upstream(patch.version, current) > 0
    ]  # fmt: skip
    yield Figure("patch releases behind", len(patches), "releases", f"of {current.minor}")
    lags = list(_adoption(counted, releases))
    detail = f"median of {len(lags)} versions" if lags else "no recorded version is a known release"
    yield Figure("days from release to use", median(lags) if lags else None, "days", detail)


def _adoption(counted: _Counted, releases: KubernetesReleases) -> Iterator[int]:
    """How old each version was when it came into use; a day before its release counts as wrongly dated and is left out."""
    for day, version in counted.moves:
        release = releases.patch(version) if not version.prerelease else None
        if release is not None and release.released_on <= day:
            yield (day - release.released_on).days


def _change_failure_rate(counted: _Counted) -> Figure:
    failed = len(counted.failed & counted.changes)
    hours = FOLLOWS_WITHIN // timedelta(hours=1)
    detail = f"{failed} of {len(counted.changes)} changes: named as the cause of an incident, or {hours} h before one"
    return Figure("change failure rate", 100 * failed / len(counted.changes) if counted.changes else None, "%", detail)


def _resolution(counted: _Counted) -> Iterator[Figure]:
    hours = counted.resolved_hours
    detail = f"median of {len(hours)} of {counted.incidents} incidents" if hours else _no_times(counted.incidents)
    yield Figure("time to resolve", median(hours) if hours else None, "hours", detail)
    yield Figure("open incidents", counted.open_incidents, "incidents")


def _no_times(incidents: int) -> str:
    return f"none of {incidents} incidents has a time at both ends" if incidents else "no incident is recorded"


def _pairs(moves: list[tuple[date, Version]]) -> Iterator[tuple[tuple[date, Version], tuple[date, Version]]]:
    """Each move with the one before it."""
    return zip(moves[1:], moves, strict=False)
