"""The state of a cluster: today as a table, at each change as a list, and in a form that a script can fold to any day."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.event import Action, SubjectType
from tracker.publish.gathered import ClusterData, Moment, Step, SubjectHistory
from tracker.publish.views.entries import Time, time_of
from tracker.publish.views.labels import SUBJECT_TYPES
from tracker.publish.views.links import Links
from tracker.publish.views.values import current_value, shown
from tracker.publish.words import Spoken, Words

_ORDER = (SubjectType.PLATFORM, SubjectType.NODE_POOL, SubjectType.CONFIG, SubjectType.COMPONENT)


@dataclass(frozen=True, slots=True)
class FactRow:
    """A subject with its value today, and with all its values so that a script can show those of another day."""

    name: str
    scope: str
    href: str
    value: str
    since: str
    event: str
    """Link to the event that last said so."""
    is_present: bool
    steps: tuple[tuple[str, bool, str, str], ...]
    """(day, present from then on, value, link), oldest first."""


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The subjects of one type."""

    label: str
    rows: tuple[FactRow, ...]
    present: int


@dataclass(frozen=True, slots=True)
class StateRow:
    """The state right after an event that changed it."""

    time: Time
    href: str
    title: Spoken
    kubernetes: str
    others: tuple[str, ...]
    """Other platforms with their versions: ``kube-aws 0.9.8``."""
    config: tuple[str, ...]
    components: int
    changed: tuple[str, ...]
    """What this event changed: ``+ Kafka``, ``− Labelgun``, ``kubernetes 1.6.2 → 1.6.3``."""


def fact_rows(data: ClusterData, links: Links, words: Words) -> tuple[FactGroup, ...]:
    """Every subject that the cluster ever had, by type."""
    groups = []
    for kind in _ORDER:
        found = [history for history in data.histories if history.subject.type is kind]
        found.sort(key=lambda history: (history.subject.scope, history.subject.name.casefold()))
        rows = tuple(_fact(history, links) for history in found)
        if rows:
            groups.append(FactGroup(words.text(SUBJECT_TYPES[kind]), rows, sum(row.is_present for row in rows)))
    return tuple(groups)


def _fact(history: SubjectHistory, links: Links) -> FactRow:
    last = history.steps[-1]
    return FactRow(
        name=history.subject.name,
        scope=history.subject.scope,
        href=links.subject(history.subject),
        value=current_value(history),
        since=str(last.when.day),
        event=links.event(last.when.day, last.event_id),
        is_present=history.is_present,
        steps=tuple(
            (
                step.when.day.isoformat(),
                step.action is not Action.REMOVED,
                shown(step.to, history.subject.type),
                links.event(step.when.day, step.event_id),
            )
            for step in history.steps
        ),
    )


def state_rows(data: ClusterData, links: Links, words: Words, *, most: int) -> tuple[StateRow, ...]:
    """The states after the newest events with changes, newest first; at most so many."""
    changing = {step.event_id for history in data.histories for step in history.steps}
    rows = list(_states(data, links, words, skipped=len(changing) - most))
    rows.reverse()
    return tuple(rows)


def _states(data: ClusterData, links: Links, words: Words, *, skipped: int) -> Iterator[StateRow]:
    by_event: dict[str, list[tuple[SubjectHistory, Step]]] = {}
    for history in data.histories:
        for step in history.steps:
            by_event.setdefault(step.event_id, []).append((history, step))
    platforms: dict[str, str] = {}
    config: dict[str, str] = {}
    components: set[str] = set()
    for moment in data.moments:
        changes = by_event.get(moment.id)
        if not changes:
            continue
        for history, step in changes:
            _apply(history, step, platforms, config, components)
        skipped -= 1
        if skipped < 0:
            yield _state(moment, changes, platforms, config, components, links, words)


def _apply(
    history: SubjectHistory, step: Step, platforms: dict[str, str], config: dict[str, str], components: set[str]
) -> None:
    name = str(history.subject)
    is_gone = step.action is Action.REMOVED
    if history.subject.type is SubjectType.COMPONENT:
        (components.discard if is_gone else components.add)(name)
        return
    values = config if history.subject.type is SubjectType.CONFIG else platforms
    if is_gone:
        values.pop(name, None)
    else:
        values[name] = shown(step.to, history.subject.type)


def _state(
    moment: Moment,
    changes: list[tuple[SubjectHistory, Step]],
    platforms: dict[str, str],
    config: dict[str, str],
    components: set[str],
    links: Links,
    words: Words,
) -> StateRow:
    return StateRow(
        time=time_of(moment.when),
        href=links.moment(moment),
        title=words.choose(moment.title, moment.language, moment.translations),
        kubernetes=platforms.get("kubernetes", ""),
        others=tuple(f"{name} {value}".strip() for name, value in sorted(platforms.items()) if name != "kubernetes"),
        config=tuple(f"{name} {value}".strip() for name, value in sorted(config.items())),
        components=len(components),
        changed=tuple(_changed(history, step) for history, step in changes),
    )


def _changed(history: SubjectHistory, step: Step) -> str:
    """A change in a few signs that need no translation."""
    name = str(history.subject)
    if step.action is Action.REMOVED:
        return f"− {name}"
    before, to = shown(step.before, history.subject.type), shown(step.to, history.subject.type)
    if before and to and before != to:
        return f"{name} {before} → {to}"
    return f"{'+ ' if step.action is Action.ADDED else ''}{name} {to}".strip()
