"""Recording: clusters, events, incidents, corrections."""

import json
from pathlib import Path

import pytest

from tests.support.cli import CommandLine


def _id(seoul: CommandLine, text: str, *options: str) -> str:
    """Record a text; its identifier."""
    identifier: str = seoul.ok("add", text, *options, "--no-check", "--format", "json").json["id"]
    return identifier


class TestInit:
    def test_makes_settings_and_a_store_that_commands_below_find(self, tracker: CommandLine, tmp_path: Path) -> None:
        tracker.ok("init", "ops")
        below = tmp_path / "ops" / "deep" / "er"
        below.mkdir(parents=True)
        tracker.ok("cluster", "add", "seoul", folder=below)
        assert tracker.ok("cluster", "list", "--format", "json", folder=tmp_path / "ops").json[0]["name"] == "seoul"
        assert (tmp_path / "ops" / "tracker.db").is_file()

    def test_touches_nothing_that_is_there(self, tracker: CommandLine, tmp_path: Path) -> None:
        tracker.ok("init")
        tracker.ok("cluster", "add", "seoul")
        (tmp_path / "tracker.toml").write_text('store = "tracker.db"\ncluster = "seoul"\n')
        again = tracker.ok("init")
        assert again.stderr.count("stays as it is") == 2
        assert (tmp_path / "tracker.toml").read_text().endswith('cluster = "seoul"\n')
        tracker.ok("add", "kubernetes 1.31.4", "--no-check")

    def test_a_named_store_needs_no_settings(self, tracker: CommandLine, tmp_path: Path) -> None:
        tracker.ok("--store", "x.db", "init")
        assert (tmp_path / "x.db").is_file()
        assert not (tmp_path / "tracker.toml").exists()

    def test_without_settings_the_store_lies_in_the_data_directory(self, tracker: CommandLine, tmp_path: Path) -> None:
        line = tracker.fails("log")
        assert str(tmp_path / "data" / "tracker" / "tracker.db") in line
        assert "tracker init" in line


class TestSettings:
    def test_say_where_everything_comes_from(self, tracker: CommandLine, tmp_path: Path) -> None:
        (tmp_path / "tracker.toml").write_text('cluster = "seoul"\nauthor = "team"\nstore = "x.db"\n')
        rows = {row["name"]: row for row in tracker.ok("settings", "--format", "json").json}
        file = str(tmp_path / "tracker.toml")
        assert rows["store"] == {"name": "store", "value": str(tmp_path / "x.db"), "from": file}
        assert rows["cluster"]["from"] == file
        assert rows["author"] == {"name": "author", "value": "tester", "from": "the environment"}
        assert tracker.ok("settings", "--store", "y.db", "--format", "csv").lines[2].endswith("y.db,the command line")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ('stroe = "x"', "unknown key 'stroe'; did you mean 'store'?"),
            ('[site]\ntitel = "x"', "unknown key 'site.titel'; did you mean 'site.title'?"),
            ("cluster = 3", "cluster must be text in quotes"),
            ('visibility = "secret"', "visibility must be internal or public"),
            ('waivers = "x"', "waivers must be written as [[waivers]]"),
            ("cluster = ", "not valid TOML"),
        ],
    )
    def test_a_mistake_is_named_with_the_file(
        self, tracker: CommandLine, tmp_path: Path, text: str, message: str
    ) -> None:
        (tmp_path / "tracker.toml").write_text(text)
        line = tracker.fails("log")
        assert str(tmp_path / "tracker.toml") in line
        assert message in line


