"""`tracker reference`, from the command line, with sources on disk and behind a web server of this machine."""

import io
import json
import tarfile
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import CommandLine, command_line
from tests.support.http_server import (
    Answer,
    broken_chunks,
    closed_port,
    content,
    endless,
    redirect,
    serving,
    silence,
)

KUBERNETES = [
    {"cycle": "1.37", "releaseDate": "2026-08-26", "support": "2027-08-28", "eol": "2027-10-28", "latest": "1.37.2",
     "latestReleaseDate": "2026-10-14", "lts": False},
    {"cycle": "1.36", "releaseDate": "2026-04-22", "support": "2027-04-28", "eol": "2027-07-28", "latest": "1.36.7",
     "latestReleaseDate": "2026-11-12", "lts": False},
    {"cycle": "1.31", "releaseDate": "2024-08-13", "support": "2025-08-28", "eol": "2025-10-28", "latest": "1.31.14",
     "latestReleaseDate": "2025-11-11", "lts": False},
]  # fmt: skip
EKS = {
    "schema_version": "1.2.0",
    "generated_at": "2026-11-20T00:00:00Z",
    "result": {
        "name": "amazon-eks",
        "releases": [
            {"name": "1.37", "releaseDate": "2026-11-10", "isEol": False, "eolFrom": "2028-01-10",
             "eoesFrom": "2029-01-10", "latest": {"name": "1.37-eks-1", "date": "2026-11-10"}},
            {"name": "1.31", "releaseDate": "2024-09-26", "isEol": True, "eolFrom": "2025-11-26",
             "eoesFrom": "2027-01-26", "latest": {"name": "1.31-eks-70", "date": "2026-11-01"}},
        ],
    },
}  # fmt: skip


def _bytes(document: Any) -> bytes:
    return json.dumps(document).encode()


def _fields(tracker: CommandLine, *words: str) -> dict[str, Any]:
    """The facts of the one row that the words name."""
    facts: list[dict[str, Any]] = tracker.ok("reference", "show", *words, "--format", "json").json
    assert len(facts) == 1, words
    fields: dict[str, Any] = facts[0]["fields"]
    return fields


def _in_use(tracker: CommandLine) -> str:
    return tracker.ok("reference", "age").stderr.strip()


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """Set at the end, so that answers that never end do."""
    event = threading.Event()
    yield event
    event.set()


class TestLookingUp:
    def test_one_fact_is_shown_with_its_source(self, tracker: CommandLine) -> None:
        text = tracker.ok("reference", "show", "eks", "1.31").stdout
        assert "standard until" in text
        assert "2025-11-26" in text
        assert "endoflife-date/endoflife.date products/amazon-eks.md" in text
        assert "2026-08-22" in text

    @pytest.mark.parametrize(
        ("words", "table", "fact"),
        [
            (["v1.31.4"], "releases/kubernetes-patches", "1.31.4"),
            (["1.31"], "releases/kubernetes-minors", "1.31"),
            (["Amazon EKS 1.31"], "releases/provider-windows", "amazon-eks 1.31"),
            (["extensions/v1beta1", "Ingress"], "apis/kubernetes", "extensions/v1beta1 Ingress"),
            (["v1", "Endpoints"], "apis/kubernetes", "v1 Endpoints"),
            (["Cert-Manager", "1.14.4"], "components/releases/cert-manager", "cert-manager 1.14"),
            (["kube-aws", "v0.9.6-rc.2"], "releases/kube-aws", "kube-aws 0.9.6-rc.2"),
            (["kafka", "0.10.0.1"], "components/releases/kafka", "kafka 0.10"),
            (["dockershim"], "changes/breaking", "dockershim"),
            (["kubelet-three-behind"], "policies/version-skew", "kubelet-three-behind"),
            (["MaxScale"], "components/index", "mariadb-maxscale"),
        ],
    )
    def test_words_name_one_fact(self, tracker: CommandLine, words: list[str], table: str, fact: str) -> None:
        facts = tracker.ok("reference", "show", *words, "--format", "json").json
        assert [(each["table"], each["fact"]) for each in facts] == [(table, fact)]
        assert facts[0]["source"]
        assert facts[0]["retrieved_on"]

    def test_a_kind_names_every_version_of_it(self, tracker: CommandLine) -> None:
        facts = tracker.ok("reference", "show", "CronJob", "--format", "json").json
        assert {each["fact"] for each in facts} == {
            "batch/v1 CronJob",
            "batch/v1beta1 CronJob",
            "batch/v2alpha1 CronJob",
        }

    @pytest.mark.parametrize("words", [["Maxwell"], ["1.99"], ["eks", "0.1"]])
    def test_what_is_unknown_is_said_in_one_line(self, tracker: CommandLine, words: list[str]) -> None:
        assert "knows nothing of" in tracker.fails("reference", "show", *words)

    def test_age_counts_from_the_day_of_the_run(self, tracker: CommandLine) -> None:
        ran = tracker.ok("reference", "age", "--format", "json")
        assert "93 days old" in ran.stderr
        assert {"releases/kubernetes-minors", "components/releases"} <= {each["table"] for each in ran.json}

    def test_age_can_fail_a_job(self, tracker: CommandLine) -> None:
        assert tracker("reference", "age", "--max-days", "92").status == 4
        assert tracker("reference", "age", "--max-days", "93").status == 0

    def test_the_packaged_facts_are_whole(self, tracker: CommandLine) -> None:
        ran = tracker.ok("reference", "verify")
        assert "no contradiction" in ran.stderr
        assert tracker.ok("reference", "verify", "--format", "json").json == []


