"""A state is the fold of the changes up to an instant."""

from datetime import date

import pytest

from tracker.domain.event import Action, Change, Event, EventKind, Subject, SubjectType
from tracker.domain.state import State, action_for, apply_changes, diff, fold, replay
from tracker.domain.when import When

KUBERNETES = Subject(SubjectType.PLATFORM, "kubernetes")
MAXSCALE = Subject(SubjectType.COMPONENT, "MaxScale")
GRACE = Subject(SubjectType.CONFIG, "nodeMonitorGracePeriod")


def an_event(day: int, *changes: Change) -> Event:
    return Event(f"e{day}", "c", EventKind.UPGRADE, "", When.on(date(2017, 1, day)), changes=changes)


def set_to(subject: Subject, value: str | None) -> Change:
    return Change(subject, Action.SET, to=value)


def test_the_last_change_of_a_subject_decides() -> None:
    state = fold([an_event(1, set_to(KUBERNETES, "1.5.1")), an_event(2, set_to(KUBERNETES, "1.5.3"))])
    assert state.values == {KUBERNETES: "1.5.3"}
    assert state.facts[KUBERNETES].event_id == "e2"


def test_a_removed_component_is_gone_until_it_is_added_again() -> None:
    removed = an_event(2, Change(MAXSCALE, Action.REMOVED))
    again = an_event(3, Change(MAXSCALE, Action.ADDED))
    states = [state for _, state in replay([an_event(1, Change(MAXSCALE, Action.ADDED)), removed, again])]
    assert [MAXSCALE in state.facts for state in states] == [True, False, True]


def test_replay_gives_states_that_do_not_change_afterwards() -> None:
    first, second = (
        state for _, state in replay([an_event(1, set_to(GRACE, "90s")), an_event(2, set_to(GRACE, "240s"))])
    )
    assert (first.values[GRACE], second.values[GRACE]) == ("90s", "240s")


def test_diff_tells_what_was_added_changed_and_removed() -> None:
    before = fold([an_event(1, set_to(KUBERNETES, "1.6.3"), set_to(MAXSCALE, None))])
    after = fold([an_event(1, set_to(KUBERNETES, "1.7.4"), set_to(GRACE, "90s"))])
    changes = diff(before, after)
    assert {(str(change.subject), change.action) for change in changes} == {
        ("kubernetes", Action.UPGRADED),
        ("MaxScale", Action.REMOVED),
        ("nodeMonitorGracePeriod", Action.SET),
    }
    assert apply_changes(before.values, changes) == after.values


def test_a_component_without_a_version_that_leaves_is_in_the_diff() -> None:
    assert diff(fold([an_event(1, set_to(MAXSCALE, None))]), State())[0].action is Action.REMOVED


@pytest.mark.parametrize(
    ("was_there", "old", "new", "action"),
    [
        (False, None, "1.6.1", Action.ADDED),
        (True, "1.6.1", "1.6.2", Action.UPGRADED),
        (True, "0.9.6", "0.9.6-rc.2", Action.DOWNGRADED),
        (True, "1.6.1", "1.6.1", Action.SET),
        (True, "latest", "1.6.1", Action.SET),
        (True, None, "1.6.1", Action.SET),
    ],
)
def test_names_the_action_that_a_new_value_amounts_to(
    was_there: bool, old: str | None, new: str, action: Action
) -> None:
    assert action_for(KUBERNETES, was_there, old, new) is action