class TestClusters:
    def test_are_added_edited_and_retired(self, seoul: CommandLine) -> None:
        seoul.ok("cluster", "edit", "seoul", "--environment", "production", "--description", "the first")
        seoul.ok("cluster", "retire", "seoul", "--on", "2018-03-31", "--why", "moved to EKS")
        assert seoul.ok("cluster", "list", "--format", "json").json == []
        (row,) = seoul.ok("cluster", "list", "--all", "--format", "json").json
        assert (row["environment"], row["provider"], row["retired"]) == ("production", "kube-aws", "2018-03-31")
        shown = seoul.ok("cluster", "show", "seoul", "--format", "json").json
        assert [each["reason"] for each in shown["revisions"]] == ["", "", "moved to EKS"]

    def test_a_component_that_is_nearly_a_platform_is_questioned(self, seoul: CommandLine) -> None:
        ran = seoul.ok("add", "kubernets 1.8.4", "--no-check")
        assert "kubernets is new here; if it is kubernetes, retract this event" in ran.stderr

    def test_a_provider_that_is_nearly_a_known_one_is_questioned_and_kept(self, tracker: CommandLine) -> None:
        tracker.ok("init")
        ran = tracker.ok("cluster", "add", "x", "--provider", "eksx")
        assert "warning: no provider 'eksx' is known; did you mean amazon-eks?" in ran.stderr
        assert tracker.ok("cluster", "list", "--format", "json").json[0]["provider"] == "eksx"
        assert "did you mean kube-aws?" in tracker.ok("cluster", "edit", "x", "--provider", "kubeaws").stderr
        for known in ("EKS", "kops", "upstream", "our-own-cloud"):
            assert "warning" not in tracker.ok("cluster", "edit", "x", "--provider", known).stderr

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["cluster", "add", "seoul"], "seoul"),
            (["cluster", "add", "a b"], "cannot be the name of a cluster"),
            (["cluster", "add", "x", "--zone", "Seoul"], "unknown time zone 'Seoul'"),
            (["cluster", "show", "soul"], "did you mean seoul?"),
            (["log", "--cluster", "seuol"], "did you mean seoul?"),
            (["cluster", "edit", "seoul", "--provider", "kube-aws"], "is like that already"),
        ],
    )
    def test_a_mistake_is_one_line(self, seoul: CommandLine, arguments: list[str], message: str) -> None:
        assert message in seoul.fails(*arguments)

    def test_with_several_one_has_to_be_chosen(self, seoul: CommandLine) -> None:
        seoul.ok("cluster", "add", "busan")
        assert "which cluster? There are busan, seoul: say --cluster NAME" in seoul.fails("add", "x added")
        seoul.ok("--cluster", "busan", "add", "x added", "--no-check")
        seoul.ok("add", "y added", "--no-check", env={"TRACKER_CLUSTER": "seoul"})
        rows = seoul.ok("log", "--format", "json").json
        assert {(row["cluster"], row["title"]) for row in rows} == {("busan", "x added"), ("seoul", "y added")}