class TestRowsOfOnesOwn:
    OVERRIDES = """
        [[override]]
        table = "releases/provider-windows"
        key = {{ provider = "amazon-eks", version = "1.31" }}
        set = {{ extended_until = "{until}" }}
        reason = "contract 4711"
        """

    def _write(self, folder: Path, until: str) -> None:
        (folder / "tracker.toml").write_text('[reference]\noverrides = "mine.toml"\n', encoding="utf-8")
        (folder / "mine.toml").write_text(self.OVERRIDES.format(until=until), encoding="utf-8")

    def test_they_are_used_and_say_why(self, tracker: CommandLine) -> None:
        self._write(tracker.folder, "2027-05-31")
        fact = tracker.ok("reference", "show", "eks", "1.31", "--format", "json").json[0]
        assert (fact["fields"]["extended_until"], fact["overridden"]) == ("2027-05-31", "contract 4711")

    def test_a_contradiction_in_them_fails_verify(self, tracker: CommandLine) -> None:
        self._write(tracker.folder, "2020-01-01")
        ran = tracker("reference", "verify", "--format", "json")
        assert ran.status == 1
        assert [each["row"] for each in ran.json] == ["amazon-eks 1.31"]
        assert (
            ran.stderr == "tracker: one contradiction in the reference data: correct your overrides, or update again\n"
        )


