"""The readiness of the real journal's cluster: kube-aws 0.9.8 with Kubernetes 1.7.4, and the way that kube-aws offers.

The expected versions were read from the tags of kubernetes-retired/kube-aws: what each release installs by default.
"""

from typing import Any

import pytest

from tests.support.cli import CommandLine, command_line
from tracker import bundled

YEAR_END = {"TRACKER_NOW": "2017-12-28T03:00:00Z"}


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    tracker = command_line(tmp_path_factory.mktemp("journal"))
    tracker.ok("init")
    tracker.ok("cluster", "add", "prod", "--provider", "kube-aws", "--zone", "Asia/Seoul")
    tracker.ok("import", "journal", str(bundled.path("data") / "samples" / "kube-aws-journal.md"))
    return tracker


def reported(journal: CommandLine, *arguments: str, **settings: Any) -> dict[str, Any]:
    document: dict[str, Any] = journal("report", "--format", "json", *arguments, **settings).json
    return document


def moved(document: dict[str, Any], kind: str) -> list[tuple[str, str]]:
    return [(step["from"], step["to"]) for hop in document["hops"] for step in hop["steps"] if step["kind"] == kind]


def test_at_the_end_of_2017_the_next_hop_was_kube_aws_0_9_9(journal: CommandLine) -> None:
    found = reported(journal, env=YEAR_END)
    assert (found["current"], found["target"], found["verdict"]) == ("1.7", "1.8", "unknown")
    assert moved(found, "installer") == [("v0.9.8", "0.9.9")]
    assert moved(found, "etcd") == [("3.2.6", "3.2.10")]
    assert moved(found, "API server") == [("v1.7.4", "1.8.4")]


def test_at_the_end_of_2017_nothing_installed_1_9(journal: CommandLine) -> None:
    found = reported(journal, "--to", "1.9", env=YEAR_END)
    assert found["verdict"] == "not ready"
    assert "the newest Kubernetes minor it ever installed is 1.8" in found["reasons"][0]


def test_the_whole_way_of_kube_aws(journal: CommandLine) -> None:
    found = reported(journal, "--to", "1.16")
    assert [to for _, to in moved(found, "installer")] == [
        *("0.9.9", "0.10.2", "0.11.6", "0.12.8", "0.13.3", "0.14.7", "0.15.3", "0.16.4")
    ]
    assert moved(found, "etcd") == [
        ("3.2.6", "3.2.10"),
        ("3.2.10", "3.2.13"),
        ("3.2.13", "3.2.26"),
        ("3.2.26", "3.3.18"),
        ("3.3.18", "3.4.9"),
    ]
    blocked = {hop["to"]: hop["blockers"][0]["message"] for hop in found["hops"] if hop["blockers"]}
    assert list(blocked) == ["1.12"], "kube-aws went from 1.11 to 1.13"


def test_nodes_move_with_the_installer_and_are_not_asked_for(journal: CommandLine) -> None:
    assert reported(journal, "--to", "1.8")["unknowns"] == []


def test_remembers_the_twelve_versions_and_what_moved_with_them(journal: CommandLine) -> None:
    own = reported(journal, "--to", "1.8")["memory"]["own"]
    assert [upgrade["to"] for upgrade in own] == [
        *("1.3.4", "1.3.6", "1.4.0", "1.4.3", "1.4.6", "1.5.1", "1.5.3", "1.5.5", "1.6.1", "1.6.2", "1.6.3", "1.7.4")
    ]
    assert all("kube-aws" in upgrade["moved_with"] for upgrade in own)
    assert [upgrade["to"] for upgrade in own if upgrade["incidents"]] == ["1.4.3"]