class TestAdd:
    def test_says_what_it_understood(self, seoul: CommandLine) -> None:
        seoul.ok("add", "kubernetes v1.6.3", "--on", "2017-06-05", "--no-check")
        ran = seoul.ok("add", "kubernetes v1.7.4, Superset 도입", "--on", "2017-09-25", "--no-check")
        assert ran.lines[0].endswith(": upgrade in seoul on 2017-09-25: kubernetes v1.7.4, Superset 도입")
        assert ran.lines[1:] == ["  kubernetes upgraded from v1.6.3 to v1.7.4", "  Superset added"]

    def test_names_every_part_that_it_did_not_understand(self, seoul: CommandLine) -> None:
        ran = seoul.ok("add", "coredns 1.11.3, foo 2024-06, so be it", "--no-check")
        assert ran.lines[1:] == ["  coredns 1.11.3 added"]
        assert "warning: kept in the title only, not read as a change: 'foo 2024-06', 'so be it'" in ran.stderr
        assert "write 'foo@2024-06'" in ran.stderr
        assert ran.lines[0].endswith("coredns 1.11.3, foo 2024-06, so be it")

    def test_records_an_opaque_label_of_a_platform(self, seoul: CommandLine) -> None:
        ran = seoul.ok("add", "kubernetes 1.30.1, etcd 2024-06, coredns 1.11", "--no-check")
        assert ran.lines[1:] == ["  kubernetes 1.30.1 added", "  etcd 2024-06 added", "  coredns 1.11 added"]

    @pytest.mark.parametrize("text", ["a\x1b[31mred\x07", "a\x9b31m", "a\n\nb\x07", "a\n\nb\rc"])
    def test_refuses_what_a_terminal_would_obey(self, seoul: CommandLine, text: str) -> None:
        line = seoul.fails("add", "-", stdin=text)
        assert "holds a control character (\\x" in line
        assert seoul.ok("log", "--format", "json").json == []

    def test_line_ends_of_windows_are_text(self, seoul: CommandLine) -> None:
        row = seoul.ok("add", "-", "--no-check", "--format", "json", stdin="title\r\n\r\nbelow\ta\r\nb\r\n").json
        assert (row["title"], row["body"]) == ("title", "below\ta\r\nb")

    def test_questions_a_new_name_that_is_nearly_a_recorded_one(self, seoul: CommandLine) -> None:
        assert "new here" not in seoul.ok("add", "cert-manager 1.13, cert-exporter 1.0", "--no-check").stderr
        ran = seoul.ok("add", "cert-manger 1.14", "--no-check")
        assert "warning: cert-manger is new here; if it is cert-manager, retract this event" in ran.stderr
        assert ran.lines[1:] == ["  cert-manger 1.14 added"]
        assert "new here" not in seoul.ok("add", "cert-manger 1.15", "--no-check").stderr

    def test_words_need_no_quotes(self, seoul: CommandLine) -> None:
        assert "  Labelgun added" in seoul.ok("add", "Labelgun", "added", "--no-check").lines

    def test_an_event_in_the_past_is_seen_from_its_own_date(self, seoul: CommandLine) -> None:
        for day, version in (("2017-01-01", "1.5.1"), ("2017-09-25", "1.7.4")):
            seoul.ok("add", f"kubernetes {version}", "--on", day, "--no-check")
        ran = seoul.ok("add", "kubernetes 1.6.1", "--on", "2017-04-01", "--no-check")
        assert "  kubernetes upgraded from 1.5.1 to 1.6.1" in ran.lines
        assert seoul.ok("state", "--format", "json").json[0]["value"] == "1.7.4"
        assert seoul.ok("state", "--at", "2017-04-01", "--format", "json").json[0]["value"] == "1.6.1"

    def test_options_say_the_same_as_the_text(self, seoul: CommandLine) -> None:
        options = ["--version", "kubernetes=1.6.3", "--component", "coredns@1.11.3", "--component", "Kafka"]
        options += ["--set", "kubelet/maxPods=110", "--pool", "workers=1.6.3", "--tag", "drill"]
        options += ["--link", "release=https://example.com/r", "--link", "https://example.com/issues/3"]
        row = seoul.ok("add", *options, "--no-check", "--format", "json").json
        by_text = "kubernetes 1.6.3, coredns 1.11.3, Kafka added, pool workers 1.6.3, kubelet/maxPods=110"
        assert row["title"] == by_text
        assert [change["name"] for change in row["changes"]] == ["kubernetes", "coredns", "Kafka", "workers", "maxPods"]
        assert row["links"] == [
            {"rel": "release", "url": "https://example.com/r"},
            {"rel": "issue", "url": "https://example.com/issues/3"},
        ]
        assert (row["tags"], row["kind"]) == (["drill"], "upgrade")
        told = seoul.ok("add", by_text, "--dry-run", "--format", "json").json
        assert [(c["type"], c["name"]) for c in told["changes"]] == [(c["type"], c["name"]) for c in row["changes"]]

    def test_the_first_spelling_of_a_name_stays(self, seoul: CommandLine) -> None:
        seoul.ok("add", "MaxScale added", "--no-check")
        assert "  MaxScale removed" in seoul.ok("add", "maxscale retired", "--no-check").lines
        assert seoul.ok("state", "--format", "json").json == []

    @pytest.mark.parametrize(
        ("text", "warning"),
        [
            ("Labelgum retired", "Labelgum is not recorded as running at that date; did you mean Labelgun?"),
            ("Kafka", "'Kafka' may be a component that was added; to be sure write 'Kafka added'"),
            ("Labelgun added", "Labelgun is recorded as running already"),
            ("kubernetes v1.5.3", "kubernetes was at v1.5.3 already"),
            ("kubernetes 1.4.0 -> 1.6.0", "says that kubernetes came from 1.4.0, but it was at v1.5.3"),
            ("MaxScale 운영 난항", "this speaks of trouble ('난항')"),
            ("moved all of it to kubernetes 1.6.0 now", "write it apart: 'kubernetes 1.6.0'"),
        ],
    )
    def test_warns_of_what_is_not_clear(self, seoul: CommandLine, text: str, warning: str) -> None:
        seoul.ok("add", "kubernetes v1.5.3, Labelgun added", "--on", "2017-01-01", "--no-check")
        ran = seoul.ok("add", text, "--no-check")
        assert warning in ran.stderr
        assert ran.stderr.startswith("warning: ")

    def test_shows_the_findings_that_the_event_causes(self, seoul: CommandLine) -> None:
        ran = seoul.ok("add", "Labelgun retired")
        assert "JRN007: Labelgun is retired, but was never recorded" in ran.stderr
        assert [each["code"] for each in seoul.ok("add", "Foo retired", "--format", "json").json["findings"]] == [
            "JRN007"
        ]

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ([], "nothing to record"),
            (["x", "--on", "soon"], "'soon' is not a date: write it like"),
            (["x", "--on", "2027-01-01"], "lies in the future"),
            (["password=hunter22"], "seems to hold a secret (password)"),
            (["--set", "api.token=ghp_" + "a1" * 18], "seems to hold a secret"),
            (["x", "--link", "https://joe:s3cret77@example.com/"], "seems to hold a secret"),
        ],
    )
    def test_refuses(self, seoul: CommandLine, arguments: list[str], message: str) -> None:
        line = seoul.fails("add", *arguments)
        assert message in line
        assert "hunter22" not in line
        assert seoul.ok("log", "--format", "json").json == []

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--set", "x"], "write it as KEY=VALUE"),
            (["--version", "=1"], "write it as NAME=V"),
            (["--component", "x@"], "a version is missing behind the @"),
            (["x", "--link", "javascript:alert(1)"], "a link begins with https://"),
            (["x", "--kind", "disaster"], "invalid value for '--kind'"),
            (["x", "--edit"], "--edit needs a terminal"),
        ],
    )
    def test_names_what_is_wrong_with_an_option(self, seoul: CommandLine, arguments: list[str], message: str) -> None:
        assert message in seoul.fails("add", *arguments, status=2)

    def test_a_plan_may_lie_ahead(self, seoul: CommandLine) -> None:
        seoul.ok("add", "kubernetes 1.32 for everybody", "--kind", "plan", "--on", "2027-01-01")
        (row,) = seoul.ok("log", "--format", "json").json
        assert (row["kind"], row["date"]) == ("plan", "2027-01-01")

    def test_reads_stdin_with_a_body_below_the_first_line(self, seoul: CommandLine) -> None:
        row = seoul.ok(
            "add", "-", "--no-check", "--format", "json", stdin="coredns 1.11.3\n\n- drained *one* node 🚀\n"
        ).json
        assert (row["title"], row["body"]) == ("coredns 1.11.3", "- drained *one* node 🚀")

    def test_refuses_stdin_that_is_no_text(self, seoul: CommandLine) -> None:
        assert "stdin is not UTF-8 text" in seoul.fails("add", "-", stdin=b"\xb0\xa1\xff")

    def test_a_dry_run_records_nothing(self, seoul: CommandLine) -> None:
        ran = seoul.ok("add", "coredns 1.11.3", "--dry-run")
        assert ran.lines[0].startswith("would record component in seoul")
        assert seoul.ok("log", "--format", "json").json == []

    def test_an_issue_key_is_a_tag_and_a_link_where_somebody_said_where_issues_are(
        self, seoul: CommandLine, tmp_path: Path
    ) -> None:
        (tmp_path / "tracker.toml").write_text('issue_url = "https://issues.example.com/browse/{key}"\n')
        row = seoul.ok("add", "INFRA-7: coredns 1.11.3", "--no-check", "--format", "json").json
        assert row["tags"] == ["INFRA-7"]
        assert row["links"] == [{"rel": "issue", "url": "https://issues.example.com/browse/INFRA-7"}]


