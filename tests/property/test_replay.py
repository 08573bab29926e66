"""Replaying a history once gives, for every day, what judging that day alone gives."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.events import an_event
from tests.support.facts import a_subject
from tests.support.small_reference import SmallReference, a_component, a_component_release
from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Change, Event, EventKind, Subject
from tracker.domain.knowledge.policies import UpgradeRule
from tracker.domain.outcome import Outcome
from tracker.domain.state import Fact, action_for
from tracker.domain.version import Minor
from tracker.domain.when import When
from tracker.rules import recorded
from tracker.rules.facts import ClusterFacts, EventFacts, RecordedChange, SubjectFacts
from tracker.rules.journal.plain import is_plain
from tracker.rules.world import World
from tracker.services.judges import Judges
from tracker.services.keys import PANELS, Context
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
POLICED = replace(
    REFERENCE,
    rules=[
        UpgradeRule(
            source="invented",
            retrieved_on=date(2026, 8, 22),
            id=f"one-at-a-time-{subject}",
            subject=subject,
            applies_from=None,
            max_step=1,
            text="one minor at a time",
            binding=True,
        )
        for subject in ("kube-apiserver", "etcd")
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
        if day < events[0].when.day:
            # A history begins with its first event; asked about a day before, nothing is known.
            assert {code for _, code, _ in open_then} == {"JRN013"}
            continue
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
    subject, value = told_value[0], None if told_value[1] == "-" else told_value[1]
    context = Context(provider, Minor.parse(minor) if minor else None, "kube-aws")
    answers = context.answers(subject, Judges.of(REFERENCE))
    for day in days:
        facts = SubjectFacts(subject, value, provider, context.kubernetes, "kube-aws", World(REFERENCE, day))
        alone = [outcome for rule in recorded.SUBJECT_RULES for outcome in rule.check(facts)]
        steps = [step for each in answers for step in each.between(value, day.toordinal(), day.toordinal())]
        remembered = [outcome for step in steps for outcome in step.outcomes]
        assert sorted(map(told, remembered)) == sorted(map(told, alone))


@settings(max_examples=150)
@given(
    st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 6), min_size=1),
    st.lists(_days, min_size=1, max_size=6),
)
def test_a_judgement_of_a_cluster_holds_on_every_day_that_it_claims(chosen: dict[str, int], days: list[date]) -> None:
    values = {a_subject(name): VALUES[name][pick % len(VALUES[name])] for name, pick in chosen.items()}
    facts = [Fact(subject, value, When.on(FIRST), "e") for subject, value in values.items()]
    judges = Judges.of(REFERENCE)
    for day in days:
        whole = ClusterFacts(dict(sorted(values.items())), "upstream", World(REFERENCE, day))
        alone = [outcome for rule in recorded.CLUSTER_RULES for outcome in rule.check(whole)]
        remembered = [
            outcome
            for panel in PANELS
            if (key := panel.values(facts))
            for step in panel.judge_of(judges).about("upstream").between(key, day.toordinal(), day.toordinal())
            for outcome in step.outcomes
        ]
        assert sorted(map(told, remembered)) == sorted(map(told, alone))


@settings(max_examples=300)
@given(st.sampled_from(sorted(VALUES)), st.sampled_from(list(Action)), st.booleans(), st.data())
def test_of_plain_steps_the_rules_on_steps_say_nothing(
    name: str, action: Action, was_there: bool, data: st.DataObject
) -> None:
    to = None if action is Action.REMOVED else data.draw(st.sampled_from([*VALUES[name], None]))
    before = data.draw(st.sampled_from([*VALUES[name], None])) if was_there else None
    change = Change(a_subject(name), action, before, to)
    if is_plain(change, was_there=was_there, previous=before):
        recorded_change = RecordedChange(change.subject, action, to, was_there, before, True)
        facts = EventFacts((recorded_change,), World(POLICED, date(2026, 1, 1)))
        assert [outcome for rule in recorded.STEP_RULES for outcome in rule.check(facts)] == []
