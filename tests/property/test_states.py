"""Laws of states, diffs and versions."""

from itertools import pairwise

import semver
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.domain.event import Action, Change, Event, EventKind, Subject, SubjectType
from tracker.domain.grammar.changes import derive_changes, statement_of
from tracker.domain.state import Fact, State, apply_changes, diff, fold, replay
from tracker.domain.version import OpaqueVersion, Version, parse_version
from tracker.domain.when import When, instant_from_micros

subjects = st.builds(
    Subject, st.sampled_from(list(SubjectType)), st.sampled_from(["a", "b", "c"]), st.sampled_from(["", "x"])
)
values = st.one_of(st.none(), st.sampled_from(["1.5.1", "v1.6.0", "1.6.0-rc.1", "latest", "90s"]))
changes = st.one_of(
    st.builds(Change, subjects, st.just(Action.REMOVED), values),
    st.builds(Change, subjects, st.sampled_from([a for a in Action if a is not Action.REMOVED]), values, values),
)
moments = st.one_of(
    st.integers(0, 40).map(lambda day: When.on(instant_from_micros(day * 86_400_000_000).date(), "Asia/Seoul")),
    st.integers(0, 40 * 86_400).map(lambda second: When.at(instant_from_micros(second * 1_000_000), "Asia/Seoul")),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Events with identifiers in the order of recording, in timeline order."""
    drawn = draw(st.lists(st.tuples(moments, st.lists(changes, max_size=3)), max_size=12))
    events = [
        Event(f"{number:08x}", "cluster", EventKind.NOTE, "x", when, changes=tuple(some))
        for number, (when, some) in enumerate(drawn)
    ]
    return sorted(events, key=lambda event: event.order)


states = histories().map(fold)


class TestStates:
    """A state is the fold of the changes up to then."""

    @given(histories(), st.data())
    def test_the_state_after_k_events_is_the_fold_of_the_first_k(
        self, history: list[Event], data: st.DataObject
    ) -> None:
        k = data.draw(st.integers(0, len(history)))
        replayed = [state for _, state in replay(history)]
        assert (replayed[k - 1] if k else State()) == fold(history[:k])

    @given(histories(), st.data())
    def test_a_back_dated_event_changes_only_later_states(self, history: list[Event], data: st.DataObject) -> None:
        late = Event("ffffffff", "cluster", EventKind.NOTE, "late", data.draw(moments), changes=(data.draw(changes),))
        amended = sorted([*history, late], key=lambda event: event.order)
        before = {event.id: state for event, state in replay(history)}
        for event, state in replay(amended):
            if event.order < late.order:
                assert state == before[event.id]

    @given(histories())
    def test_the_order_of_a_timeline_is_total_and_puts_times_before_days(self, history: list[Event]) -> None:
        assert len({event.order for event in history}) == len(history)
        for earlier, later in pairwise(history):
            if earlier.when.day == later.when.day and later.when.instant is not None:
                assert earlier.when.instant is not None


class TestDiffs:
    """A diff is what has to happen to one state to make it the other."""

    @given(states, states)
    def test_applied_to_the_one_it_gives_the_other(self, one: State, other: State) -> None:
        assert apply_changes(one.values, diff(one, other)) == other.values

    @given(states)
    def test_a_state_does_not_differ_from_itself(self, state: State) -> None:
        assert diff(state, state) == ()

    @given(states, states)
    def test_saying_what_a_diff_says_gives_the_same_changes(self, one: State, other: State) -> None:
        wanted = [change for change in diff(one, other) if change.to is not None or change.action is Action.REMOVED]
        derived = derive_changes([statement_of(change) for change in wanted], one.values)
        assert [each.change for each in derived] == wanted


numbers = st.integers(0, 30)
identifiers = st.one_of(st.integers(0, 20).map(str), st.sampled_from(["alpha", "beta", "x"]))
prereleases = st.builds(
    lambda word, rest: ".".join([word, *rest]),
    st.sampled_from(["rc", "alpha", "beta"]),
    st.lists(identifiers, max_size=2),
)
released = st.builds(lambda a, b, c: f"{a}.{b}.{c}", numbers, numbers, numbers)
semantic = st.one_of(released, st.builds(lambda version, word: f"{version}-{word}", released, prereleases))
printed = st.builds(
    lambda v, version, suffix: f"{v}{version}{suffix}",
    st.sampled_from(["", "v"]),
    st.one_of(semantic, st.builds(lambda a, b: f"{a}.{b}", numbers, numbers)),
    st.sampled_from(["", "+k3s1", "_coreos.0", "+rke2r1", "-eks-036c24b", "-gke.1"]),
)


def _version(text: str) -> Version:
    version = parse_version(text)
    assume(isinstance(version, Version))
    assert isinstance(version, Version)
    return version


class TestVersions:
    """The order of versions is total, and semver's on the upstream part."""

    @given(semantic, semantic)
    def test_agrees_with_semver(self, left: str, right: str) -> None:
        expected = semver.Version.parse(left).compare(right)
        one, other = _version(left), _version(right)
        assert (one > other) - (one < other) == expected

    @given(printed, printed, printed)
    def test_is_total(self, first: str, second: str, third: str) -> None:
        a, b, c = _version(first), _version(second), _version(third)
        assert (a < b) + (b < a) + (a == b) == 1
        assert not (a < b < c) or a < c

    @given(printed)
    def test_what_is_printed_reads_back(self, text: str) -> None:
        version = _version(text)
        assert parse_version(str(version)) == version

    @given(st.text(max_size=20).filter(str.strip))
    def test_any_other_text_is_a_label_and_stays_as_it_is(self, text: str) -> None:
        version = parse_version(text)
        assert isinstance(version, Version) or version == OpaqueVersion(text.strip())


def test_a_fact_knows_the_event_that_last_told_it() -> None:
    subject = Subject(SubjectType.CONFIG, "a")
    when = When.on(instant_from_micros(0).date())
    event = Event("1", "c", EventKind.CONFIG, "x", when, changes=(Change(subject, Action.SET, None, "1"),))
    assert fold([event]).facts == {subject: Fact(subject, "1", when, "1")}
