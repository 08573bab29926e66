"""Import and export: everything comes in once, nothing half, and what goes out comes in again."""

import codecs
from pathlib import Path

import pytest

from tests.support.cli import CommandLine
from tracker import bundled

SAMPLE = str(bundled.path("data") / "samples" / "kube-aws-journal.md")


def _write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> str:
    (folder / name).write_bytes(text.encode(encoding))
    return name


class TestJournal:
    def test_the_sample_comes_in_once(self, seoul: CommandLine) -> None:
        first = seoul.ok("import", "journal", SAMPLE, "--format", "json").json
        assert (first["recorded"], first["known"]) == (53, 0)
        assert first["kinds"] == {"upgrade": 15, "component": 20, "config": 3, "incident": 3, "note": 12}
        assert first["to_review"] == 4
        second = seoul.ok("import", "journal", SAMPLE, "--format", "json").json
        assert (second["recorded"], second["known"], second["gone"]) == (0, 53, [])
        assert len(seoul.ok("log", "--format", "json").json) == 53
        assert "intact: 54 revisions, 53 events, 1 cluster" in seoul.ok("verify").stdout

    def test_control_characters_are_masked_and_marked_for_a_review(self, seoul: CommandLine) -> None:
        seoul.ok("import", "journal", "-", stdin="2017-03-05 a\x1b[31mred\x07 note\n2017-03-06 Foo added\n")
        (row,) = seoul.ok("log", "--review", "--format", "json").json
        assert row["title"] == "a\ufffd[31mred\ufffd note"
        assert "control characters" in row["review"][-1]
        seoul.ok("verify")

    def test_shows_the_findings_that_rest_on_what_came_in(self, seoul: CommandLine) -> None:
        codes = {each["code"] for each in seoul.ok("import", "journal", SAMPLE, "--format", "json").json["findings"]}
        assert {"JRN001", "JRN002", "SUP001", "CFG002"} <= codes
        seoul.ok("add", "pool workers 1.7.4", "--no-check")
        ran = seoul.ok("import", "journal", "-", stdin="2017-03-05 Foo retired\n")
        assert ran.stdout.count("JRN007: Foo is retired") == 1
        assert "1 finding rests on what was imported" in ran.stdout

    def test_says_so_when_too_many_came_in_to_judge_here(
        self, seoul: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tracker.cli.importing._JUDGED", 52)
        assert "more than 52 events came in: 'tracker check'" in seoul.ok("import", "journal", SAMPLE).stderr

    def test_each_entry_is_seen_from_the_one_before_it(self, seoul: CommandLine) -> None:
        seoul.ok("import", "journal", SAMPLE, "--no-check")
        texts = [row["text"] for row in seoul.ok("history", "kubernetes", "--format", "json").json]
        assert texts[0] == "kubernetes v1.3.4 added"
        assert texts[-1] == "kubernetes upgraded from v1.6.3 to v1.7.4"
        back = [row["text"] for row in seoul.ok("history", "kube-aws", "--format", "json").json]
        assert "kube-aws downgraded from v0.9.6 to v0.9.6-rc.2" in back

    def test_what_was_recorded_by_hand_counts_as_well(self, seoul: CommandLine, tmp_path: Path) -> None:
        seoul.ok("add", "kubernetes 1.5.0", "--on", "2017-02-15", "--no-check")
        _write(tmp_path, "j.md", "2017-02-01 kubernetes 1.4.0\n2017-03-01 kubernetes 1.6.0\n")
        seoul.ok("import", "journal", "j.md")
        texts = [row["text"] for row in seoul.ok("history", "kubernetes", "--format", "json").json]
        assert texts[0] == "kubernetes 1.4.0 added"
        assert texts[2] == "kubernetes upgraded from 1.5.0 to 1.6.0"

    def test_a_dry_run_shows_the_table_and_records_nothing(self, seoul: CommandLine) -> None:
        ran = seoul.ok("import", "journal", SAMPLE, "--dry-run")
        assert len(ran.lines) > 53
        assert "53 would be recorded" in ran.stderr
        assert seoul.ok("log", "--format", "json").json == []

    def test_an_edited_entry_is_new_and_the_old_one_is_named(self, seoul: CommandLine, tmp_path: Path) -> None:
        _write(tmp_path, "j.md", "2017-03-01 Kafka added\n2017-03-02 Druid added\n")
        seoul.ok("import", "journal", "j.md")
        _write(tmp_path, "j.md", "2017-03-02 Druid added\n2017-03-01 Kafka 0.10.1.0 added\n")
        summary = seoul.ok("import", "journal", "j.md", "--format", "json").json
        assert (summary["recorded"], summary["known"]) == (1, 1)
        assert [gone["title"] for gone in summary["gone"]] == ["Kafka added"]

    def test_what_was_taken_back_does_not_return(self, seoul: CommandLine, tmp_path: Path) -> None:
        _write(tmp_path, "j.md", "2017-03-01 Kafka added\n")
        seoul.ok("import", "journal", "j.md")
        seoul.ok("retract", seoul.ok("log", "--format", "json").json[0]["id"], "--why", "never was")
        assert "0 recorded into seoul, 1 known already" in seoul.ok("import", "journal", "j.md").stdout

    def test_reads_stdin(self, seoul: CommandLine) -> None:
        assert "1 recorded" in seoul.ok("import", "journal", "-", stdin="2017-03-01 카프카 점검\n").stdout

    def test_secrets_are_masked_and_somebody_is_told(self, seoul: CommandLine, tmp_path: Path) -> None:
        _write(tmp_path, "j.md", "2017-03-01 new password=hunter22 for Kafka\n")
        ran = seoul.ok("import", "journal", "j.md")
        assert "was masked and not recorded" in ran.stdout
        assert "hunter22" not in ran.stdout + seoul.ok("export", "jsonl").stdout


class TestCsv:
    def test_what_is_exported_comes_in_again(self, seoul: CommandLine, tmp_path: Path) -> None:
        seoul.ok("import", "journal", SAMPLE, "--no-check")
        seoul.ok("add", "=HYPERLINK(1) in a title 🚀", "--body", 'two\nlines, "quoted"', "--no-check")
        seoul.ok("export", "csv", "-o", "out.csv")
        seoul.ok("--store", "copy.db", "init")
        seoul.ok("--store", "copy.db", "cluster", "add", "seoul", "--zone", "Asia/Seoul")
        assert "54 recorded" in seoul.ok("--store", "copy.db", "import", "csv", "out.csv").stdout
        again = seoul.ok("--store", "copy.db", "export", "csv").stdout.splitlines()
        first = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
        # Only the keys differ: they say where a row came from.
        assert [line.rsplit(",", 1)[0] for line in again] == [line.rsplit(",", 1)[0] for line in first]
        assert any(",'=HYPERLINK(1)" in line for line in first)

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            ("date,title\n2017-03-01,카프카 Kafka 1.0.0\n", "utf-8"),
            ("date;title\n2017-03-01;카프카 Kafka 1.0.0\n", "utf-8-sig"),
            ("date\ttitle\r\n2017-03-01\t카프카 Kafka 1.0.0\r\n", "utf-16"),
            ("Title|DATE\n카프카 Kafka 1.0.0|2017-03-01\n\n", "utf-8"),
        ],
    )
    def test_finds_the_delimiter_and_the_encoding(
        self, seoul: CommandLine, tmp_path: Path, text: str, encoding: str
    ) -> None:
        seoul.ok("import", "csv", _write(tmp_path, "x.csv", text, encoding))
        (row,) = seoul.ok("log", "--format", "json").json
        assert (row["date"], row["title"]) == ("2017-03-01", "카프카 Kafka 1.0.0")

    def test_cp949_is_read_when_it_is_named_and_named_when_it_is_not(self, seoul: CommandLine, tmp_path: Path) -> None:
        _write(tmp_path, "x.csv", "date,title\n2017-03-01,카프카 점검\n", "cp949")
        assert "say --encoding cp949" in seoul.fails("import", "csv", "x.csv")
        seoul.ok("import", "csv", "x.csv", "--encoding", "cp949")
        assert seoul.ok("log", "--format", "json").json[0]["title"] == "카프카 점검"

    def test_every_column(self, seoul: CommandLine, tmp_path: Path) -> None:
        seoul.ok("cluster", "add", "busan", "--zone", "Asia/Seoul")
        _write(
            tmp_path,
            "x.csv",
            "date,ended,cluster,kind,title,changes,body,tags,links,visibility,severity,affects,language,review,key\n"
            "2017-03-01T09:00:00+09:00,2017-03-01 10:30,busan,incident,Kafka is slow,Kafka 0.10.1,**why?**,a b,"
            'issue=https://example.com/1 https://example.com/releases/2,public,major,"Kafka, ZK",en,check it,k1\n',
        )
        seoul.ok("import", "csv", "x.csv")
        (row,) = seoul.ok("log", "--format", "json").json
        assert (row["date"], row["ended"]["at"], row["cluster"]) == (
            "2017-03-01 09:00:00",
            "2017-03-01T01:30:00Z",
            "busan",
        )
        assert row["incident"] == {"severity": "major", "affects": ["Kafka", "ZK"]}
        assert row["links"] == [
            {"rel": "issue", "url": "https://example.com/1"},
            {"rel": "release", "url": "https://example.com/releases/2"},
        ]
        assert (row["tags"], row["visibility"], row["review"]) == (["a", "b"], "public", ["check it"])
        assert row["changes"][0]["name"] == "Kafka"
        assert row["provenance"] == {"source": "csv", "origin": "x.csv", "place": "line 2", "key": "csv:k1"}

    def test_other_headings_can_be_named(self, seoul: CommandLine, tmp_path: Path) -> None:
        _write(tmp_path, "x.csv", "Day,What happened\n2017-03-01,Kafka added\n")
        assert "unknown column 'day'" in seoul.fails("import", "csv", "x.csv")
        seoul.ok("import", "csv", "x.csv", "--column", "date=Day", "--column", "title=What happened")

    @pytest.mark.parametrize(
        ("row", "message"),
        [
            ("soon,x", "line 3: date: 'soon' is not a date"),
            ("2017-02-30,x", "line 3: date: '2017-02-30' is not a date that exists"),
            (",x", "line 3: date: it is missing"),
            ("2017-03-02,", "line 3: title: it is missing"),
            ("2017-03-02,x,y,z", "line 3: 4 cells under 2 headings"),
        ],
    )
    def test_a_broken_row_imports_nothing_unless_it_is_to_keep_going(
        self, seoul: CommandLine, tmp_path: Path, row: str, message: str
    ) -> None:
        _write(tmp_path, "x.csv", f"date,title\n2017-03-01,good\n{row}\n2017-03-03,good\n")
        line = seoul.fails("import", "csv", "x.csv")
        assert f"x.csv, {message}" in line
        assert seoul.ok("log", "--format", "json").json == []
        summary = seoul.ok("import", "csv", "x.csv", "--keep-going", "--format", "json").json
        assert (summary["recorded"], summary["skips"][0]["place"]) == (2, "line 3")
        again = seoul.ok("import", "csv", "x.csv", "--keep-going", "--no-check")
        assert f"  {message.split(' is not', maxsplit=1)[0]}" in again.stdout

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "the file is empty"),
            ("\n\n", "the file is empty"),
            ("titel,date\n", "unknown column 'titel': did you mean title? columns are date, "),
            ("date,title,component\n2017-01-01,x,y\n", "--column COLUMN=component says which of them it is"),
            ("date,date\n", "two columns are called date"),
            ("date,kind\n", "the headings need date, and title or changes"),
            ("date,kind,title\n2017-01-01,disaster,x\n", "kind: 'disaster' is none of upgrade"),
            ("date,changes\n2017-01-01,something vague\n", "changes: 'something vague' is no change"),
            ("date,title,links\n2017-01-01,x,javascript:1\n", "links: 'javascript:1' does not begin with https://"),
            ('date,title\n2017-01-01,"x\n', "broken CSV"),
            ("date,title,cluster\n2017-01-01,x,soul\n", "did you mean seoul?"),
        ],
    )
    def test_mistakes_are_one_line(self, seoul: CommandLine, tmp_path: Path, text: str, message: str) -> None:
        assert message in seoul.fails("import", "csv", _write(tmp_path, "x.csv", text))

    def test_with_several_clusters_each_row_has_to_name_one(self, seoul: CommandLine, tmp_path: Path) -> None:
        seoul.ok("cluster", "add", "busan")
        _write(tmp_path, "x.csv", "date,title,cluster\n2017-01-01,x,busan\n2017-01-02,y,\n")
        assert "the entry names no cluster: say --cluster NAME" in seoul.fails("import", "csv", "x.csv")
        seoul.ok("import", "csv", "x.csv", "--cluster", "seoul")
        assert [row["cluster"] for row in seoul.ok("log", "--format", "json").json] == ["seoul", "busan"]

    def test_newest_first_is_read_as_well(self, seoul: CommandLine, tmp_path: Path) -> None:
        _write(tmp_path, "x.csv", "date,changes\n2017-03-01,kubernetes 1.6.0\n2017-01-01,kubernetes 1.5.0\n")
        seoul.ok("import", "csv", "x.csv")
        texts = [row["text"] for row in seoul.ok("history", "kubernetes", "--format", "json").json]
        assert texts == ["kubernetes 1.5.0 added", "kubernetes upgraded from 1.5.0 to 1.6.0"]


