"""`tracker reference update`: what each shape of source brings in."""

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import CommandLine
from tests.support.http_server import content, serving
from tests.support.reference_news import EKS, KUBERNETES, as_bytes, edition_in_use, fields_of
from tracker.reference.opening import packaged_tables

BUNDLED = packaged_tables().edition().edition


class TestUpdatingFromEndoflife:
    def test_new_releases_come_in_and_moved_promises_are_kept(self, tracker: CommandLine) -> None:
        with serving({"/api/kubernetes.json": content(as_bytes(KUBERNETES))}) as address:
            ran = tracker.ok("reference", "update", f"{address}/api/kubernetes.json", "--format", "json")
        changes = {(each["row"], each["what"]) for each in ran.json}
        assert {("1.37", "changed"), ("1.37.2", "added"), ("1.37.0", "added"), ("1.36.7", "added")} <= changes
        assert "edition 2026-11-23.endoflife.kubernetes is in use now" in ran.stderr

        assert fields_of(tracker, "1.37")["released_on"] == "2026-08-26"
        moved = fields_of(tracker, "1.36")
        assert (moved["end_of_life"], moved["promised_end_of_life"]) == ("2027-07-28", "2027-06-28")
        assert fields_of(tracker, "1.36.7")["unlisted_before"] == 2
        assert "no contradiction" in tracker.ok("reference", "verify").stderr

    def test_the_projects_own_date_stays_and_the_other_is_noted(self, tracker: CommandLine) -> None:
        with serving({"/kubernetes.json": content(as_bytes(KUBERNETES))}) as address:
            tracker.ok("reference", "update", f"{address}/kubernetes.json")
        fields = tracker.ok("reference", "show", "1.31", "--format", "json").json[0]["fields"]
        assert fields["end_of_life"] == "2025-11-11"
        assert fields["other_claims"][-1]["on"] == "2025-10-28"

    def test_plans_for_a_minor_are_done_once_it_is_out(self, tracker: CommandLine) -> None:
        name = ["reference", "show", "networking.k8s.io/v1beta1", "IPAddress", "--format", "json"]
        assert tracker.ok(*name).json[0]["fields"]["removal_is_planned"] is True
        (tracker.folder / "kubernetes.json").write_bytes(as_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        assert "removal_is_planned" not in tracker.ok(*name).json[0]["fields"]

    def test_a_document_of_the_newer_api_names_its_product_and_day(self, tracker: CommandLine) -> None:
        (tracker.folder / "anything").write_bytes(as_bytes(KUBERNETES))
        tracker.ok("reference", "update", "anything", "--product", "kubernetes")
        (tracker.folder / "anything").write_bytes(as_bytes(EKS))
        assert "2026-11-23.endoflife.amazon-eks" in tracker.ok("reference", "update", "anything").stderr
        fact = tracker.ok("reference", "show", "eks", "1.31", "--format", "json").json[0]
        assert (fact["fields"]["extended_until"], fact["retrieved_on"]) == ("2027-01-26", "2026-11-20")
        assert tracker.ok("reference", "show", "eks", "1.37", "--format", "json").json[0]["fields"]["minor"] == "1.37"

    def test_news_of_another_product_make_what_is_known_of_kubernetes_no_younger(self, tracker: CommandLine) -> None:
        tracker.ok("init")
        tracker.ok("cluster", "add", "prod")
        tracker.ok("add", "--on", "2026-08-20", "kubernetes 1.36.4", "--pool", "a=1.36.4")
        (tracker.folder / "eks.json").write_bytes(as_bytes(EKS))
        tracker.ok("reference", "update", "eks.json")
        assert edition_in_use(tracker) == "edition 2026-11-20.endoflife.amazon-eks of 2026-08-22: 93 days old"
        assert "SUP011" in tracker.ok("check").stdout
        (tracker.folder / "kubernetes.json").write_bytes(as_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        assert edition_in_use(tracker) == "edition 2026-11-23.endoflife.kubernetes of 2026-11-23: 0 days old"
        assert "SUP011" not in tracker.ok("check").stdout

    def test_a_component_gets_new_lines_and_keeps_its_ranges(self, tracker: CommandLine) -> None:
        document = [{"cycle": "9.1", "releaseDate": "2026-11-01", "eol": False, "latest": "9.1.3",
                     "latestReleaseDate": "2026-11-20"},
                    {"cycle": "1.14", "releaseDate": "2024-02-03", "eol": "2024-10-03", "latest": "1.14.9",
                     "latestReleaseDate": "2026-11-21"}]  # fmt: skip
        (tracker.folder / "cert-manager.json").write_bytes(as_bytes(document))
        tracker.ok("reference", "update", "cert-manager.json")
        old = tracker.ok("reference", "show", "cert-manager", "1.14", "--format", "json").json[0]["fields"]
        assert (old["latest"], old["kubernetes_max"], old["released_on"]) == ("1.14.9", "1.31", "2024-01-31")
        assert tracker.ok("reference", "show", "cert-manager", "9.1.2", "--format", "json").json[0]["fact"]

    def test_the_same_document_again_says_nothing_new(self, tracker: CommandLine) -> None:
        (tracker.folder / "kubernetes.json").write_bytes(as_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        assert "says nothing new" in tracker.ok("reference", "update", "kubernetes.json").stderr

    def test_a_dry_run_shows_and_writes_nothing(self, tracker: CommandLine) -> None:
        (tracker.folder / "kubernetes.json").write_bytes(as_bytes(KUBERNETES))
        before = edition_in_use(tracker)
        ran = tracker.ok("reference", "update", "kubernetes.json", "--dry-run")
        assert "nothing was written" in ran.stderr
        assert "1.37.2" in ran.stdout
        assert edition_in_use(tracker) == before
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
        (tracker.folder / "kubernetes.json").write_bytes(as_bytes(KUBERNETES))
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
        (tracker.folder / "edition.json").write_bytes(as_bytes(document))
        line = tracker.fails("reference", "update", "edition.json")
        assert "releases/kubernetes-patches differs from its checksum" in line
        assert line.endswith(f"edition {BUNDLED} stays in use")

    def test_a_missing_table_is_noticed(self, tracker: CommandLine) -> None:
        document = self._export(tracker)
        for part in ("contents", "tables"):
            del document[part]["apis/kubernetes"]
        (tracker.folder / "edition.json").write_bytes(as_bytes(document))
        assert "apis/kubernetes is missing or empty" in tracker.fails("reference", "update", "edition.json")

    @pytest.mark.parametrize("name", ["../../outside", "", "a/b", "x\u0000"])
    def test_a_name_that_would_leave_the_folder_is_refused(self, tracker: CommandLine, name: str) -> None:
        document = self._export(tracker)
        (tracker.folder / "edition.json").write_bytes(as_bytes({**document, "edition": name}))
        assert "is no name of an edition" in tracker.fails("reference", "update", "edition.json")

    def test_a_table_that_would_leave_the_folder_is_refused(self, tracker: CommandLine) -> None:
        document = self._export(tracker)
        for part in ("contents", "tables"):
            document[part]["components/releases/../../../outside"] = document[part]["releases/providers"]
        (tracker.folder / "edition.json").write_bytes(as_bytes(document))
        assert "is no table of this version" in tracker.fails("reference", "update", "edition.json")

    def test_an_older_edition_is_refused(self, tracker: CommandLine) -> None:
        document = self._export(tracker)
        document["as_of"] = "2026-08-01"
        (tracker.folder / "edition.json").write_bytes(as_bytes(document))
        assert "is of 2026-08-01, older than 2026-08-22 in use" in tracker.fails("reference", "update", "edition.json")


class TestSwapping:
    def test_what_a_killed_update_left_is_cleaned_up_and_never_used(self, tracker: CommandLine) -> None:
        leftover = tracker.folder / "data" / "tracker" / "reference" / ".part-killed"
        leftover.mkdir(parents=True)
        (leftover / "edition.json").write_text("{", encoding="utf-8")
        assert BUNDLED in edition_in_use(tracker)
        (tracker.folder / "kubernetes.json").write_bytes(as_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        assert not leftover.exists()

    def test_only_the_current_edition_and_the_one_before_are_kept(self, tracker: CommandLine) -> None:
        editions = tracker.folder / "data" / "tracker" / "reference"
        for day in ("2026-11-12", "2026-11-13", "2026-11-14"):
            document = [{**KUBERNETES[0], "latestReleaseDate": day, "latest": f"1.37.{day[-1]}"}]
            (tracker.folder / "kubernetes.json").write_bytes(as_bytes(document))
            tracker.ok("reference", "update", "kubernetes.json")
        assert len([path for path in editions.iterdir() if path.is_dir()]) == 2

    def test_a_damaged_file_of_the_fetched_edition_is_named(self, tracker: CommandLine) -> None:
        (tracker.folder / "kubernetes.json").write_bytes(as_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        damaged = next((tracker.folder / "data").rglob("kubernetes-patches.json"))
        damaged.write_text(damaged.read_text(encoding="utf-8").replace("2026-11-12", "2026-11-11"), encoding="utf-8")
        line = tracker.fails("reference", "verify")
        assert f"{damaged} differs from its checksum" in line

    def test_an_older_fetched_edition_gives_way_to_the_package(self, tracker: CommandLine) -> None:
        (tracker.folder / "kubernetes.json").write_bytes(as_bytes(KUBERNETES))
        tracker.ok("reference", "update", "kubernetes.json")
        edition = next((tracker.folder / "data").rglob("edition.json"))
        edition.write_text(edition.read_text(encoding="utf-8").replace('2026-11-23"', '2025-11-23"'), encoding="utf-8")
        assert BUNDLED in edition_in_use(tracker)