class TestUpdatingFromEndoflife:
    def test_new_releases_come_in_and_moved_promises_are_kept(self, tracker: CommandLine) -> None:
        with serving({"/api/kubernetes.json": content(_bytes(KUBERNETES))}) as address:
            ran = tracker.ok("reference", "update", f"{address}/api/kubernetes.json", "--format", "json")
        changes = {(each["row"], each["what"]) for each in ran.json}
        assert {("1.37", "changed"), ("1.37.2", "added"), ("1.37.0", "added"), ("1.36.7", "added")} <= changes
        assert "edition 2026-11-23.endoflife.kubernetes is in use now" in ran.stderr

        assert _fields(tracker, "1.37")["released_on"] == "2026-08-26"
        moved = _fields(tracker, "1.36")
        assert (moved["end_of_life"], moved["promised_end_of_life"]) == ("2027-07-28", "2027-06-28")
        assert _fields(tracker, "1.36.7")["unlisted_before"] == 2
        assert "no contradiction" in tracker.ok("reference", "verify").stderr

    def test_the_projects_own_date_stays_and_the_other_is_noted(self, tracker: CommandLine) -> None:
        with serving({"/kubernetes.json": content(_bytes(KUBERNETES))}) as address:
            tracker.ok("reference", "update", f"{address}/kubernetes.json")
        fields = tracker.ok("reference", "show", "1.31", "--format", "json").json[0]["fields"]
        assert fields["end_of_life"] == "2025-11-11"
        assert fields["other_claims"][-1]["on"] == "2025-10-28"

    def test_plans_for_a_minor_are_done_once_it_is_out(self, tracker: CommandLine) -> None:
        name = ["reference", "show", "networking.k8s.io/v1beta1", "IPAddress", "--format", "json"]
        assert tracker.ok(*name).json[0]["fields"]["removal_is_planned"] is True
        (tracker.folder / "kubernetes.json").write_bytes(_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        assert "removal_is_planned" not in tracker.ok(*name).json[0]["fields"]

    def test_a_document_of_the_newer_api_names_its_product_and_day(self, tracker: CommandLine) -> None:
        (tracker.folder / "anything").write_bytes(_bytes(KUBERNETES))
        tracker.ok("reference", "update", "anything", "--product", "kubernetes")
        (tracker.folder / "anything").write_bytes(_bytes(EKS))
        assert "2026-11-23.endoflife.amazon-eks" in tracker.ok("reference", "update", "anything").stderr
        fact = tracker.ok("reference", "show", "eks", "1.31", "--format", "json").json[0]
        assert (fact["fields"]["extended_until"], fact["retrieved_on"]) == ("2027-01-26", "2026-11-20")
        assert tracker.ok("reference", "show", "eks", "1.37", "--format", "json").json[0]["fields"]["minor"] == "1.37"

    def test_a_component_gets_new_lines_and_keeps_its_ranges(self, tracker: CommandLine) -> None:
        document = [{"cycle": "9.1", "releaseDate": "2026-11-01", "eol": False, "latest": "9.1.3",
                     "latestReleaseDate": "2026-11-20"},
                    {"cycle": "1.14", "releaseDate": "2024-02-03", "eol": "2024-10-03", "latest": "1.14.9",
                     "latestReleaseDate": "2026-11-21"}]  # fmt: skip
        (tracker.folder / "cert-manager.json").write_bytes(_bytes(document))
        tracker.ok("reference", "update", "cert-manager.json")
        old = tracker.ok("reference", "show", "cert-manager", "1.14", "--format", "json").json[0]["fields"]
        assert (old["latest"], old["kubernetes_max"], old["released_on"]) == ("1.14.9", "1.31", "2024-01-31")
        assert tracker.ok("reference", "show", "cert-manager", "9.1.2", "--format", "json").json[0]["fact"]

    def test_the_same_document_again_says_nothing_new(self, tracker: CommandLine) -> None:
        (tracker.folder / "kubernetes.json").write_bytes(_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        assert "says nothing new" in tracker.ok("reference", "update", "kubernetes.json").stderr

    def test_a_dry_run_shows_and_writes_nothing(self, tracker: CommandLine) -> None:
        (tracker.folder / "kubernetes.json").write_bytes(_bytes(KUBERNETES))
        before = _in_use(tracker)
        ran = tracker.ok("reference", "update", "kubernetes.json", "--dry-run")
        assert "nothing was written" in ran.stderr
        assert "1.37.2" in ran.stdout
        assert _in_use(tracker) == before
        assert not (tracker.folder / "data").exists()


LIFECYCLE = """
package v1beta1

func (in *Stall) APILifecycleIntroduced() (major, minor int) {
	return 1, 37
}

func (in *Stall) APILifecycleDeprecated() (major, minor int) {
	return 1, 40
}

func (in *Stall) APILifecycleRemoved() (major, minor int) {
	return 1, 43
}

func (in *StallList) APILifecycleIntroduced() (major, minor int) {
	return 1, 37
}

func (in *StorageVersionMigration) APILifecycleIntroduced() (major, minor int) {
	return 1, 35
}

func (in *StorageVersionMigration) APILifecycleDeprecated() (major, minor int) {
	return 1, 38
}

func (in *StorageVersionMigration) APILifecycleReplacement() schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: "storagemigration.k8s.io", Version: "v1", Kind: "StorageVersionMigration"}
}

func (in *StorageVersionMigration) APILifecycleRemoved() (major, minor int) {
	return 1, 41
}
"""
REGISTER = 'package v1beta1\n\nconst GroupName = "storagemigration.k8s.io"\n'
GUIDED = """
func (in *CronJob) APILifecycleRemoved() (major, minor int) {
	return 1, 99
}
"""


def _tree(folder: Path) -> Path:
    for name, declared, register in (
        ("storagemigration/v1beta1", LIFECYCLE, REGISTER),
        ("batch/v1beta1", GUIDED, 'const GroupName = "batch"\n'),
        ("strange/v1", "func (in *X) APILifecycleIntroduced() (major, minor int) {\n\treturn 1, 1\n}", "package v1\n"),
    ):
        place = folder / "api" / name
        place.mkdir(parents=True)
        (place / "zz_generated.prerelease-lifecycle.go").write_text(declared, encoding="utf-8")
        (place / "register.go").write_text(register, encoding="utf-8")
    return folder / "api"


def _archive(folder: Path) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.add(folder, arcname="api-1.37")
    return packed.getvalue()


class TestUpdatingFromDeclarations:
    def _check(self, tracker: CommandLine, ran: Any) -> None:
        assert {(each["row"], each["what"]) for each in ran.json} == {
            ("storagemigration.k8s.io/v1beta1 Stall", "added"),
            ("storagemigration.k8s.io/v1beta1 StorageVersionMigration", "changed"),
        }
        assert "strange/v1: neither register.go nor doc.go names the API group" in ran.stderr
        moved = tracker.ok(
            "reference", "show", "storagemigration.k8s.io/v1beta1", "StorageVersionMigration", "--format", "json"
        ).json[0]
        assert (moved["fields"]["deprecated_in"], moved["fields"]["removed_in"]) == ("1.38", "1.41")
        assert moved["fields"]["introduced_in"] == "1.35"
        guided = tracker.ok("reference", "show", "batch/v1beta1", "CronJob", "--format", "json").json[0]
        assert guided["fields"]["removed_in"] == "1.25"

    def test_a_checkout_moves_plans_and_adds_apis_but_does_not_overrule_the_guide(self, tracker: CommandLine) -> None:
        tree = _tree(tracker.folder)
        self._check(tracker, tracker.ok("reference", "update", str(tree), "--format", "json"))

    def test_an_archive_by_url_is_the_same(self, tracker: CommandLine) -> None:
        packed = _archive(_tree(tracker.folder))
        with serving({"/v0.37.0.tar.gz": content(packed, "application/x-gzip")}) as address:
            self._check(tracker, tracker.ok("reference", "update", f"{address}/v0.37.0.tar.gz", "--format", "json"))

    def test_a_folder_without_declarations_is_refused(self, tracker: CommandLine) -> None:
        assert "has no zz_generated.prerelease-lifecycle.go" in tracker.fails(
            "reference", "update", str(tracker.folder)
        )

    @pytest.mark.parametrize("cut", [20, 400])
    def test_a_damaged_archive_is_refused(self, tracker: CommandLine, cut: int) -> None:
        (tracker.folder / "api.tar.gz").write_bytes(_archive(_tree(tracker.folder))[:cut])
        assert "no gzipped archive, or a damaged one" in tracker.fails("reference", "update", "api.tar.gz")


class TestEditionFiles:
    def _export(self, tracker: CommandLine) -> dict[str, Any]:
        tracker.ok("reference", "export", "-o", "edition.json")
        document: dict[str, Any] = json.loads((tracker.folder / "edition.json").read_text(encoding="utf-8"))
        return document

    def test_an_edition_goes_from_one_machine_to_another(self, tracker: CommandLine, tmp_path_factory: Any) -> None:
        (tracker.folder / "kubernetes.json").write_bytes(_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        self._export(tracker)
        other = CommandLine(tmp_path_factory.mktemp("other"), dict(tracker.environment))
        environment = {"HOME": str(other.folder), "XDG_DATA_HOME": str(other.folder / "data")}
        source = str(tracker.folder / "edition.json")
        assert "is in use now" in other.ok("reference", "update", source, env=environment).stderr
        assert other.ok("reference", "diff", source, env=environment).stdout == ""
        assert other.ok("reference", "diff", env=environment, terminal=120).stdout.count("added") >= 3
        assert other.ok("reference", "show", "1.37.2", env=environment).stdout

    def test_a_changed_byte_is_noticed(self, tracker: CommandLine) -> None:
        document = self._export(tracker)
        document["contents"]["releases/kubernetes-patches"][0]["released_on"] = "2026-08-21"
        (tracker.folder / "edition.json").write_bytes(_bytes(document))
        line = tracker.fails("reference", "update", "edition.json")
        assert "releases/kubernetes-patches differs from its checksum" in line
        assert line.endswith("edition 2026-08-22.1 stays in use")

    def test_a_missing_table_is_noticed(self, tracker: CommandLine) -> None:
        document = self._export(tracker)
        for part in ("contents", "tables"):
            del document[part]["apis/kubernetes"]
        (tracker.folder / "edition.json").write_bytes(_bytes(document))
        assert "apis/kubernetes is missing or empty" in tracker.fails("reference", "update", "edition.json")

    @pytest.mark.parametrize("name", ["../../outside", "", "a/b", "x\u0000"])
    def test_a_name_that_would_leave_the_folder_is_refused(self, tracker: CommandLine, name: str) -> None:
        document = self._export(tracker)
        (tracker.folder / "edition.json").write_bytes(_bytes({**document, "edition": name}))
        assert "is no name of an edition" in tracker.fails("reference", "update", "edition.json")

    def test_a_table_that_would_leave_the_folder_is_refused(self, tracker: CommandLine) -> None:
        document = self._export(tracker)
        for part in ("contents", "tables"):
            document[part]["components/releases/../../../outside"] = document[part]["releases/providers"]
        (tracker.folder / "edition.json").write_bytes(_bytes(document))
        assert "is no table of this version" in tracker.fails("reference", "update", "edition.json")

    def test_an_older_edition_is_refused(self, tracker: CommandLine) -> None:
        document = self._export(tracker)
        document["as_of"] = "2026-08-01"
        (tracker.folder / "edition.json").write_bytes(_bytes(document))
        assert "is of 2026-08-01, older than 2026-08-22 in use" in tracker.fails("reference", "update", "edition.json")


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A command line with a fetched edition in use. No update of its tests succeeds, so all share it."""
    tracker = command_line(tmp_path_factory.mktemp("updated"))
    (tracker.folder / "kubernetes.json").write_bytes(_bytes(KUBERNETES))
    tracker.ok("reference", "update", "kubernetes.json")
    return tracker


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class TestFailedUpdates:
    """Whatever goes wrong, one line says so and the edition in use stays in use."""

    def _refuses(self, tracker: CommandLine, source: str, *options: str) -> str:
        before = _files(tracker.folder / "data")
        line = tracker.fails("reference", "update", source, *options)
        assert line.endswith("edition 2026-11-23.endoflife.kubernetes stays in use")
        assert _files(tracker.folder / "data") == before
        assert "2026-11-23.endoflife.kubernetes" in _in_use(tracker)
        return line

    def _fails(self, tracker: CommandLine, answer: Answer, *options: str) -> str:
        with serving({"/new/kubernetes.json": answer}) as address:
            return self._refuses(tracker, f"{address}/new/kubernetes.json", *options)

    def test_no_answer(self, updated: CommandLine, stop: threading.Event) -> None:
        assert "within 0.2 seconds" in self._fails(updated, silence(stop), "--timeout", "0.2")

    def test_an_answer_that_trickles(self, updated: CommandLine, stop: threading.Event) -> None:
        answer = endless(b" ", pause=stop, seconds=0.05)
        assert "within 0.3 seconds" in self._fails(updated, answer, "--timeout", "0.3")

    def test_a_body_that_is_cut_off(self, updated: CommandLine) -> None:
        body = _bytes(KUBERNETES)
        assert f"broke off after 100 of {len(body)} bytes" in self._fails(
            updated, content(body[:100], length=len(body))
        )

    def test_a_chunk_that_is_cut_off(self, updated: CommandLine) -> None:
        assert "broke off" in self._fails(updated, broken_chunks(_bytes(KUBERNETES)))

    def test_a_document_that_is_cut_off(self, updated: CommandLine) -> None:
        assert "no JSON document, or not a whole one" in self._fails(updated, content(_bytes(KUBERNETES)[:-20]))

    def test_a_page_for_people(self, updated: CommandLine) -> None:
        answer = content(b"<html>Sign in</html>", "text/html; charset=utf-8")
        assert "is of the type text/html; charset=utf-8" in self._fails(updated, answer)

    def test_a_page_for_people_that_claims_to_be_json(self, updated: CommandLine) -> None:
        assert "no JSON document" in self._fails(updated, content(b"<html>Sign in</html>"))

    @pytest.mark.parametrize("document", [{"message": "ok"}, [], [1, 2], "text", None])
    def test_another_document(self, updated: CommandLine, document: Any) -> None:
        line = self._fails(updated, content(_bytes(document)))
        assert "is neither an edition, nor an endoflife.date document" in line

    def test_nesting_without_end(self, updated: CommandLine) -> None:
        assert "no JSON document" in self._fails(updated, content(b"[" * 200_000))

    def test_another_checksum(self, updated: CommandLine) -> None:
        line = self._fails(updated, content(_bytes(KUBERNETES)), "--checksum", "00" * 32)
        assert sha256(_bytes(KUBERNETES)).hexdigest() in line

    def test_a_document_that_is_too_large(self, updated: CommandLine) -> None:
        assert "larger than 64 MiB" in self._fails(updated, content(b"[]", length=10**9))

    def test_an_error_of_the_server(self, updated: CommandLine) -> None:
        assert "answers 503" in self._fails(updated, content(b"{}", status=503))

    def test_a_redirect_to_a_file_of_this_machine(self, updated: CommandLine) -> None:
        self._fails(updated, redirect("file:///etc/passwd"))

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"releaseDate": "someday"}, "has a date that is none: 'someday'"),
            (
                {"cycle": "1.38", "releaseDate": "2028-08-26", "latest": "1.38.0"},
                "contradicts itself: releases/kubernetes-minors, 1.38: maintenance_from 2027-08-28 is before released_on",
            ),
            ({"cycle": None}, "entry 1 has no name"),
            ({"cycle": "1.41", "latest": "1.41.0"}, "a minor is missing between them"),
        ],
    )
    def test_facts_that_cannot_be(self, updated: CommandLine, change: dict[str, Any], expected: str) -> None:
        document = [{**KUBERNETES[0], **change}]
        (updated.folder / "new.json").write_bytes(_bytes(document))
        assert expected in self._refuses(updated, "new.json", "--product", "kubernetes")

    def test_nobody_listens(self, updated: CommandLine) -> None:
        assert "cannot be reached" in self._refuses(updated, f"http://127.0.0.1:{closed_port()}/x.json")

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("ftp://127.0.0.1/x.json", "only http and https are fetched"),
            ("file:///etc/passwd", "only http and https are fetched"),
            ("nowhere.json", "nowhere.json cannot be read"),
        ],
    )
    def test_a_source_that_is_none(self, updated: CommandLine, source: str, expected: str) -> None:
        assert expected in self._refuses(updated, source)

    def test_a_product_that_nobody_knows(self, updated: CommandLine) -> None:
        (updated.folder / "windows-95.json").write_bytes(_bytes(KUBERNETES))
        assert "nothing is known of a product 'windows-95'" in self._refuses(updated, "windows-95.json")


class TestSwapping:
    def test_what_a_killed_update_left_is_cleaned_up_and_never_used(self, tracker: CommandLine) -> None:
        leftover = tracker.folder / "data" / "tracker" / "reference" / ".part-killed"
        leftover.mkdir(parents=True)
        (leftover / "edition.json").write_text("{", encoding="utf-8")
        assert "2026-08-22.1" in _in_use(tracker)
        (tracker.folder / "kubernetes.json").write_bytes(_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        assert not leftover.exists()

    def test_only_the_current_edition_and_the_one_before_are_kept(self, tracker: CommandLine) -> None:
        editions = tracker.folder / "data" / "tracker" / "reference"
        for day in ("2026-11-12", "2026-11-13", "2026-11-14"):
            document = [{**KUBERNETES[0], "latestReleaseDate": day, "latest": f"1.37.{day[-1]}"}]
            (tracker.folder / "kubernetes.json").write_bytes(_bytes(document))
            tracker.ok("reference", "update", "kubernetes.json")
        assert len([path for path in editions.iterdir() if path.is_dir()]) == 2

    def test_a_damaged_file_of_the_fetched_edition_is_named(self, tracker: CommandLine) -> None:
        (tracker.folder / "kubernetes.json").write_bytes(_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        damaged = next((tracker.folder / "data").rglob("kubernetes-patches.json"))
        damaged.write_text(damaged.read_text(encoding="utf-8").replace("2026-11-12", "2026-11-11"), encoding="utf-8")
        line = tracker.fails("reference", "verify")
        assert f"{damaged} differs from its checksum" in line

    def test_an_older_fetched_edition_gives_way_to_the_package(self, tracker: CommandLine) -> None:
        (tracker.folder / "kubernetes.json").write_bytes(_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        edition = next((tracker.folder / "data").rglob("edition.json"))
        edition.write_text(edition.read_text(encoding="utf-8").replace('2026-11-23"', '2025-11-23"'), encoding="utf-8")
        assert "2026-08-22.1" in _in_use(tracker)
