"""Looking up and checking reference facts from the command line, a user's own rows included."""

from pathlib import Path

import pytest

from tests.support.cli import CommandLine


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
            (["kubernetes", "1.31"], "releases/kubernetes-minors", "1.31"),
            (["K8s v1.31"], "releases/kubernetes-minors", "1.31"),
            (["kubernetes", "1.31.4"], "releases/kubernetes-patches", "1.31.4"),
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

    @pytest.mark.parametrize(
        "words",
        [["Maxwell"], ["1.99"], ["kubernetes", "1.99"], ["kubernetes 1.31.99"], ["Binding", "1.31"], ["eks", "0.1"]],
    )
    def test_what_is_unknown_is_said_in_one_line(self, tracker: CommandLine, words: list[str]) -> None:
        assert "knows nothing of" in tracker.fails("reference", "show", *words)

    def test_a_minor_is_shown_with_its_end_of_life_and_its_patches_in_short(self, tracker: CommandLine) -> None:
        lines = [line.split(maxsplit=1) for line in tracker.ok("reference", "show", "kubernetes", "1.31").lines]
        assert ["patches", "15, from 1.31.0 (2024-08-13) to 1.31.14 (2025-11-11)"] in lines
        assert ["end", "of life           2025-11-11"] in lines

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
