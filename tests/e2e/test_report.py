"""`tracker report`, from the command line to the exit status: real store, real reference data, real files."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import CommandLine

GOOD = """apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}}
"""
REMOVED = "apiVersion: flowcontrol.apiserver.k8s.io/v1beta2\nkind: FlowSchema\nmetadata: {name: probes}\n"
LATEST = """apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: ops}
spec: {template: {spec: {containers: [{name: agent, image: "agent"}]}}}
"""
TEMPLATE = "kind: {{ .Values.kind }}\n"

KUBECTL = """#!/bin/sh
echo "$@" >> "$KUBECTL_LOG"
for word in "$@"; do
  case "$word" in
    version) echo '{"serverVersion": {"gitVersion": "'$KUBECTL_VERSION'"}}'; exit 0 ;;
    api-resources) printf 'deployments.apps\\nsecrets\\nevents\\nflowschemas.flowcontrol.apiserver.k8s.io\\ningresses.extensions\\n'
                   printf 'ingresses.networking.k8s.io\\nnodes\\n'; exit 0 ;;
    flowschemas*) cat "$KUBECTL_FLOWS"; exit 0 ;;
    nodes) echo 'Error from server (Forbidden): nodes is forbidden: User "me" cannot list resource "nodes"' >&2; exit 1 ;;
  esac
