"""Looking back: log, show, search, history, state, diff."""

import json
from pathlib import Path

import pytest

from tests.support.cli import CommandLine


def _titles(ran_json: list[dict[str, str]]) -> list[str]:
    return [row["date"] for row in ran_json]


class TestLog:
    def test_is_newest_first_and_can_be_turned(self, history: CommandLine) -> None:
        newest = _titles(history.ok("log", "--format", "json").json)
        assert newest == ["2017-04-01", "2017-03-06", "2017-02-01", "2017-01-12", "2017-01-10"]
        assert _titles(history.ok("log", "--reverse", "-n", "2", "--format", "json").json) == newest[:2:-1]

    @pytest.mark.parametrize(
        ("filters", "days"),
        [
            (["--since", "2017-02-01", "--until", "2017-03-06"], ["2017-03-06", "2017-02-01"]),
            (["--since", "2017-02", "--until", "2017-02"], ["2017-02-01"]),
            (["--kind", "component", "--kind", "config"], ["2017-02-01", "2017-01-12"]),
            (["--component", "labelgun"], ["2017-03-06", "2017-01-12"]),
            (["--tag", "network"], ["2017-02-01"]),
            (["--text", "백업"], ["2017-04-01"]),
            (["--since", "7d"], []),
            (["--review"], []),
        ],
    )
    def test_filters(self, history: CommandLine, filters: list[str], days: list[str]) -> None:
        assert _titles(history.ok("log", *filters, "--format", "json").json) == days

    def test_a_table_fits_into_80_columns_and_a_pipe_cuts_nothing(self, history: CommandLine) -> None:
        text = "A very long title " * 8 + "완전히 긴 제목 🚀"
        history.ok("add", text, "--no-check")
        lines = history.ok("log", terminal=80).lines
        assert max(len(line) for line in lines) <= 80
        assert text.strip() in history.ok("log").stdout

    def test_shows_the_cluster_where_there_are_several(self, history: CommandLine) -> None:
        assert "CLUSTER" not in history.ok("log").lines[0]
        history.ok("cluster", "add", "busan")
        assert "CLUSTER" in history.ok("log").lines[0]

    def test_days_of_clusters_in_different_zones_do_not_shift(self, history: CommandLine) -> None:
        history.ok("cluster", "add", "lisbon", "--zone", "Europe/Lisbon")
        history.ok("add", "far away", "--on", "2017-03-05", "--cluster", "lisbon", "--no-check")
        day = history.ok("log", "--since", "2017-03-06", "--until", "2017-03-06", "--format", "json").json
        assert _titles(day) == ["2017-03-06"]
        both = history.ok("log", "--since", "2017-03-05", "--until", "2017-03-06", "--format", "json").json
        assert [(row["cluster"], row["date"]) for row in both] == [("seoul", "2017-03-06"), ("lisbon", "2017-03-05")]

    def test_says_when_nothing_matches_and_leaves_stdout_empty(self, history: CommandLine) -> None:
        ran = history.ok("log", "--since", "1d")
        assert (ran.stdout, ran.stderr) == ("", "no event matches\n")
        assert history.ok("log", "--since", "1d", "--format", "json").json == []

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--since", "soon"], "'soon' is not a date"),
            (["--since", "2017-03", "--until", "2017-01"], "--until 2017-01 lies before --since 2017-03"),
        ],
    )
    def test_mistakes(self, history: CommandLine, arguments: list[str], message: str) -> None:
        assert message in history.fails("log", *arguments)


class TestSearch:
    @pytest.mark.parametrize(
        ("query", "days"),
        [
            (["백업"], ["2017-04-01"]),
            (["은퇴"], ["2017-03-06"]),
            (["kube", "1.5.3"], ["2017-03-06"]),
            (["component:MaxScale"], ["2017-01-12"]),
            (["kind:config"], ["2017-02-01"]),
            (["kubernetes", "before:2017-02"], ["2017-01-10"]),
            (["kubernetes", "-labelgun"], ["2017-01-10"]),
            (["after:2017-03-06"], ["2017-04-01", "2017-03-06"]),
        ],
    )
    def test_finds(self, history: CommandLine, query: list[str], days: list[str]) -> None:
        # Behind -- a word that begins with a dash is no option.
        assert _titles(history.ok("search", "--format", "json", "--", *query).json) == days

    def test_mistakes(self, history: CommandLine) -> None:
        assert "did you mean component:" in history.fails("search", "compnent:kafka")
        assert "nothing to search for" in history.fails("search", " ")


