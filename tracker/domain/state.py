"""What ran in a cluster at an instant: the fold of its changes up to then."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tracker.domain.event import Action, Change, Event, Subject, SubjectType
from tracker.domain.version import OpaqueVersion, Version, parse_version
from tracker.domain.when import When


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one subject: its value, and the event that last said so."""

    subject: Subject
    value: str | None
    """None when the subject is there and its value was never told."""
    since: When
    event_id: str

    @property
    def version(self) -> Version | OpaqueVersion | None:
        """The value read as a version."""
        return parse_version(self.value) if self.value else None


@dataclass(frozen=True, slots=True)
class State:
    """The facts that hold at an instant, by subject."""

    facts: Mapping[Subject, Fact] = field(default_factory=dict)

    @property
    def values(self) -> dict[Subject, str | None]:
        """The bare values, without since when and by which event."""
        return {subject: fact.value for subject, fact in self.facts.items()}

    def of_type(self, kind: SubjectType) -> tuple[Fact, ...]:
        """The facts about subjects of one type, in order of their names."""
        return tuple(self.facts[subject] for subject in sorted(self.facts) if subject.type is kind)

    def platform(self, name: str) -> Fact | None:
        """The fact about a platform without a scope, such as ``kubernetes``."""
        return self.facts.get(Subject(SubjectType.PLATFORM, name))

    def after(self, event: Event) -> "State":
        """The state once `event` has happened."""
        facts = dict(self.facts)
        apply_event(facts, event)
        return State(facts)


def apply_event(facts: dict[Subject, Fact], event: Event) -> None:
    """Apply the changes of `event` to `facts` in place; folding a long history copies nothing."""
    for change in event.changes:
        if change.action is Action.REMOVED:
            facts.pop(change.subject, None)
        else:
            facts[change.subject] = Fact(change.subject, change.to, event.when, event.id)


def fold(events: Iterable[Event]) -> State:
    """The state after `events`, which are in timeline order (`Event.order`)."""
    facts: dict[Subject, Fact] = {}
    for event in events:
        apply_event(facts, event)
    return State(facts)


def replay(events: Iterable[Event]) -> Iterator[tuple[Event, State]]:
    """Each event of a timeline with the state right after it."""
    facts: dict[Subject, Fact] = {}
    for event in events:
        apply_event(facts, event)
        yield event, State(dict(facts))


def diff(earlier: State, later: State) -> tuple[Change, ...]:
    """The changes that lead from one state to the other, in order of their subjects."""
    before, after = earlier.values, later.values
    subjects = sorted(before.keys() | after.keys())
    return tuple(
        change_between(subject, before, after)
        for subject in subjects
        if (subject in before, before.get(subject)) != (subject in after, after.get(subject))
    )


def change_between(
    subject: Subject, before: Mapping[Subject, str | None], after: Mapping[Subject, str | None]
) -> Change:
    """The change of one subject between two sets of values that differ in it."""
    old, new = before.get(subject), after.get(subject)
    if subject not in after:
        return Change(subject, Action.REMOVED, old)
    return Change(subject, action_for(subject, subject in before, old, new), old, new)


def action_for(subject: Subject, was_there: bool, old: str | None, new: str | None) -> Action:
    """What giving `subject` the value `new` amounts to, seen from its `old` one."""
    if subject.type is SubjectType.CONFIG:
        return Action.SET
    if not was_there:
        return Action.ADDED
    if old and new:
        left, right = parse_version(old), parse_version(new)
        if isinstance(left, Version) and isinstance(right, Version) and left != right:
            return Action.UPGRADED if left < right else Action.DOWNGRADED
    return Action.SET


def apply_changes(values: Mapping[Subject, str | None], changes: Iterable[Change]) -> dict[Subject, str | None]:
    """The values after `changes`; the inverse of `diff`."""
    result = dict(values)
    for change in changes:
        if change.action is Action.REMOVED:
            result.pop(change.subject, None)
        else:
            result[change.subject] = change.to
    return result
