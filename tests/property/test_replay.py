"""Replaying a history once gives, for every day, what judging that day alone gives."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.events import an_event
from tests.support.facts import a_subject
from tests.support.small_reference import SmallReference, a_component, a_component_release
from tracker.domain.cluster import Cluster
from tracker.domain.event import Change, Event, EventKind, Subject
from tracker.domain.outcome import Outcome
from tracker.domain.state import action_for
from tracker.domain.version import Minor
from tracker.rules import recorded
from tracker.rules.facts import ClusterFacts, SubjectFacts
from tracker.rules.world import World
from tracker.services.judges import Judges
from tracker.services.replay import Replayed, replay_cluster

FIRST = date(2023, 5, 1)
REFERENCE = SmallReference(
    known_components=[a_component("cert-manager"), a_component("etcd")],
    lines=[
        a_component_release("cert-manager", "1.14", ("1.28", "1.30"), end_of_life=date(2024, 9, 1)),
        a_component_release("cert-manager", "1.12", ("1.27", "1.29"), end_of_life=date(2024, 3, 1)),
        a_component_release("etcd", "3.4", None, end_of_life=date(2024, 5, 5)),
    ],
)
VALUES = {
    "kubernetes": ("1.27.1", "1.28.0", "1.28.2", "1.29.0", "1.31.1", "1.33.0-rc.1", "odd"),
    "kube-apiserver@a": ("1.28.0", "1.30.1"),
    "kube-proxy@w": ("1.24.0", "1.29.0"),
    "kube-controller-manager": ("1.27.0", "1.30.0"),
    "pool:w": ("1.23.0", "1.27.2", "1.29.1"),
    "etcd": ("3.4.9", "3.5.1"),
    "component:cert-manager": ("1.12.3", "1.14.4", "9.9.9"),
    "component:Own": ("1",),
    "config:nodeMonitorGracePeriod": ("15s", "90s", "600s"),
}

_change = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.tuples(st.just(a_subject(name)), st.sampled_from([*VALUES[name], None, "-"]))
)
_step = st.tuples(st.integers(0, 260), st.lists(_change, max_size=3), st.sampled_from(list(EventKind)))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Event, ...]:
    """Events with changes of every sort, incidents with and without an end, days with several events, long pauses."""
    day, values, events = FIRST, dict[Subject, str | None](), []
    for number, (pause, told, kind) in enumerate(draw(st.lists(_step, min_size=1, max_size=8))):
        day += timedelta(days=pause)
        changes = []
        for subject, value in told:
            if value == "-":
                changes.append(
                    Change.from_document(
                        {"type": subject.type, "name": subject.name, "scope": subject.scope, "action": "removed"}
                    )
                )
                values.pop(subject, None)
            else:
                action = action_for(subject, subject in values, values.get(subject), value)
                changes.append(Change(subject, action, values.get(subject), value))
                values[subject] = value
        ended = str(day + timedelta(days=draw(st.integers(0, 60)))) if draw(st.booleans()) else None
        events.append(an_event(number, str(day), *changes, kind=kind, ended=ended))
    return tuple(events)


def replayed(events: tuple[Event, ...], until: date, judges: Judges) -> Replayed:
    return replay_cluster(Cluster("c-prod", "prod"), events, judges, until)


def told(outcome: Outcome) -> tuple[str, str, str]:
    return (type(outcome).__name__, outcome.code, outcome.fingerprint)


@settings(max_examples=60)
@given(histories(), st.lists(st.integers(0, 900), min_size=1, max_size=12))
def test_the_windows_of_a_replay_are_what_each_day_says(events: tuple[Event, ...], offsets: list[int]) -> None:
    whole = replayed(events, date(2026, 6, 1), Judges.of(REFERENCE))
    for offset in offsets:
        day = FIRST + timedelta(days=offset)
        # A judge of its own: what the whole history taught the other one must not matter.
        alone = replayed(events, day, Judges.of(REFERENCE))
        open_then = {told(outcome) for outcome in alone.lasting if outcome.until is None}
        covering = {
            told(outcome)
            for outcome in whole.lasting
            if outcome.since is not None and outcome.since <= day and (outcome.until is None or day <= outcome.until)
        }
        assert covering == open_then
        assert [told(o) for o in whole.instants if o.since and o.since <= day] == [told(o) for o in alone.instants]


@settings(max_examples=30)
@given(histories(), histories())
def test_what_one_cluster_taught_the_judges_changes_nothing_for_the_next(
    first: tuple[Event, ...], second: tuple[Event, ...]
) -> None:
    shared, until = Judges.of(REFERENCE), date(2025, 9, 1)
    replayed(first, until, shared)
    assert replayed(second, until, shared) == replayed(second, until, Judges.of(REFERENCE))


_minors = st.sampled_from([None, "1.27", "1.29", "1.31"])
_days = st.integers(0, 1300).map(lambda offset: FIRST + timedelta(days=offset))


@settings(max_examples=150)
@given(_change, _minors, st.sampled_from(["upstream", "amazon-eks"]), st.lists(_days, min_size=1, max_size=6))
def test_a_judgement_of_one_fact_holds_on_every_day_that_it_claims(
    told_value: tuple[Subject, str | None], minor: str | None, provider: str, days: list[date]
) -> None:
    subject, value = told_value
    key = (subject, None if value == "-" else value, provider, Minor.parse(minor) if minor else None, "kube-aws")
    judge = Judges.of(REFERENCE).subjects
    for day in days:
        facts = SubjectFacts(*key, World(REFERENCE, day))
        alone = tuple(outcome for rule in recorded.SUBJECT_RULES for outcome in rule.check(facts))
        steps = list(judge.between(key, day.toordinal(), day.toordinal()))
        assert tuple(outcome for step in steps for outcome in step.outcomes) == alone


@settings(max_examples=150)
@given(
    st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 6), min_size=1),
    st.lists(_days, min_size=1, max_size=6),
)
def test_a_judgement_of_a_cluster_holds_on_every_day_that_it_claims(chosen: dict[str, int], days: list[date]) -> None:
    values = tuple((a_subject(name), VALUES[name][pick % len(VALUES[name])]) for name, pick in chosen.items())
    judge = Judges.of(REFERENCE).clusters
    for day in days:
        facts = ClusterFacts(dict(sorted(values)), "upstream", World(REFERENCE, day))
        alone = tuple(outcome for rule in recorded.CLUSTER_RULES for outcome in rule.check(facts))
        steps = list(judge.between(("upstream", values), day.toordinal(), day.toordinal()))
        assert tuple(outcome for step in steps for outcome in step.outcomes) == alone
