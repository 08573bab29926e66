"""`tracker scan`, from the command line to the exit status."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bench.scan_corpus import write_corpus
from tests.support.cli import CommandLine
from tracker import bootstrap
from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Change, Event, EventKind, Subject, SubjectType
from tracker.domain.event_document import to_document
from tracker.domain.when import When
from tracker.services.ports import Write

INGRESS = "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\n"
BUDGET = "# keep\napiVersion: policy/v1beta1  # old\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n"
GOOD = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
TEMPLATE = "apiVersion: {{ .x }}\nkind: Ingress\n"


@pytest.fixture
def k8s(tracker: CommandLine) -> Path:
    folder = tracker.folder / "k8s"
    folder.mkdir()
    return folder


def test_says_what_it_looked_at_when_nothing_is_wrong(tracker: CommandLine, k8s: Path) -> None:
    (k8s / "a.yaml").write_text(f"{GOOD}---\n{GOOD}")
    (k8s / "values.yaml").write_text("replicas: 1\n")
    out = tracker.ok("scan", "k8s", "--to", "1.31").stdout
    assert "No findings." in out
    assert "Looked at 2 files, 2 objects, 1 other document" in out


def test_finds_a_removed_api_with_its_place(tracker: CommandLine, k8s: Path) -> None:
    (k8s / "a.yaml").write_text(f"{GOOD}---\n{INGRESS}")
    ran = tracker("scan", "k8s", "--to", "1.31", "--format", "json")
    assert ran.status == 4
    (finding,) = ran.json["findings"]
    assert (finding["code"], finding["subject"], finding["severity"]) == ("API001", "Ingress shop/web", "required")
    assert finding["evidence"][0]["locator"] == "k8s/a.yaml:5"


@pytest.mark.parametrize(
    ("target", "options", "status"),
    [
        ("1.21", [], 0),
        ("1.21", ["--fail-on", "recommended"], 4),
        ("1.22", [], 4),
        ("1.22", ["--fail-on", "never"], 0),
        ("1.22", ["--only", "drain"], 0),
    ],
)
def test_the_status_says_whether_something_is_that_grave(
    tracker: CommandLine, k8s: Path, target: str, options: list[str], status: int
) -> None:
    (k8s / "a.yaml").write_text(INGRESS)
    assert tracker("scan", "k8s", "--to", target, *options).status == status


def test_what_is_unread_is_told_and_fails_under_strict(tracker: CommandLine, k8s: Path) -> None:
    (k8s / "a.yaml").write_text(f"{GOOD}---\n{TEMPLATE}")
    ran = tracker("scan", "k8s", "--to", "1.31")
    assert ran.status == 0
    assert "k8s/a.yaml:5" in ran.stdout
    assert "No findings" not in ran.stdout
    assert tracker("scan", "k8s", "--to", "1.31", "--strict").status == 5


def test_reads_standard_input(tracker: CommandLine) -> None:
    ran = tracker("scan", "-", "--to", "1.31", "--format", "json", stdin=INGRESS)
    assert ran.json["findings"][0]["evidence"][0]["locator"] == "-:1"


def test_an_empty_pipe_is_no_clean_result(tracker: CommandLine) -> None:
    ran = tracker("scan", "-", "--to", "1.31", "--strict", stdin="\n")
    assert ran.status == 5
    assert "did the command before the pipe fail?" in ran.stdout


def test_an_empty_list_is_a_clean_result(tracker: CommandLine) -> None:
    ran = tracker("scan", "-", "--to", "1.31", "--strict", stdin="apiVersion: v1\nkind: List\nitems: []\n")
    assert ran.status == 0
    assert "Looked at 1 file, 0 objects" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing", "--to", "1.31"], "missing: no such file or folder"),
        (["k8s", "--to", "1.31"], "no manifest there"),
        (["-", "--to", "1.99"], "covers Kubernetes 1.0 to"),
        (["-", "--to", "soon"], "is not a minor version"),
        (["-"], "--to"),
    ],
)
@pytest.mark.usefixtures("k8s")
def test_refuses_in_one_line(tracker: CommandLine, arguments: list[str], message: str) -> None:
    ran = tracker("scan", *arguments)
    assert ran.status == 1
    assert message in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["-", "--to", "1.31", "--write"], ["-", "--to", "1.31", "--component", "x"], []])
def test_refuses_wrong_usage(tracker: CommandLine, arguments: list[str]) -> None:
    assert tracker("scan", *arguments).status == 2


@pytest.fixture
def recorded(tracker: CommandLine) -> CommandLine:
    """A store with a cluster that runs 1.21 and cert-manager 1.6."""
    location = str(tracker.folder / "tracker.db")
    bootstrap.create_store(location)
    store = bootstrap.open_store(location)
    when = When.on(date(2021, 8, 1))
    changes = (
        Change(Subject(SubjectType.PLATFORM, "kubernetes"), Action.ADDED, None, "1.21.4"),
        Change(Subject(SubjectType.COMPONENT, "cert-manager"), Action.ADDED, None, "1.6.0"),
    )
    cluster = Cluster(id="01890000-0000-7000-8000-000000000001", name="seoul")
    event = Event("01890000-0000-7000-8000-000000000002", cluster.id, EventKind.UPGRADE, "up", when, changes=changes)
    with store.unit_of_work(author="test", recorded_at=datetime(2021, 8, 1, tzinfo=UTC)) as work:
        writes = (
            Write(cluster.id, cluster.id, cluster.to_document()),
            Write(cluster.id, event.id, to_document(event)),
        )
        list(work.append(writes))
        work.commit()
    store.close()
    return CommandLine(tracker.folder, {**tracker.environment, "TRACKER_STORE": location})


def test_takes_the_next_minor_and_the_add_ons_of_the_recorded_cluster(recorded: CommandLine, k8s: Path) -> None:
    (k8s / "a.yaml").write_text(INGRESS)
    (k8s / "b.yaml").write_text("apiVersion: cert-manager.io/v1alpha2\nkind: Certificate\nmetadata: {name: web}\n")
    ran = recorded("scan", "k8s", "--only", "apis", "--format", "json")
    assert ran.status == 4, ran.stderr
    assert "target: 1.22, the minor after 1.21" in ran.stderr
    assert [(each["code"], each["severity"]) for each in ran.json["findings"]] == [
        ("API001", "required"),
        ("API005", "required"),
    ]
    assert "which 1.21 serves already" in ran.json["findings"][0]["advice"]


def test_a_waiver_accepts_a_finding_visibly(tracker: CommandLine, k8s: Path) -> None:
    (k8s / "a.yaml").write_text(INGRESS)
    (tracker.folder / "tracker.toml").write_text(
        '[[waivers]]\ncode = "API001"\nsubject = "Ingress shop/*"\nowner = "mina"\nreason = "goes"\nexpires = 2026-12-01\n'
    )
    ran = tracker.ok("scan", "k8s", "--to", "1.31", "--format", "json")
    assert ran.json["findings"][0]["disposition"] == "accepted by waiver"


def test_takes_the_versions_of_components(tracker: CommandLine, k8s: Path) -> None:
    (k8s / "a.yaml").write_text("apiVersion: cert-manager.io/v1alpha2\nkind: Certificate\nmetadata: {name: web}\n")
    assert tracker("scan", "k8s", "--to", "1.31", "--component", "cert-manager=1.5.0").status == 0
    assert tracker("scan", "k8s", "--to", "1.31", "--component", "Cert Manager=1.6.0").status == 4


def test_prints_the_moves_that_are_only_renames(tracker: CommandLine, k8s: Path) -> None:
    (k8s / "a.yaml").write_text(BUDGET)
    (k8s / "b.yaml").write_text(INGRESS)
    ran = tracker("scan", "k8s", "--to", "1.31", "--fix")
    assert ran.status == 4
    assert "-apiVersion: policy/v1beta1  # old\n+apiVersion: policy/v1  # old\n" in ran.stdout
    assert "Ingress" not in ran.stdout
    assert "k8s/b.yaml:1: Ingress shop/web to networking.k8s.io/v1 Ingress" in ran.stderr
    assert "spec.defaultBackend" in ran.stderr
    assert (k8s / "a.yaml").read_text() == BUDGET


def test_writes_the_moves_and_then_finds_nothing(tracker: CommandLine, k8s: Path) -> None:
    (k8s / "a.yaml").write_text(BUDGET)
    (k8s / "a.yaml").chmod(0o640)
    assert tracker("scan", "k8s", "--to", "1.31", "--fix", "--write").status == 0
    assert (k8s / "a.yaml").read_text() == BUDGET.replace("policy/v1beta1", "policy/v1")
    assert (k8s / "a.yaml").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in k8s.iterdir()] == ["a.yaml"]
    assert tracker("scan", "k8s", "--to", "1.31", "--only", "apis").status == 0


@pytest.mark.parametrize(
    ("text", "options", "look"),
    [
        (BUDGET.replace("{matchLabels: {app: web}}", "{}"), [], "an empty spec.selector selects every pod"),
        (BUDGET, ["--from", "1.20"], "1.20 does not serve policy/v1 yet"),
        (BUDGET.replace("policy/v1beta1", "&v policy/v1beta1"), [], "by hand"),
    ],
)
def test_leaves_to_a_person_what_needs_a_look(
    tracker: CommandLine, k8s: Path, text: str, options: list[str], look: str
) -> None:
    (k8s / "a.yaml").write_text(text)
    ran = tracker("scan", "k8s", "--to", "1.31", "--fix", "--write", *options)
    assert ran.status == 4
    assert look in ran.stderr
    assert (k8s / "a.yaml").read_text() == text


@pytest.mark.parametrize(("text", "status"), [(GOOD, 0), (INGRESS, 3), (BUDGET, 3), ("apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\n", 4), ("apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\n", 2)])  # fmt: skip
def test_stands_in_for_pluto(tracker: CommandLine, k8s: Path, text: str, status: int) -> None:
    (k8s / "a.yaml").write_text(text)
    ran = tracker("scan", "k8s", "--to", "1.31", "--format", "pluto-json")
    assert ran.status == status
    assert ran.json["target-versions"] == {"k8s": "v1.31.0"}
    assert len(ran.json.get("items", [])) == (status != 0)


def test_writes_an_item_as_pluto_does(tracker: CommandLine, k8s: Path) -> None:
    (k8s / "a.yaml").write_text(INGRESS)
    (item,) = tracker("scan", "k8s", "--to", "1.31", "--format", "pluto-json").json["items"]
    assert item == {
        "name": "web",
        "filePath": str(k8s / "a.yaml"),
        "namespace": "shop",
        "api": {
            "version": "extensions/v1beta1",
            "kind": "Ingress",
            "deprecated-in": "v1.14.0",
            "removed-in": "v1.22.0",
            "replacement-api": "networking.k8s.io/v1",
            "replacement-available-in": "v1.19.0",
            "component": "k8s",
        },
        "deprecated": True,
        "removed": True,
        "replacementAvailable": True,
    }


def test_stands_in_for_kubent(tracker: CommandLine, k8s: Path) -> None:
    (k8s / "a.yaml").write_text(INGRESS)
    ran = tracker("scan", "k8s", "--to", "1.31", "--format", "kubent-json")
    assert ran.status == 0
    assert ran.json == [
        {
            "Name": "web",
            "Namespace": "shop",
            "Kind": "Ingress",
            "ApiVersion": "extensions/v1beta1",
            "RuleSet": "Deprecated APIs removed in 1.22",
            "ReplaceWith": "networking.k8s.io/v1",
            "Since": "1.19.0",
        }
    ]
    assert tracker("scan", "k8s", "--to", "1.31", "--format", "kubent-json", "--exit-error").status == 200
    (k8s / "a.yaml").write_text(GOOD)
    assert tracker("scan", "k8s", "--to", "1.31", "--format", "kubent-json", "--exit-error").stdout.strip() == "null"


def test_the_dropins_tell_what_is_unread_on_standard_error(tracker: CommandLine, k8s: Path) -> None:
    (k8s / "a.yaml").write_text(TEMPLATE)
    assert "unread: k8s/a.yaml:1: it is an unrendered template" in tracker(
        "scan", "k8s", "--to", "1.31", "--format", "pluto-json"
    ).stderr  # fmt: skip


def test_two_processes_say_what_one_says(tracker: CommandLine, k8s: Path) -> None:
    write_corpus(k8s, 450)
    (k8s / "broken.yaml").write_text(TEMPLATE)
    whole = tracker("scan", "k8s", "--to", "1.36", "--only", "apis", "--format", "json").json
    parts = [
        tracker("scan", f"k8s/app-{number:03d}", "--to", "1.36", "--only", "apis", "--format", "json").json
        for number in range(5)
    ]
    assert whole["looked_at"]["files"] == 451
    assert whole["looked_at"]["objects"] == sum(part["looked_at"]["objects"] for part in parts)
    found = sorted(finding["fingerprint"] for part in parts for finding in part["findings"])
    assert sorted(finding["fingerprint"] for finding in whole["findings"]) == found
    assert len(whole["undecided"]) == 1