done
echo '{"apiVersion": "v1", "kind": "List", "items": []}'
"""
FLOWS = {
    "apiVersion": "v1",
    "kind": "List",
    "items": [
        {
            "apiVersion": "flowcontrol.apiserver.k8s.io/v1",
            "kind": "FlowSchema",
            "metadata": {
                "name": "probes",
                "uid": "1",
                "managedFields": [
                    {
                        "manager": "deployer",
                        "operation": "Update",
                        "apiVersion": "flowcontrol.apiserver.k8s.io/v1beta3",
                        "time": "2026-11-01T00:00:00Z",
                    }
                ],
            },
        }
    ],
}


@pytest.fixture
def seoul(tracker: CommandLine) -> CommandLine:
    """A recorded cluster on Kubernetes 1.31 at a provider that runs the control plane, and an empty folder k8s."""
    tracker.ok("init")
    tracker.ok("cluster", "add", "seoul", "--provider", "eks", "--zone", "Asia/Seoul")
    tracker.ok("add", "kubernetes 1.31.4", "--pool", "workers=1.31.4", "--on", "2026-10-01")
    (tracker.folder / "k8s").mkdir()
    return tracker


def report(tracker: CommandLine, *arguments: str, status: int = 0) -> dict[str, Any]:
    ran = tracker("report", "--format", "json", *arguments)
    assert ran.status == status, ran.stderr
    document: dict[str, Any] = ran.json
    return document


def put(tracker: CommandLine, *texts: str) -> str:
    (tracker.folder / "k8s" / "all.yaml").write_text("---\n".join(texts))
    return "k8s"


class TestTheVerdict:
    def test_without_manifests_it_is_unknown_and_strictness_says_so(self, seoul: CommandLine) -> None:
        assert report(seoul)["verdict"] == "unknown"
        assert report(seoul, "--strict", status=5)["target"] == "1.32"

    def test_clean_manifests_make_it_ready(self, seoul: CommandLine) -> None:
        found = report(seoul, "--manifests", put(seoul, GOOD), "--strict")
        assert (found["verdict"], found["reasons"], found["looked_at"]["objects"]) == ("ready", [], 1)

    def test_a_removed_api_blocks(self, seoul: CommandLine) -> None:
        found = report(seoul, "--to", "1.32", "-m", put(seoul, GOOD, REMOVED), status=4)
        assert (found["verdict"], found["findings"][0]["code"]) == ("not ready", "API001")
        assert found["findings"][0]["evidence"][0]["locator"] == "k8s/all.yaml:6"

    @pytest.mark.parametrize(("fail_on", "status"), [("required", 0), ("recommended", 4), ("never", 0)])
    def test_advice_fails_only_those_who_ask(self, seoul: CommandLine, fail_on: str, status: int) -> None:
        found = report(seoul, "-m", put(seoul, LATEST), "--fail-on", fail_on, status=status)
        assert {each["severity"] for each in found["findings"]} == {"recommended"}

    def test_nothing_fails_those_who_never_want_it(self, seoul: CommandLine) -> None:
        assert report(seoul, "-m", put(seoul, REMOVED), "--fail-on", "never")["verdict"] == "not ready"

    def test_a_document_that_cannot_be_read_makes_it_unknown(self, seoul: CommandLine) -> None:
        found = report(seoul, "-m", put(seoul, GOOD, TEMPLATE), "--strict", status=5)
        assert (found["verdict"], found["undecided"][0]["code"]) == ("unknown", "API008")

    def test_a_waiver_accepts_and_shows(self, seoul: CommandLine) -> None:
        settings = seoul.folder / "tracker.toml"
        waiver = (
            '\n[[waivers]]\ncode = "API001"\nowner = "platform"\nreason = "moves next week"\nexpires = "2027-01-31"\n'
        )
        settings.write_text(settings.read_text() + waiver)
        found = report(seoul, "-m", put(seoul, REMOVED))
        assert found["verdict"] == "ready with advice"
        assert found["reasons"][0].startswith("would block, and is accepted by waiver: FlowSchema probes")
        assert found["findings"][0]["disposition"] == "accepted by waiver"

    def test_the_present_minor_gives_a_report_all_the_same(self, seoul: CommandLine) -> None:
        found = report(seoul, "--to", "1.31", "-m", put(seoul, GOOD))
        assert (found["direction"], found["hops"], found["verdict"]) == ("same", [], "ready")


class TestRefusals:
    def test_an_older_target_needs_rollback(self, seoul: CommandLine) -> None:
        assert "--rollback" in seoul.fails("report", "--to", "1.30")
        found = report(seoul, "--to", "1.30", "--rollback", status=4)
        assert found["direction"] == "rollback"
        assert found["reasons"] == ["amazon-eks runs the control plane and does not let it go back to 1.30"]

    def test_a_target_beyond_the_data(self, seoul: CommandLine) -> None:
        assert "tracker reference update https://endoflife.date/api/kubernetes.json" in seoul.fails(
            "report", "--to", "1.99"
        )

    def test_a_path_that_is_not_there(self, seoul: CommandLine) -> None:
        assert "nowhere" in seoul.fails("report", "-m", "nowhere")

    def test_a_cluster_without_a_version(self, seoul: CommandLine) -> None:
        seoul.ok("cluster", "add", "empty")
        assert "tracker add" in seoul.fails("report", "--cluster", "empty")

    @pytest.mark.parametrize("text", [None, "{}", "no json"])
    def test_an_old_report_that_is_none(self, seoul: CommandLine, text: str | None) -> None:
        if text is not None:
            (seoul.folder / "old.json").write_text(text)
        assert "old.json" in seoul.fails("report", "--compare", "old.json")

    def test_a_file_that_cannot_be_written(self, seoul: CommandLine) -> None:
        assert "no/such/folder" in seoul.fails("report", "-o", "no/such/folder/report.html")


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "begins"), [("r.html", "<!doctype html>"), ("r.md", "## seoul"), ("r.json", "{"), ("r.xml", "<?xml")]
    )
    def test_the_ending_says_the_format(self, seoul: CommandLine, name: str, begins: str) -> None:
        ran = seoul.ok("report", "-o", name)
        assert (seoul.folder / name).read_text().startswith(begins)
        assert ran.stdout == ""
        assert "unknown; wrote r." in ran.stderr

    def test_compares_with_a_report_that_was_written(self, seoul: CommandLine) -> None:
        seoul("report", "-m", put(seoul, REMOVED), "-o", "old.json")
        found = report(seoul, "-m", put(seoul, GOOD), "--compare", "old.json")["comparison"]
        assert [each["code"] for each in found["resolved"]] == ["API001"]
        assert found["verdict"] == {"before": "not ready", "now": "ready"}

    def test_a_redacted_report_is_compared_with_an_open_one_in_secret(self, seoul: CommandLine) -> None:
        seoul("report", "-m", put(seoul, REMOVED), "-o", "old.json")
        ran = seoul("report", "-m", "k8s", "--compare", "old.json", "--redact", "--format", "json")
        assert ran.json["comparison"]["new"] == []
        assert "probes" not in ran.stdout
        assert "seoul" not in ran.stdout


class TestKeeping:
    def test_a_kept_report_is_an_event_with_its_document(self, seoul: CommandLine) -> None:
        before = report(seoul, "-m", put(seoul, REMOVED), "--keep", status=4)
        (event,) = seoul.ok("log", "--kind", "plan", "--format", "json").json
        assert (event["details"]["target"], event["details"]["verdict"]) == ("1.32", "not ready")
        assert json.loads(event["details"]["document"]) == before

    def test_it_is_no_news_of_the_cluster(self, seoul: CommandLine) -> None:
        report(seoul, "--keep")
        assert report(seoul)["last_recorded_on"] == "2026-10-01"

    def test_the_site_finds_it(self, seoul: CommandLine) -> None:
        from tracker.publish.reports import kept_reports
        from tracker.publish.site_data import Edition
        from tracker.services.ports import EventQuery
        from tracker.store.opening import open_store

        report(seoul, "--keep")
        store = open_store(str(seoul.folder / "tracker.db"))
        events = list(store.timeline.events(EventQuery(newest_first=False)))
        (kept,) = kept_reports(events, store.timeline.cluster("seoul"), Edition.INTERNAL)
        store.close()
        assert (kept.target, kept.verdict, kept.document["cluster"]["name"]) == ("1.32", "unknown", "seoul")

    def test_what_looks_like_a_secret_is_not_kept(self, seoul: CommandLine) -> None:
        secret = "AKIAIOSFODNN7EXAMPLE"
        manifest = LATEST.replace('image: "agent"', f'image: "registry.example/{secret}/agent"')
        ran = seoul("report", "-m", put(seoul, manifest), "--keep", "--format", "json")
        assert secret in ran.stdout
        (event,) = seoul.ok("log", "--kind", "plan", "--format", "json").json
        assert secret not in event["details"]["document"]


class TestLive:
    @pytest.fixture
    def kubectl(self, seoul: CommandLine) -> dict[str, str]:
        """A kubectl on PATH that answers from files and writes down what it was asked."""
        folder = seoul.folder / "bin"
        folder.mkdir()
        program = folder / "kubectl"
        program.write_text(KUBECTL)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        (seoul.folder / "flows.json").write_text(json.dumps(FLOWS, indent=1))
        return {
            "PATH": f"{folder}:/usr/bin:/bin",
            "KUBECTL_LOG": str(seoul.folder / "asked"),
            "KUBECTL_FLOWS": str(seoul.folder / "flows.json"),
            "KUBECTL_VERSION": "v1.31.4-eks-036c24b",
        }

    def live(self, seoul: CommandLine, environment: dict[str, str], *arguments: str) -> dict[str, Any]:
        found: dict[str, Any] = seoul("report", "--live", "--format", "json", *arguments, env=environment).json
        return found

    def test_reads_what_may_be_listed_and_names_what_may_not(self, seoul: CommandLine, kubectl: dict[str, str]) -> None:
        found = self.live(seoul, kubectl)
        assert [(each["code"], each["subject"]) for each in found["findings"]] == [("API006", "FlowSchema probes")]
        (unread,) = found["undecided"]
        assert unread["subject"] == "kubectl get nodes"
        assert "forbidden" in unread["missing"]

    def test_only_ever_reads(self, seoul: CommandLine, kubectl: dict[str, str]) -> None:
        self.live(seoul, kubectl, "--context", "seoul-admin")
        asked = Path(kubectl["KUBECTL_LOG"]).read_text().splitlines()
        assert all(line.startswith("--context=seoul-admin --request-timeout=60s ") for line in asked)
        verbs = {line.split()[2] for line in asked}
        assert verbs == {"version", "api-resources", "get"}
        got = sorted(line.split()[3] for line in asked if line.split()[2] == "get")
        # Secrets but Helm's are left alone, and an Ingress is not read twice.
        assert got == [
            "deployments.apps",
            "flowschemas.flowcontrol.apiserver.k8s.io",
            "ingresses.networking.k8s.io",
            "nodes",
            "secrets",
        ]
        assert all("--selector=owner=helm" in line for line in asked if " secrets" in line)

    def test_manifests_count_beside(self, seoul: CommandLine, kubectl: dict[str, str]) -> None:
        codes = {each["code"] for each in self.live(seoul, kubectl, "-m", put(seoul, REMOVED))["findings"]}
        assert {"API001", "API006"} <= codes

    def test_a_cluster_of_another_minor_is_unlike_the_record(self, seoul: CommandLine, kubectl: dict[str, str]) -> None:
        found = self.live(seoul, kubectl | {"KUBECTL_VERSION": "v1.30.2"})
        assert "the live cluster runs v1.30.2, and the record says 1.31.4" in found["unknowns"][0]["missing"]

    def test_no_kubectl(self, seoul: CommandLine) -> None:
        assert "kubectl is not on PATH" in seoul.fails("report", "--live", env={"PATH": "/nowhere"})

    def test_a_cluster_that_does_not_answer(self, seoul: CommandLine, kubectl: dict[str, str]) -> None:
        refused = (
            "#!/bin/sh\necho 'E1123 memcache.go' >&2\necho 'The connection to the server was refused' >&2\nexit 1\n"
        )
        (seoul.folder / "bin" / "kubectl").write_text(refused)
        said = seoul.fails("report", "--live", env=kubectl)
        assert said == "tracker: kubectl version: The connection to the server was refused"


class TestComparedWithOtherManifests:
    """What is gone because its file was not given is not resolved."""

    @pytest.fixture
    def before(self, seoul: CommandLine) -> CommandLine:
        put(seoul, GOOD)
        (seoul.folder / "k8s" / "flow.yaml").write_text(REMOVED)
        (seoul.folder / "old.json").write_text(json.dumps(report(seoul, "--to", "1.32", "-m", "k8s", status=4)))
        return seoul

    @staticmethod
    def codes(tracker: CommandLine, *arguments: str, status: int = 0) -> tuple[list[str], list[str]]:
        found = report(tracker, "--to", "1.32", "--compare", "old.json", *arguments, status=status)["comparison"]
        gone, unseen = found["resolved"], found["not_looked_at"]
        return [each["code"] for each in gone], [each["code"] for each in unseen]

    @pytest.mark.parametrize("redact", [(), ("--redact",)])
    def test_without_its_file_or_without_any(self, before: CommandLine, redact: tuple[str, ...]) -> None:
        assert self.codes(before, *redact) == ([], ["API001"])
        assert self.codes(before, "-m", "k8s/all.yaml", *redact) == ([], ["API001"])
        text = before.ok("report", "--to", "1.32", "--compare", "old.json", *redact).stdout
        assert "Not looked at" in text
        assert "Resolved" not in text.split("Hop", 1)[0]

    @pytest.mark.parametrize("given", ["k8s", "./k8s/", "k8s/*.yaml"])
    def test_a_repaired_or_deleted_one_is_resolved(self, before: CommandLine, given: str) -> None:
        (before.folder / "k8s" / "flow.yaml").write_text(GOOD)
        assert self.codes(before, "-m", given) == (["API001"], [])
        (before.folder / "k8s" / "flow.yaml").unlink()
        assert self.codes(before, "-m", given) == (["API001"], [])

    def test_the_same_again_is_neither(self, before: CommandLine) -> None:
        assert self.codes(before, "-m", "k8s", status=4) == ([], [])
