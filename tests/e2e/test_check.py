"""`tracker check` as a pipeline and as a person use it."""

import json
from pathlib import Path

import pytest

from tests.support.cli import CommandLine
from tracker.reports.outcomes.formats import FORMATS

WAIVER = """
[[waivers]]
code = "SUP001"
owner = "platform"
reason = "is switched off"
expires = {expires}
"""


@pytest.fixture
def fleet(tracker: CommandLine) -> CommandLine:
    """One cluster that is past its end of life, and one of an unknown version."""
    tracker.ok("init")
    tracker.ok("cluster", "add", "old", "--provider", "kube-aws")
    tracker.ok("cluster", "add", "new", "--provider", "k3s")
    tracker.ok("add", "--cluster", "old", "--on", "2026-11-01", "--no-check", "--version", "kubernetes=1.24.17")
    tracker.ok("add", "--cluster", "new", "--on", "2026-11-01", "--no-check", "--version", "kubernetes=1.99.0")
    return tracker


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ([], 0),
        (["--fail-on", "required"], 4),
        (["--fail-on", "required", "--cluster", "new"], 0),
        (["--strict"], 5),
        (["--strict", "--cluster", "old"], 0),
        (["--strict", "--fail-on", "note"], 4),
        (["--at", "2026-10-31", "--fail-on", "note"], 0),
        (["--at", "2026-10-31", "--strict"], 5),
        (["--cluster", "odl"], 1),
        (["--at", "someday"], 1),
        (["--fail-on", "everything"], 2),
        (["--baseline", "missing.json"], 1),
    ],
)
def test_statuses(fleet: CommandLine, options: list[str], status: int) -> None:
    assert fleet("check", *options).status == status


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_stdout_and_nothing_else_does(fleet: CommandLine, name: str) -> None:
    ran = fleet("check", "--format", name)
    assert "SUP001" in ran.stdout
    assert ran.stderr == ""


def test_names_what_it_could_not_decide(fleet: CommandLine) -> None:
    text = fleet.ok("check").stdout
    assert "unknown because the reference data knows no release of Kubernetes 1.99." in text
    assert "1 required, 1 undecided." in text


def test_says_no_findings_only_when_everything_was_looked_at(fleet: CommandLine) -> None:
    fleet.ok("cluster", "add", "fine")
    fleet.ok("add", "--cluster", "fine", "--on", "2026-08-01", "kubernetes 1.36.2", "--pool", "a=1.36.2")
    assert "No findings." in fleet.ok("check", "--cluster", "fine", "--at", "2026-08-10").stdout
    assert "No findings." not in fleet.ok("check", "--cluster", "new").stdout


def test_of_a_cluster_without_a_version_it_says_that_nothing_is_known(fleet: CommandLine) -> None:
    fleet.ok("cluster", "add", "empty")
    fleet.ok("cluster", "add", "noted")
    fleet.ok("add", "--cluster", "noted", "--on", "2026-11-01", "--kind", "note", "moved the racks")
    for options in (["--cluster", "empty"], ["--cluster", "noted"], ["--cluster", "old", "--at", "2026-10-31"]):
        ran = fleet("check", "--strict", *options)
        assert ran.status == 5
        assert "unknown because no Kubernetes version is recorded" in ran.stdout
        assert "No findings" not in ran.stdout


def test_an_empty_store_leaves_nothing_to_check(tracker: CommandLine) -> None:
    tracker.ok("init")
    ran = tracker("check", "--strict")
    assert ran.status == 5
    assert "there is nothing to check: no cluster is recorded" in ran.stdout
    assert "No findings" not in ran.stdout


def test_of_clusters_that_are_all_retired_nothing_is_asked(tracker: CommandLine) -> None:
    tracker.ok("init")
    tracker.ok("cluster", "add", "gone")
    tracker.ok("cluster", "retire", "gone", "--on", "2026-11-10")
    ran = tracker("check", "--strict")
    assert ran.status == 0
    assert "Nothing to check." in ran.stdout


