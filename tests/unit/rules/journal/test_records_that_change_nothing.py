"""Recorded again, retired without having been there, added twice, set to what it was."""

import pytest

from tests.support.facts import a_change, event_facts, messages, outcomes
from tracker.domain.event import Action
from tracker.rules.facts import RecordedChange
from tracker.rules.journal import added_twice, recorded_again, retired_without_having_been_there, setting_unchanged


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([a_change("kubernetes", "1.30.2", before="1.30.1")], id="an upgrade"),
        pytest.param([a_change("kubernetes", "1.30.2")], id="the first record"),
        pytest.param(
            [a_change("kube-aws", "0.9.7", before="0.9.6"), a_change("kubernetes", "1.6.1", before="1.6.1")],
            id="one of the pair is new",
        ),
        pytest.param(
            [a_change("kubernetes", "1.6.1", before="1.6.1"), a_change("config:a", "1")], id="a setting beside it"
        ),
        pytest.param([a_change("config:a", "1", before="1")], id="a setting is another rule"),
        pytest.param([a_change("component:kafka", None, was_there=True)], id="no version told"),
        pytest.param([], id="no changes"),
    ],
)
def test_an_event_in_which_something_is_new_is_quiet(changes: list[RecordedChange]) -> None:
    assert messages(recorded_again.RULE, event_facts(*changes)) == []


def test_reports_an_event_in_which_nothing_is_new() -> None:
    pair = (a_change("kube-aws", "0.9.6", before="0.9.6"), a_change("kubernetes", "1.6.1", before="1.6.1"))
    (outcome,) = outcomes(recorded_again.RULE, event_facts(*pair))
    assert outcome.subject == "kube-aws and kubernetes"
    assert messages(recorded_again.RULE, event_facts(*pair)) == [
        "kube-aws 0.9.6 / kubernetes 1.6.1 was recorded before, and nothing changed"
    ]


def test_retiring_what_is_there_is_quiet() -> None:
    change = a_change("component:labelgun", None, was_there=True, action=Action.REMOVED)
    assert messages(retired_without_having_been_there.RULE, event_facts(change)) == []


@pytest.mark.parametrize(("ever", "told"), [(False, "was never recorded to be there"), (True, "was retired before")])
def test_reports_a_retirement_of_what_is_not_there(ever: bool, told: str) -> None:
    change = a_change("component:labelgun", None, was_ever_there=ever, action=Action.REMOVED)
    assert messages(retired_without_having_been_there.RULE, event_facts(change)) == [f"labelgun is retired, but {told}"]


@pytest.mark.parametrize(
    "change",
    [
        a_change("component:maxscale", None, action=Action.ADDED),
        a_change("component:maxscale", None, was_ever_there=True, action=Action.ADDED),
        a_change("component:maxscale", "2.1", before="2.0", action=Action.ADDED),
        a_change("component:maxscale", "2.1", was_there=True, action=Action.ADDED),
        a_change("kubernetes", "1.6.1", before="1.6.1", action=Action.ADDED),
        a_change("component:maxscale", None, was_there=True, action=Action.SET),
    ],
    ids=["new", "after a retirement", "an upgrade in other words", "its version now told", "a platform", "no addition"],
)
def test_adding_what_is_not_there_is_quiet(change: RecordedChange) -> None:
    assert messages(added_twice.RULE, event_facts(change)) == []


@pytest.mark.parametrize(("to", "before"), [(None, None), ("2.1", "2.1"), (None, "2.1")])
def test_reports_an_addition_of_what_is_there(to: str | None, before: str | None) -> None:
    change = a_change("component:maxscale", to, before=before, was_there=True, action=Action.ADDED)
    assert messages(added_twice.RULE, event_facts(change)) == ["maxscale is added, but was there already"]


@pytest.mark.parametrize(
    "change",
    [
        a_change("config:grace", "90s"),
        a_change("config:grace", "240s", before="90s"),
        a_change("config:grace", None, before="90s", action=Action.REMOVED),
        a_change("kubernetes", "1.6.1", before="1.6.1"),
    ],
)
def test_a_setting_with_a_new_value_is_quiet(change: RecordedChange) -> None:
    assert messages(setting_unchanged.RULE, event_facts(change)) == []


def test_reports_a_setting_with_its_old_value() -> None:
    change = a_change("config:grace", "90s", before="90s")
    assert messages(setting_unchanged.RULE, event_facts(change)) == ["grace is set to 90s, which it already was"]
