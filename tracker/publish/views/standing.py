"""How a cluster stands today: what runs, how long it is supported, how far it is behind, what the rules say."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Subject, SubjectType
from tracker.domain.platforms import INSTALLERS, KUBERNETES
from tracker.domain.version import Minor, Version, parse_version
from tracker.publish.charts.axis import TimeAxis, minute, minute_of
from tracker.publish.charts.versions import Lifetime, Run
from tracker.publish.gathered import ClusterData, Moment
from tracker.publish.site_data import World
from tracker.publish.views.entries import Named
from tracker.publish.views.links import Links
from tracker.publish.views.values import shown

if TYPE_CHECKING:
    from collections.abc import Hashable

_SOON = 90
"""Days before the end of support from which a page says that it is near."""
_SIXTY_DAYS = 60 * 1440
_THIRTY_DAYS = 30 * 1440
KUBERNETES_SUBJECT = Subject(SubjectType.PLATFORM, KUBERNETES)


@dataclass(frozen=True, slots=True)
class Support:
    """How long a version is still supported."""

    status: str
    """``supported``, ``ending``, ``ended`` or ``unknown``."""
    ends_on: date | None
    days: int
    """Until the end of support, or since; 0 when the end is unknown."""
    share: int
    """How much of the window is left, in percent, for a bar."""


@dataclass(frozen=True, slots=True)
class Behind:
    """How far a minor version is behind the newest one."""

    minors: int
    days: int
    """Since the first newer minor version came out."""
    latest: str


@dataclass(frozen=True, slots=True)
class Installer:
    """What a cluster was installed with, in the version that was recorded last."""

    text: str
    """``kube-aws 0.9.8``."""
    place: str
    """Permalink from the root of the event that says so."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A cluster today."""

    cluster: Cluster
    kubernetes: str
    """Empty when no version was ever recorded, or the cluster no longer has one."""
    kubernetes_place: str
    """Permalink from the root of the event that says so, or empty."""
    installers: tuple[Installer, ...]
    support: Support
    behind: Behind | None
    """None when that cannot be said."""
    counts: dict[str, int]
    """Findings by severity, and undecided ones, that nobody accepted."""
    open_incidents: int

    @property
    def worst(self) -> str:
        """The worst severity that was found, or an empty text."""
        return next((kind for kind in ("required", "recommended", "note") if self.counts[kind]), "")


def standing(data: ClusterData, world: World, today: date) -> Standing:
    """How a cluster stands on the day of the site."""
    outline = data.outline
    told = next((told for told in outline.subjects if told.subject == KUBERNETES_SUBJECT), None)
    text, place = (told.value, told.place) if told else ("", "")
    minor = _minor(text)
    windows = lifetimes(world, data.cluster.provider)
    counted = counts(data)
    return Standing(
        cluster=data.cluster,
        kubernetes=text,
        kubernetes_place=place,
        installers=tuple(
            Installer(f"{told.subject.name} {told.value}".strip(), told.place)
            for told in outline.subjects
            if told.subject.type is SubjectType.PLATFORM and told.subject.name in INSTALLERS and told.is_present
        ),
        support=support(minor, windows, today),
        behind=behind(minor, windows, today),
        counts={kind: counted[kind] for kind in ("required", "recommended", "note", "undecided")},
        open_incidents=outline.open_incidents,
    )


def installers(now: Standing, links: Links) -> tuple[Named, ...]:
    """What a cluster was installed with, each with the event that says so."""
    return tuple(Named(each.text, links.to(each.place)) for each in now.installers)


def past_moments(data: ClusterData, today: date) -> list[Moment]:
    """The last that happened in a cluster up to the day of the site, oldest first; at most `RECENT`."""
    return [moment for moment in data.outline.recent if moment.when.day <= today]


def counts(data: ClusterData) -> Counter[str]:
    """How many outcomes of today there are of each severity, ``undecided`` included, that nobody accepted."""
    return Counter(dict(data.outline.warnings)) - Counter(dict(data.outline.accepted))


def lifetimes(world: World, provider: str) -> tuple[Lifetime, ...]:
    """The support windows that count for a cluster: its provider's where that publishes any, else upstream's."""
    return _lifetimes(cast("Hashable", world), provider)