class TestIncidents:
    def test_live_from_open_to_resolved(self, seoul: CommandLine) -> None:
        seoul.ok("add", "kube-dns 1.14.1", "--on", "2017-06-20", "--no-check")
        seoul.ok("incident", "open", "kube-dns keeps dying", "--at", "2017-06-20 09:10", "--affects", "KUBE-DNS")
        (row,) = seoul.ok("incident", "list", "--open", "--format", "json").json
        assert (row["ended"], row["affects"], row["severity"]) == ("open", ["kube-dns"], "unknown")
        seoul.ok("incident", "update", row["id"], "restarted it", "--severity", "major", "--at", "2017-06-20 09:30")
        cause = seoul.ok("log", "--kind", "component", "--format", "json").json[0]["id"]
        ran = seoul.ok(
            "incident", "resolve", row["id"], "--cause", cause[-8:], "--fix", "patched", "--at", "2017-06-20 11:15"
        )
        assert "after 2 h 05 min" in ran.stderr
        shown = seoul.ok("show", row["id"], "--format", "json").json
        assert shown["incident"]["cause"] == cause
        assert [update["text"] for update in shown["incident"]["updates"]] == ["restarted it"]
        assert [each["number"] for each in shown["revisions"]] == [1, 2, 3]
        assert seoul.ok("incident", "list", "--open", "--format", "json").json == []

    def test_mistakes_are_one_line(self, seoul: CommandLine) -> None:
        note = _id(seoul, "just a note")
        assert "is no incident but of kind note" in seoul.fails("incident", "resolve", note)
        seoul.ok("incident", "open", "x broke", "--at", "2017-06-20 09:10")
        (row,) = seoul.ok("incident", "list", "--format", "json").json
        before = ["--at", "2017-06-20 09:00"]
        assert "lies before the beginning" in seoul.fails("incident", "resolve", row["id"], *before)
        seoul.ok("incident", "resolve", row["id"], "--at", "2017-06-21")
        assert "was resolved on 2017-06-21 already" in seoul.fails("incident", "resolve", row["id"])
        assert "an update needs a few words" in seoul.fails("incident", "update", row["id"])


