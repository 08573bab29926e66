"""`tracker plan`: a checklist becomes events, a finished plan becomes a duration, and nothing is ever guessed."""

from typing import Any

import pytest

from tests.support.cli import CommandLine
from tests.support.journal import RECORDED_AT
from tracker.domain.identity import IdentifierSource
from tracker.services.ports import Write
from tracker.store.opening import open_store

LATER, LATEST = {"TRACKER_NOW": "2026-11-23T04:00:00Z"}, {"TRACKER_NOW": "2026-11-23T05:00:00Z"}


@pytest.fixture
def seoul(tracker: CommandLine) -> CommandLine:
    """A cluster two minors before its target, with an add-on that has to move first."""
    tracker.ok("init")
    tracker.ok("cluster", "add", "seoul", "--provider", "eks")
    tracker.ok("add", "kubernetes 1.29.4, coredns 1.10.1", "--pool", "workers=1.28.8", "--on", "2026-10-01")
    return tracker


def steps(tracker: CommandLine, *arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tracker.ok("plan", "show", "--format", "json", *arguments).json
    return rows


def number_of(tracker: CommandLine, subject: str, hop: str, *arguments: str) -> str:
    return next(
        str(row["step"]) for row in steps(tracker, *arguments) if (row["subject"], row["hop"]) == (subject, hop)
    )


def state(tracker: CommandLine) -> dict[str, str]:
    return {row["name"]: row["value"] for row in tracker.ok("state", "--format", "json").json}


def test_the_whole_way(seoul: CommandLine) -> None:
    seoul.ok("plan", "start", "--to", "1.31", "--at", "2026-11-23 00:00")
    assert [(row["subject"], row["hop"]) for row in steps(seoul) if row["needed"] == "required"] == [
        ("coredns", "1.30"),
        ("kubernetes", "1.30"),
        ("kubernetes", "1.31"),
    ]
    seoul.ok("plan", "done", number_of(seoul, "coredns", "1.30"), "--at", "2026-11-23 00:30")
    seoul.ok("plan", "note", "waiting for the batch jobs", "--at", "2026-11-23 00:40")
    seoul.ok("plan", "done", number_of(seoul, "kubernetes", "1.30"), "--at", "2026-11-23 01:00")
    last = seoul.ok(
        "plan", "done", number_of(seoul, "kubernetes", "1.31"), "--version", "1.31.13", "--at", "2026-11-23 02:30"
    )
    assert "the plan is done since 2026-11-23 02:30" in last.stderr
    assert state(seoul)["kubernetes"] == "1.31.13"
    assert state(seoul)["coredns"] == "1.11.4"
    assert state(seoul)["workers"] == "1.28.8"
    memory = seoul("report", "--format", "json").json["memory"]["own"]
    assert [(each["to"], each["minutes"]) for each in memory] == [("1.29.4", None), ("1.30.14", 60), ("1.31.13", 90)]


def test_what_may_wait_is_done_when_the_plan_is_named(seoul: CommandLine) -> None:
    seoul.ok("plan", "start", "--to", "1.30")
    plan = seoul.ok("log", "--kind", "plan", "--format", "json").json[0]["id"]
    for subject in ("coredns", "kubernetes"):
        seoul.ok("plan", "done", number_of(seoul, subject, "1.30"))
    pool = number_of(seoul, "workers", "1.30", "--plan", plan)
    assert f"--plan {plan[-8:]}" in seoul.fails("plan", "done", pool)
    seoul.ok("plan", "done", pool, "--plan", plan)
    assert state(seoul)["workers"] == "1.30.14"


def test_a_step_whose_change_is_recorded_already_is_linked_and_adds_none(seoul: CommandLine) -> None:
    seoul.ok("plan", "start", "--to", "1.30")
    seoul.ok("add", "coredns 1.11.4")
    ran = seoul.ok("plan", "done", number_of(seoul, "coredns", "1.30"))
    assert "the state said so already" in ran.stderr
    assert len(seoul.ok("history", "coredns", "--format", "json").json) == 2


def test_the_change_says_what_was_really_there(seoul: CommandLine) -> None:
    seoul.ok("plan", "start", "--to", "1.30")
    seoul.ok("add", "coredns 1.11.1", env=LATER)
    seoul.ok("plan", "done", number_of(seoul, "coredns", "1.30"), env=LATEST)
    last = seoul.ok("history", "coredns", "--format", "json").json[-1]
    assert (last["from"], last["to"]) == ("1.11.1", "1.11.4")


def test_a_change_of_the_same_day_that_has_no_time_comes_before_the_step(seoul: CommandLine) -> None:
    """A day-precise event stands at the end of its day; the step must not be undone by it."""
    seoul.ok("plan", "start", "--to", "1.30", "--at", "2026-11-23 01:00")
    seoul.ok("add", "coredns 1.11.1", "--on", "2026-11-23", env=LATER)
    seoul.ok("plan", "done", number_of(seoul, "coredns", "1.30"), env=LATEST)
    last = seoul.ok("history", "coredns", "--format", "json").json[-1]
    assert (last["from"], last["to"]) == ("1.11.1", "1.11.4")
    assert state(seoul)["coredns"] == "1.11.4"


def test_a_step_that_was_taken_back_is_open_again(seoul: CommandLine) -> None:
    seoul.ok("plan", "start", "--to", "1.30")
    number = number_of(seoul, "coredns", "1.30")
    seoul.ok("plan", "done", number)
    first = steps(seoul)[int(number) - 1]["event"]
    seoul.ok("retract", first, "--why", "it was the staging cluster")
    assert not steps(seoul)[int(number) - 1].get("event")
    assert state(seoul)["coredns"] == "1.10.1"
    seoul.ok("plan", "done", number)
    assert steps(seoul)[int(number) - 1]["event"] not in ("", None, first)
    assert state(seoul)["coredns"] == "1.11.4"


def test_the_steps_stay_as_they_were(seoul: CommandLine) -> None:
    seoul.ok("plan", "start", "--to", "1.30")
    before = [(row["subject"], row["from"], row["to"]) for row in steps(seoul)]
    seoul.ok("add", "coredns 1.12.0, cert-manager 1.12.3")
    assert [(row["subject"], row["from"], row["to"]) for row in steps(seoul)] == before


def test_a_plan_that_was_aborted_keeps_what_was_done(seoul: CommandLine) -> None:
    seoul.ok("plan", "start", "--to", "1.30")
    number = number_of(seoul, "coredns", "1.30")
    seoul.ok("plan", "done", number)
    seoul.ok("plan", "abort", "--why", "the freeze begins")
    assert state(seoul)["coredns"] == "1.11.4"
    plan = seoul.ok("log", "--kind", "plan", "--format", "json").json[0]
    assert (plan["details"]["status"], plan["body"]) == ("aborted", "the freeze begins")
    assert "aborted" in seoul.fails("plan", "done", str(int(number) + 1), "--plan", plan["id"])
    assert "already" in seoul.fails("plan", "abort", "--why", "again", "--plan", plan["id"])
    seoul.ok("plan", "start", "--to", "1.30")


class TestRefusals:
    def test_no_plan_is_open(self, seoul: CommandLine) -> None:
        for words in (("done", "1"), ("note", "x"), ("abort", "--why", "x"), ("show",)):
            assert (
                seoul.fails("plan", *words) == "tracker: no plan is open for seoul: start one with tracker plan start"
            )

    def test_a_second_plan(self, seoul: CommandLine) -> None:
        seoul.ok("plan", "start", "--to", "1.30")
        assert "is open since" in seoul.fails("plan", "start", "--to", "1.30")

    def test_two_plans_are_open_after_a_merge(self, seoul: CommandLine) -> None:
        seoul.ok("plan", "start", "--to", "1.30")
        store = open_store(str(seoul.folder / "tracker.db"))
        (event,) = [each for each in store.timeline.events(_all()) if each.detail("checklist")]
        with store.unit_of_work(author="elsewhere", recorded_at=RECORDED_AT) as work:
            document = store.timeline.revisions(event.id)[0].content()
            list(work.append([Write(event.cluster_id, IdentifierSource().next(RECORDED_AT), document)]))
            work.commit()
        store.close()
        said = seoul.fails("plan", "done", "1")
        assert "2 plans are open" in said
        assert "--plan ID" in said
        seoul.ok("plan", "done", "1", "--plan", event.id)

    def test_an_unknown_number(self, seoul: CommandLine) -> None:
        seoul.ok("plan", "start", "--to", "1.30")
        assert "its steps are 1 to 3" in seoul.fails("plan", "done", "9")

    def test_a_step_twice(self, seoul: CommandLine) -> None:
        seoul.ok("plan", "start", "--to", "1.30")
        seoul.ok("plan", "done", "1")
        assert "is done since" in seoul.fails("plan", "done", "1")

    def test_an_event_that_is_no_plan(self, seoul: CommandLine) -> None:
        event = seoul.ok("log", "--format", "json").json[0]["id"]
        assert "is no plan of seoul" in seoul.fails("plan", "show", "--plan", event)

    def test_a_moment_before_the_start(self, seoul: CommandLine) -> None:
        seoul.ok("plan", "start", "--to", "1.30", "--at", "2026-11-20 10:00")
        assert "before the start" in seoul.fails("plan", "done", "1", "--at", "2026-11-20 09:00")

    def test_a_moment_that_has_not_come(self, seoul: CommandLine) -> None:
        seoul.ok("plan", "start", "--to", "1.30")
        assert "lies in the future" in seoul.fails("plan", "done", "1", "--at", "2026-11-24")
        assert "lies in the future" in seoul.fails("plan", "abort", "--why", "x", "--at", "2026-11-24")

    def test_nothing_to_do(self, seoul: CommandLine) -> None:
        assert "nothing to do" in seoul.fails("plan", "start", "--to", "1.29")

    @pytest.mark.parametrize("words", [("note", "password=hunter2!x"), ("abort", "--why", "password=hunter2!x")])
    def test_a_secret(self, seoul: CommandLine, words: tuple[str, ...]) -> None:
        seoul.ok("plan", "start", "--to", "1.30")
        assert "secret" in seoul.fails("plan", *words)

    def test_a_reason_of_spaces(self, seoul: CommandLine) -> None:
        seoul.ok("plan", "start", "--to", "1.30")
        assert "--why" in seoul.fails("plan", "abort", "--why", " ")


def test_a_step_out_of_order_is_recorded_and_told(seoul: CommandLine) -> None:
    seoul.ok("plan", "start", "--to", "1.30")
    ran = seoul.ok("plan", "done", number_of(seoul, "kubernetes", "1.30"))
    assert "steps before it are not done: 1" in ran.stderr


def _all() -> Any:
    from tracker.services.ports import EventQuery

    return EventQuery()