@lru_cache(maxsize=64)
def _lifetimes(world: Any, provider: str) -> tuple[Lifetime, ...]:
    # Kept: a fleet has few providers and many clusters.
    known = world.provider(provider)
    result = []
    for row in world.minors():
        released = row.released_on
        if released is None:
            continue
        window = world.support(known.slug, row.minor) if known else None
        if window is not None and window.included_until is not None:
            result.append(Lifetime(row.minor, window.released_on or released, None, window.included_until))
        else:
            result.append(Lifetime(row.minor, released, row.maintenance_from, row.end_of_life))
    return tuple(result)


def support(minor: Minor | None, windows: tuple[Lifetime, ...], today: date) -> Support:
    """What is left of a minor version's support."""
    lifetime = next((window for window in windows if window.minor == minor), None)
    if lifetime is None or lifetime.ends_on is None:
        return Support("unknown", None, 0, 0)
    left = (lifetime.ends_on - today).days
    if left < 0:
        return Support("ended", lifetime.ends_on, -left, 0)
    whole = max(1, (lifetime.ends_on - lifetime.released_on).days)
    return Support("ending" if left <= _SOON else "supported", lifetime.ends_on, left, min(100, 100 * left // whole))


def behind(minor: Minor | None, windows: tuple[Lifetime, ...], today: date) -> Behind | None:
    """How far a minor version is behind on a day; None when it is not known or of another major version."""
    out = sorted((window for window in windows if window.released_on <= today), key=lambda window: window.minor)
    if minor is None or not out or out[-1].minor.major != minor.major:
        return None
    newer = [window.released_on for window in out if window.minor > minor]
    days = (today - min(newer)).days if newer else 0
    return Behind(max(0, minor.behind(out[-1].minor)), days, str(out[-1].minor))


def kubernetes_runs(data: ClusterData, axis: TimeAxis, links: Links) -> tuple[Run, ...]:
    """Which versions of Kubernetes ran when; the same version recorded again goes on, and what is none has no row."""
    history = data.history(KUBERNETES_SUBJECT)
    if history is None:
        return ()
    runs: list[Run] = []
    following = [*(minute(step.when) for step in history.steps[1:]), axis.present]
    for step, end in zip(history.steps, following, strict=True):
        minor, version = _minor(step.to or ""), shown(step.to, SubjectType.PLATFORM)
        if step.action is Action.REMOVED or minor is None:
            continue
        if runs and runs[-1].version == version and runs[-1].end == minute(step.when):
            runs[-1] = replace(runs[-1], end=end)
            continue
        href = links.event(step.when.day, step.event_id)
        runs.append(Run(version, minor, minute(step.when), end, href, f"{step.when} · Kubernetes {version}"))
    return tuple(runs)


def cluster_axis(data: ClusterData, today: date, ends_on: date | None) -> TimeAxis | None:
    """The span of a cluster's charts: its recorded life and some room; None when nothing is recorded.

    Years of silence after the last event would squeeze what there is to see, so the axis ends at `today` only when
    that is near; else at the end of support of what runs (`ends_on`), so that one sees it pass.
    """
    reach = data.outline.reach
    if reach is None:
        return None
    first, last = reach
    if ends_on is not None and ends_on < today:
        passed = min(minute_of(ends_on) + _SIXTY_DAYS, minute_of(today))
        if last < passed <= last + (last - first):
            last = passed
    return axis_over(first, last, today)


def axis_over(first: int, last: int, today: date) -> TimeAxis:
    """An axis from the first to the last of some moments, with a margin, and up to `today` when that is near.

    It shows thirty days at least: within an hour or two nothing can be seen in what surrounds it.
    """
    length = max(last - first, 1440)
    margin = max(length // 40, 720)
    present = minute_of(today) + 1440
    room = max(length // 5, _SIXTY_DAYS)
    end = present if last <= present <= last + room else last + (min(room, length // 8 + 1440) if present > last else 0)
    until = max(end, last) + margin
    whole = TimeAxis(min(first - margin, until - _THIRTY_DAYS), until)
    return replace(whole, today=present) if whole.holds(present) else whole


def _minor(text: str) -> Minor | None:
    version = parse_version(text) if text else None
    return version.minor if isinstance(version, Version) else None