def test_platforms_that_nothing_can_judge_are_named(fleet: CommandLine) -> None:
    told = "kubernetes 1.36.4, talos 1.0.0, kubespray 2.5.0, rancher 2.0.0, eksctl 0.1.0"
    fleet.ok("cluster", "add", "mixed")
    fleet.ok("add", "--cluster", "mixed", "--on", "2026-08-20", told)
    ran = fleet("check", "--cluster", "mixed", "--at", "2026-08-21", "--strict")
    assert ran.status == 5
    assert "does not know eksctl, kubespray, rancher and talos" in " ".join(ran.stdout.split())


def test_a_baseline_lets_only_news_fail(fleet: CommandLine) -> None:
    fleet.ok("check", "--write-baseline", "known.json")
    assert fleet("check", "--baseline", "known.json", "--fail-on", "note", "--strict").status == 0
    fleet.ok("add", "--cluster", "old", "--no-check", "--on", "2026-11-02", "--pool", "workers=1.20.1")
    ran = fleet("check", "--baseline", "known.json", "--fail-on", "note", "--format", "json")
    assert ran.status == 4
    assert {row["code"] for row in ran.json["findings"] if not row["known"]} == {"SKEW001", "SUP001"}


def test_a_waiver_accepts_visibly_until_its_day(fleet: CommandLine, tmp_path: Path) -> None:
    settings = fleet.folder / "tracker.toml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before + WAIVER.format(expires="2026-11-23"), encoding="utf-8")
    ran = fleet("check", "--fail-on", "note")
    assert ran.status == 0
    assert "accepted by waiver: platform until 2026-11-23: is switched off" in ran.stdout
    settings.write_text(before + WAIVER.format(expires="2026-11-22"), encoding="utf-8")
    ran = fleet("check", "--fail-on", "required", "--format", "json")
    assert ran.status == 4
    assert [row["code"] for row in ran.json["findings"]] == ["WVR001", "SUP001"]


def test_an_expired_waiver_of_another_cluster_is_not_said_to_be_of_no_use(fleet: CommandLine) -> None:
    with (fleet.folder / "tracker.toml").open("a", encoding="utf-8") as settings:
        settings.write(WAIVER.format(expires="2026-11-22"))
    assert "what it accepted is gone" not in fleet.ok("check", "--cluster", "new").stdout
    added = fleet.ok("add", "--cluster", "new", "--on", "2026-11-02", "--version", "kubernetes=1.24.16")
    assert "what it accepted is gone" not in added.stdout + added.stderr
    fleet.ok("cluster", "retire", "old", "--on", "2026-11-03")
    fleet.ok("cluster", "retire", "new", "--on", "2026-11-03")
    assert "what it accepted is gone" in " ".join(fleet.ok("check").stdout.split())


def test_a_broken_waiver_is_one_clear_line(fleet: CommandLine) -> None:
    settings = fleet.folder / "tracker.toml"
    settings.write_text(WAIVER.format(expires='"soon"'), encoding="utf-8")
    ran = fleet("check")
    assert ran.status == 1
    assert ran.stderr.count("\n") == 1
    assert "waiver 1: expires must be a day" in ran.stderr


def test_a_baseline_that_is_not_there_is_named_in_words(fleet: CommandLine) -> None:
    assert fleet.fails("check", "--baseline", "nowhere.json").endswith(
        "nowhere.json: the baseline cannot be read: No such file or directory"
    )


def test_a_retired_cluster_is_only_spoken_of_throughout(fleet: CommandLine) -> None:
    fleet.ok("cluster", "retire", "old", "--on", "2026-11-10")
    assert "SUP001" not in fleet.ok("check").stdout
    (finding,) = fleet.ok("check", "--throughout", "--cluster", "old", "--format", "json").json["findings"]
    assert (finding["since"], finding["until"], finding["days"]) == ("2026-11-01", "2026-11-10", 10)


def test_add_shows_what_the_event_causes_and_only_that(fleet: CommandLine) -> None:
    ran = fleet.ok("add", "--cluster", "old", "--on", "2026-11-02", "--pool", "workers=1.21.1", "--format", "json")
    assert {row["code"] for row in json.loads(ran.stdout)["findings"]} == {"SKEW001", "SUP001"}
    ran = fleet.ok("add", "--cluster", "old", "--on", "2026-11-03", "--set", "maxPods=110", "--format", "json")
    assert json.loads(ran.stdout)["findings"] == []