class TestJsonLines:
    def test_events_in_short_and_in_full(self, seoul: CommandLine, tmp_path: Path) -> None:
        _write(
            tmp_path,
            "x.jsonl",
            '{"date": "2017-03-01", "text": "kubernetes 1.6.0, Labelgun retired #x"}\n'
            '{"date": "2017-03-02", "title": "조정", "changes": "maxPods=110", "translations": {"en": "tuned"}}\n'
            '{"date": "2017-03-03", "title": "by hand", "changes": [{"type": "component", "name": "Kafka",'
            ' "action": "added", "to": "1.0"}], "key": "k"}\n',
        )
        seoul.ok("import", "jsonl", "x.jsonl")
        rows = seoul.ok("log", "--reverse", "--format", "json").json
        assert [len(row["changes"]) for row in rows] == [2, 1, 1]
        assert rows[1]["translations"] == {"en": "tuned"}
        assert rows[0]["tags"] == ["x"]
        assert "0 recorded into seoul, 3 known already" in seoul.ok("import", "jsonl", "x.jsonl").stdout

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("{", "line 1: not JSON"),
            ("[1]", "line 1: not a JSON object"),
            ('{"date": "2017-03-01", "titel": "x"}', "unknown key 'titel'; did you mean 'title'?"),
            ('{"date": "2017-03-01"}', "title: it is missing"),
            ('{"title": "x"}', "date: it is missing"),
            ('{"date": "2017-03-01", "title": 3}', "title: it has to be a text"),
            ('{"date": "2017-03-01", "title": "x", "changes": 3}', "changes: a list"),
            ('{"date": "2017-03-01", "title": "x", "changes": [{"name": "y"}]}', "not an event document"),
            ('{"date": "2017-03-01", "title": "x", "kind": "disaster"}', "not an event document"),
            ("", "the file is empty"),
        ],
    )
    def test_mistakes_are_one_line(self, seoul: CommandLine, tmp_path: Path, line: str, message: str) -> None:
        assert message in seoul.fails("import", "jsonl", _write(tmp_path, "x.jsonl", line))

    def test_a_ledger_goes_out_and_comes_in_byte_for_byte(self, history: CommandLine, tmp_path: Path) -> None:
        history.ok("export", "jsonl", "-o", "ledger.jsonl")
        history.ok("--store", "copy.db", "init")
        assert "6 merged" in history.ok("--store", "copy.db", "import", "jsonl", "ledger.jsonl").stdout
        assert history.ok("--store", "copy.db", "export", "jsonl").stdout == (tmp_path / "ledger.jsonl").read_text()
        assert "0 merged, 6 known" in history.ok("--store", "copy.db", "import", "jsonl", "ledger.jsonl").stdout

    def test_two_stores_that_went_apart_are_both_kept_and_shown(self, history: CommandLine, tmp_path: Path) -> None:
        event = history.ok("log", "--tag", "network", "--format", "json").json[0]["id"]
        history.ok("db", "backup", "laptop.db")
        history.ok("amend", event, "--tag", "office")
        history.ok("--store", "laptop.db", "amend", event, "--tag", "train")
        history.ok("--store", "laptop.db", "add", "on the train", "--no-check")
        ledger = history.ok("--store", "laptop.db", "export", "jsonl").stdout
        history.ok("import", "jsonl", "-", stdin=ledger)
        shown = history.ok("show", event, "--format", "json").json
        assert shown["conflicts"] == [2]
        assert "conflict: revision 2" in history.ok("show", event).stdout
        assert history.ok("log", "--text", "train", "--format", "json").json[0]["title"] == "on the train"
        assert "2 branches of history" in history.ok("verify").stdout

    def test_a_changed_line_is_refused(self, history: CommandLine, tmp_path: Path) -> None:
        _write(tmp_path, "l.jsonl", history.ok("export", "jsonl").stdout.replace("MaxScale", "MinScale"))
        history.ok("--store", "copy.db", "init")
        line = history.fails("--store", "copy.db", "import", "jsonl", "l.jsonl")
        assert "l.jsonl, line 3: its hash does not match its content" in line
        assert history.ok("--store", "copy.db", "cluster", "list", "--format", "json").json == []