class TestCorrections:
    def test_an_amendment_is_a_new_revision(self, seoul: CommandLine) -> None:
        seoul.ok("add", "kubernetes v1.6.3", "--on", "2017-06-05", "--no-check")
        event = _id(seoul, "kubernetes v1.7.4", "--on", "2017-09-25")
        ran = seoul.ok("amend", event, "kubernetes v1.7.5", "--why", "typed the wrong patch")
        assert "now: kubernetes upgraded from v1.6.3 to v1.7.5" in ran.stderr
        shown = seoul.ok("show", event, "--format", "json").json
        assert [each["reason"] for each in shown["revisions"]] == ["", "typed the wrong patch"]
        assert shown["revisions"][0]["document"]["title"] == "kubernetes v1.7.4"
        assert seoul.ok("state", "--format", "json").json[0]["value"] == "v1.7.5"

    def test_a_new_date_is_seen_from_its_new_place(self, seoul: CommandLine) -> None:
        event = _id(seoul, "kubernetes 1.6.1", "--on", "2017-04-01")
        seoul.ok("add", "kubernetes 1.5.1", "--on", "2017-05-01", "--no-check")
        seoul.ok("amend", event, "--on", "2017-06-01")
        (change,) = seoul.ok("show", event, "--format", "json").json["changes"]
        assert (change["action"], change["from"], change["to"]) == ("upgraded", "1.5.1", "1.6.1")

    def test_tags_kind_and_visibility(self, seoul: CommandLine) -> None:
        event = _id(seoul, "drained a node #one")
        seoul.ok("amend", event, "--tag", "two", "--untag", "one", "--kind", "maintenance", "--visibility", "public")
        shown = seoul.ok("show", event, "--format", "json").json
        assert (shown["tags"], shown["kind"], shown["visibility"]) == (["two"], "maintenance", "public")
        assert "reads like that already" in seoul.fails("amend", event, "--tag", "two")

    def test_a_retraction_counts_and_is_kept(self, seoul: CommandLine) -> None:
        event = _id(seoul, "Kafka added")
        seoul.ok("retract", event[-8:], "--why", "the other cluster")
        assert seoul.ok("state", "--format", "json").json == []
        for reference in (event, event[-8:]):
            line = seoul.fails("amend", reference, "--tag", "x")
            assert "was retracted" in line
            assert f"tracker show {reference}" in line
        ledger = [json.loads(line) for line in seoul.ok("export", "jsonl").lines]
        assert [line["document"]["type"] for line in ledger] == ["cluster", "event", "retraction"]
        assert ledger[-1]["reason"] == "the other cluster"

    def test_a_retracted_event_is_shown_with_who_when_and_why(self, seoul: CommandLine) -> None:
        event = _id(seoul, "Kafka added")
        seoul.ok("retract", event, "--why", "typo")
        for reference in (event, event[-8:], event[:20]):
            shown = seoul.ok("show", reference).lines
            assert shown[:2] == ["Kafka added", shown[1]]
            assert shown[1].startswith("RETRACTED, counts no more: typo (tester, 2026-11-23T03:00:")
            assert [line.split(" 2026")[0] for line in shown[-2:]] == [
                "revision 1, recorded",
                "revision 2, retracted",
            ]
        document = seoul.ok("show", event, "--format", "json").json
        assert (document["retracted"]["reason"], len(document["revisions"])) == ("typo", 2)

    def test_log_lists_what_was_retracted(self, seoul: CommandLine) -> None:
        assert "nothing was retracted" in seoul.ok("log", "--retracted").stderr
        kept, gone = _id(seoul, "Kafka added"), _id(seoul, "Superset added")
        seoul.ok("retract", gone, "--why", "typo")
        (row,) = seoul.ok("log", "--retracted", "--format", "json").json
        assert (row["id"], row["why"], row["retracted_by"]) == (gone, "typo", "tester")
        assert "typo" in seoul.ok("log", "--retracted").stdout
        assert [row["id"] for row in seoul.ok("log", "--format", "json").json] == [kept]
        assert "--retracted lists" in seoul.fails("log", "--retracted", "--review")

    def test_needs_a_reason(self, seoul: CommandLine) -> None:
        event = _id(seoul, "Kafka added")
        assert "missing option '--why'" in seoul.fails("retract", event, status=2)
        assert "say why" in seoul.fails("retract", event, "--why", " ")

    @pytest.mark.parametrize("reference", ["ffffffff", "zzz", ""])
    def test_an_unknown_identifier_is_one_line(self, seoul: CommandLine, reference: str) -> None:
        assert "no event begins or ends with" in seoul.fails("retract", reference, "--why", "x")
