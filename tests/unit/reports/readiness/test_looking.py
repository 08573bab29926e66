"""What a person looks at is grouped by where, with one command for each group."""

import re
import shutil
import subprocess
from dataclasses import replace
from typing import Any

import pytest

from tests.support.availability import unavailable
from tests.support.readiness_sample import a_subject
from tests.support.small_reference import SmallReference, a_breaking_change
from tracker import bootstrap
from tracker.domain.knowledge.changes import Detection, Evidence
from tracker.domain.version import Minor
from tracker.reports.outcomes.formats import Look
from tracker.reports.readiness.document import document
from tracker.reports.readiness.formats import FORMATS
from tracker.reports.readiness.looking import groups
from tracker.services.readiness import assess_readiness
from tracker.services.settings import Settings


def looked_at(*detections: Detection) -> list[dict[str, Any]]:
    changes = [
        replace(a_breaking_change(f"change-{number}", "1.30"), detections=(detection,))
        for number, detection in enumerate(detections)
    ]
    world = SmallReference(changes=changes)
    report = assess_readiness(a_subject(), Minor(1, 30), world, world.as_of)
    items: list[dict[str, Any]] = document(report)["look_yourself"]
    return items


def flag(name: str, component: str = "kubelet") -> Detection:
    return Detection(evidence=Evidence.COMMAND_LINE, kinds=(component,), pattern=f"^--({name})(=|$)")


def test_dozens_of_flags_of_one_component_are_one_group() -> None:
    (group,) = groups(looked_at(*(flag(f"flag-{number}") for number in range(30))))
    assert group.title == "Command line of kubelet"
    assert len(group.items) == 30
    assert group.items[0].evidence == ("--flag-0",)


def test_each_component_is_a_group_of_its_own_and_the_nodes_come_first() -> None:
    node = Detection(evidence=Evidence.NODE, kinds=("Node",), path="status.nodeInfo.osImage", pattern="^Old")
    hand = Detection(evidence=Evidence.MANUAL, look="look")
    found = groups(looked_at(hand, flag("a"), flag("b", "kube-proxy"), node))
    assert [group.title for group in found] == [
        "Nodes",
        "Command line of kube-proxy",
        "Command line of kubelet",
        "By hand",
    ]


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("^--(port|address)(=|$)", "--port, --address"),
        ("^--cloud-provider=(azure|gce)$", "--cloud-provider=azure or --cloud-provider=gce"),
        (
            r"^--(enable-admission-plugins|admission-control)=.*\bPodPreset\b",
            "PodPreset in --enable-admission-plugins or --admission-control",
        ),
    ],
)
def test_the_usual_patterns_are_told_as_flags(pattern: str, told: str) -> None:
    detection = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kubelet",), pattern=pattern)
    assert groups(looked_at(detection))[0].items[0].evidence == (told,)


def test_the_command_finds_the_flag() -> None:
    command = groups(looked_at(flag("old-flag"), flag("older-flag")))[0].command
    if shutil.which("grep") is None:
        unavailable("no grep")
    command = re.sub(r"^ps [^|]*", "echo kubelet --old-flag=1 --fine --older-flag ", command)
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["--old-flag=1", "--older-flag"]


def test_grep_understands_every_pattern_of_the_reference_data() -> None:
    reference = bootstrap.open_reference(Settings())
    newest = max(minor.minor for minor in reference.minors())
    items = [
        {
            "id": change.id,
            "area": change.area,
            "what": change.what,
            "severity": change.severity.value,
            "replacement": change.replacement,
            "where": [
                {
                    "evidence": each.evidence.value,
                    "kinds": list(each.kinds),
                    "path": each.path,
                    "pattern": each.pattern,
                    "absent": each.absent,
                    "look": each.look,
                }
                for each in change.detections
            ],
        }
        for change in reference.breaking_changes(Minor(1, 1), newest)
    ]
    commands = [group.command for group in groups(items) if "grep" in group.command]
    assert len(commands) > 5
    for command in commands:
        pattern = re.sub(r"^.*grep -(?:rn)?P ('.*')(?: \.)?$", r"\1", command)
        ran = subprocess.run(
            ["sh", "-c", f"echo nothing | grep -P {pattern}"], capture_output=True, text=True, check=False
        )
        assert (ran.returncode, ran.stderr) == (1, ""), command


def test_what_this_hop_only_announces_says_from_when_on() -> None:
    """In the table of the hop, among what to look at, and as data; once it has come, nothing is said."""
    late = replace(
        a_breaking_change("cgroup-v1", "1.35"),
        removed_in=None,
        deprecated_in=Minor(1, 30),
        changed_in=Minor(1, 35),
        what="kubelet refuses to start on cgroup v1",
        detections=(flag("old"),),
    )
    world = SmallReference(changes=[late, replace(a_breaking_change("now", "1.30"), detections=(flag("new"),))])
    told = document(assess_readiness(a_subject(), Minor(1, 30), world, world.as_of))
    assert {item["id"]: item["announced_for"] for item in told["look_yourself"]} == {"cgroup-v1": "1.35", "now": None}
    assert [item["announced_for"] for item in told["hops"][0]["breaking_changes"]] == ["1.35", None]
    for style in ("table", "markdown", "html"):
        text = " ".join("".join(FORMATS[style].render(told, Look(200))).split())
        assert text.count("kubelet refuses to start on cgroup v1 (from 1.35 on)") == 2, style
        assert "now is gone (from" not in text