class TestShow:
    def test_tells_everything(self, history: CommandLine) -> None:
        row = history.ok("log", "--tag", "network", "--format", "json").json[0]
        text = history.ok("show", row["id"][-8:]).stdout
        for part in (row["id"], "2017-02-01 (Asia/Seoul)", "nodeMonitorGracePeriod set to 90s", "by tester", "network"):
            assert part in text


class TestHistory:
    def test_is_oldest_first_and_finds_names_in_any_case(self, history: CommandLine) -> None:
        rows = history.ok("history", "KUBERNETES", "--format", "json").json
        assert [row["text"] for row in rows] == ["kubernetes v1.5.1 added", "kubernetes upgraded from v1.5.1 to v1.5.3"]
        assert history.ok("history", "k8s", "--format", "json").json == rows

    def test_of_a_scoped_setting(self, history: CommandLine) -> None:
        history.ok("add", "kubelet/maxPods=110", "--no-check")
        assert history.ok("history", "kubelet/maxPods", "--format", "json").json[0]["to"] == "110"

    def test_suggests_a_name(self, history: CommandLine) -> None:
        assert "did you mean Labelgun?" in history.fails("history", "labelgum")


class TestStateAndDiff:
    def test_state_at_a_date(self, history: CommandLine) -> None:
        rows = history.ok("state", "--at", "2017-02-28", "--format", "json").json
        assert [(row["name"], row["value"]) for row in rows] == [
            ("kube-aws", "v0.9.3"),
            ("kubernetes", "v1.5.1"),
            ("Labelgun", None),
            ("MaxScale", None),
            ("nodeMonitorGracePeriod", "90s"),
        ]
        ran = history.ok("state", "--at", "2016-01-01")
        assert (ran.stdout, ran.stderr) == ("", "nothing is recorded of seoul up to 2016-01-01\n")

    def test_diff_between_dates(self, history: CommandLine) -> None:
        rows = history.ok("diff", "--from", "2017-02-01", "--to", "2017-03-06", "--format", "json").json
        assert [row["text"] for row in rows] == [
            "kube-aws upgraded from v0.9.3 to v0.9.4",
            "kubernetes upgraded from v1.5.1 to v1.5.3",
            "Labelgun removed",
        ]

    def test_diff_between_clusters(self, history: CommandLine) -> None:
        history.ok("cluster", "add", "busan")
        history.ok("add", "kubernetes v1.6.1", "--cluster", "busan", "--no-check")
        rows = history.ok("diff", "--cluster", "busan", "--with", "seoul", "--format", "json").json
        assert {"kubernetes downgraded from v1.6.1 to v1.5.3", "MaxScale added"} <= {row["text"] for row in rows}

    @pytest.mark.parametrize(
        "arguments", [[], ["--with", "x", "--from", "2017-01"], ["--from", "2017-01", "--at", "2017"]]
    )
    def test_diff_needs_to_know_what_to_compare(self, history: CommandLine, arguments: list[str]) -> None:
        assert "say either --from DATE [--to DATE], or --with CLUSTER" in history.fails("diff", *arguments, status=2)


def test_every_format_of_a_list(history: CommandLine) -> None:
    assert len(history.ok("log", "--format", "jsonl").lines) == 5
    assert history.ok("log", "--format", "csv").lines[0] == "id,date,kind,summary"
    assert history.ok("log", "--format", "markdown").lines[1].startswith("|---|")
    assert "야간 자동백업을 점검" in history.ok("log", "--format", "yaml").stdout
    assert all(json.loads(line)["cluster"] == "seoul" for line in history.ok("log", "--format", "jsonl").lines)


def test_what_log_prints_can_be_imported(history: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_text(history.ok("log", "--reverse", "--format", "jsonl").stdout, encoding="utf-8")
    state = history.ok("state", "--format", "csv", env={"TRACKER_STORE": str(tmp_path / "tracker.db")}).lines
    history.ok("--store", "copy.db", "init")
    history.ok("--store", "copy.db", "cluster", "add", "seoul", "--zone", "Asia/Seoul")
    assert "5 recorded into seoul" in history.ok("--store", "copy.db", "import", "jsonl", "events.jsonl").stdout
    copy = history.ok("--store", "copy.db", "state", "--format", "csv").lines
    assert [line.rsplit(",", 1)[0] for line in copy] == [line.rsplit(",", 1)[0] for line in state]