class TestFiles:
    @pytest.mark.parametrize("command", ["journal", "csv", "jsonl"])
    def test_that_cannot_be_read_are_named(self, seoul: CommandLine, tmp_path: Path, command: str) -> None:
        (tmp_path / "binary").write_bytes(b"date,title\n\x00\x01\x02")
        (tmp_path / "latin").write_bytes("2017-01-01 caf\xe9\n".encode("latin-1"))
        assert "none.txt: there is no such file" in seoul.fails("import", command, "none.txt")
        assert "a folder, and a file is needed" in seoul.fails("import", command, ".")
        assert "binary: a binary file, not text" in seoul.fails("import", command, "binary")
        assert "latin: not utf-8 text" in seoul.fails("import", command, "latin")
        assert "unknown encoding 'klingon'" in seoul.fails("import", command, "latin", "--encoding", "klingon")

    def test_an_export_replaces_a_file_as_a_whole(self, history: CommandLine, tmp_path: Path) -> None:
        (tmp_path / "x.csv").write_text("old")
        history.ok("export", "csv", "-o", "x.csv", "--bom")
        assert (tmp_path / "x.csv").read_bytes().startswith(codecs.BOM_UTF8 + b"date,")
        assert "no such file or directory" in history.fails("export", "csv", "-o", "none/x.csv")
        assert sorted(path.name for path in tmp_path.iterdir() if "new" in path.name) == []
