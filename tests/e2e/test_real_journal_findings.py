"""What tracker says about the real journal: every outcome, each with why it is right. Nothing else may be said.

Release days are those of kube-aws' tags and of Kubernetes' patch releases in the reference data; the journal is
`data/samples/kube-aws-journal.md`.
"""

from collections.abc import Iterator

import pytest

from tests.support.cli import CommandLine, command_line
from tracker import bundled

SAMPLE = str(bundled.path("data") / "samples" / "kube-aws-journal.md")

RECORDS = {
    # kube-aws 0.9.6 was tagged on 2017-04-29; 0.9.6-rc.1, which installs the recorded 1.6.1, on 2017-04-06.
    (
        "JRN001",
        "kube-aws",
        "2017-04-07",
        "2017-04-07",
    ): "kube-aws 0.9.6 is recorded before it was released on 2017-04-29",
    # 0.9.7 was tagged on 2017-07-06; 0.9.7-rc.2 on 2017-05-22 was the newest one out.
    (
        "JRN001",
        "kube-aws",
        "2017-06-05",
        "2017-06-05",
    ): "kube-aws 0.9.7 is recorded before it was released on 2017-07-06",
    # 0.9.6-rc.2 a week after "0.9.6": a consequence of the first record, so a note.
    ("JRN002", "kube-aws", "2017-04-14", "2017-04-14"): (
        "kube-aws goes back from 0.9.6 to 0.9.6-rc.2, though 0.9.6 was not out yet"
    ),
    # Added on 2016-09-01, "reintroduced" on 2017-03-03, and no retirement in between.
    ("JRN008", "MaxScale", "2017-03-03", "2017-03-03"): "MaxScale is added, but was there already",
}
INCIDENTS = {
    # The journal tells of no end of these three; each is an importer's reading until somebody looks at it.
    ("JRN010", "kube-aws v0.8.3 / kubernetes v1.4.3; MaxScale in trouble", "2016-11-08", None): "2016-10-25",
    ("JRN010", "MaxScale in trouble again", "2016-12-08", None): "2016-11-24",
    ("JRN010", "kube-dns keeps dying now and then and gets a patch", "2017-07-04", None): "2017-06-20",
}
SETTINGS = {
    # 90 s and 240 s are fine; 600 s, from 2017-07-12 on, is twice what pods wait for an unreachable node.
    ("CFG002", "nodeMonitorGracePeriod", "2017-07-12", None): "is longer than the 300 s that pods wait",
}
UNDECIDED = {
    # No entry names a version of any component.
    ("SUP012", "components without a version", "2016-08-25", None): (
        "the version of DataDog, Debezium, Dex, Druid, Elasticsearch, external-dns, Fluentd, Hadoop, Kafka, MaxScale and"
        " Superset was never told"
    ),
    # The company's own services, and products without known releases. Labelgun was one of them until it was retired.
    ("SUP012", "unknown components", "2016-08-11", None): (
        "the reference data does not know Elastalert, Extranet, grinder, Intranet, ism-agent, Kafka manager,"
        " KommandoCenter, locust, log rotate, Maxwell, MobileAPI, route53-kubernetes and Slack Relay"
    ),
}
ON_ITS_LAST_DAY = RECORDS | INCIDENTS | SETTINGS | UNDECIDED

TODAY = ON_ITS_LAST_DAY | {
    # 1.7.16 of 2018-04-04 was the last patch release of 1.7.
    ("SUP001", "kubernetes", "2018-04-05", None): "Kubernetes 1.7.4 is past the end of life of 1.7, 2018-04-04",
    # The repository was archived on that day, three years after the last entry; nothing newer than 0.16.4 will come.
    ("SUP010", "kube-aws", "2020-09-30", None): "the project kube-aws has ended (archived on 2020-09-30)",
    # The last entry is of 2017-09-25; 1.8 came out three days later, 1.36 is the newest minor that the data knows.
    (
        "JRN011",
        "journal",
        "2018-03-24",
        None,
    ): "nothing is recorded after 2017-09-25, while upstream released Kubernetes 1.36",
}

THROUGHOUT = TODAY | {
    # The first entries are about other things; the first version of Kubernetes is that of 2016-08-11.
    ("JRN013", "kubernetes", "2016-04-07", "2016-08-10"): "no Kubernetes version is recorded",
    # rc.2 and rc.5 of 0.9.3, then rc.3 of 0.9.5, then rc.2 of 0.9.6, each until the next entry about kube-aws: a note
    # until the release itself is out, advice from that day on.
    ("JRN004", "kube-aws", "2016-12-22", "2017-01-17"): "0.9.3-rc.5 is a pre-release",
    ("JRN004", "kube-aws", "2017-01-18", "2017-03-05"): "0.9.3-rc.5 is a pre-release; 0.9.3 is out since 2017-01-18",
    ("JRN004", "kube-aws", "2017-03-20", "2017-03-30"): "0.9.5-rc.3 is a pre-release",
    ("JRN004", "kube-aws", "2017-03-31", "2017-03-31"): "0.9.5-rc.3 is a pre-release; 0.9.5 is out since 2017-03-31",
    ("JRN004", "kube-aws", "2017-04-14", "2017-04-28"): "0.9.6-rc.2 is a pre-release",
    ("JRN004", "kube-aws", "2017-04-29", "2017-05-09"): "0.9.6-rc.2 is a pre-release; 0.9.6 is out since 2017-04-29",
    # kube-aws 0.8.1 ships 1.3.4, and 0.8.3 ships 1.4.3.
    ("JRN012", "kubernetes", "2016-09-10", "2016-09-26"): "Kubernetes 1.3.6 runs where kube-aws 0.8.1 ships 1.3.4",
    ("JRN012", "kubernetes", "2016-12-01", "2016-12-21"): "Kubernetes 1.4.6 runs where kube-aws 0.8.3 ships 1.4.3",
    # 0.8.2 ships 1.3.6; 0.8.3, the first with 1.4, came on 2016-10-25.
    ("CMP003", "kube-aws", "2016-10-06", "2016-10-24"): "kube-aws 0.8.2 ships Kubernetes 1.3.6 and runs 1.4.0",
    # 1.4.4 of 2016-10-20 was a month old on 2016-11-20; 1.4.6 came on 2016-12-01.
    ("SUP006", "kubernetes", "2016-11-20", "2016-11-30"): "1.4.3 is 3 patch releases behind 1.4.6",
    # 1.5.2 of 2017-01-11; 1.5.3 came on 2017-03-06.
    ("SUP006", "kubernetes", "2017-02-11", "2017-03-05"): "1.5.1 is 2 patch releases behind 1.5.3",
    # 1.6.4 of 2017-05-19; 1.7.4 came on 2017-09-25, when 1.6.10 was out.
    ("SUP006", "kubernetes", "2017-06-19", "2017-09-24"): "1.6.3 is 7 patch releases behind 1.6.10",
    # 1.7.5 of 2017-08-31; until the end of life.
    ("SUP006", "kubernetes", "2017-10-01", "2018-04-04"): "1.7.4 is 12 patch releases behind 1.7.16",
    # With 1.9 of 2017-12-15 three minors were supported and 1.7 the oldest; until the end of life.
    ("SUP007", "kubernetes", "2017-12-15", "2018-04-04"): "Kubernetes 1.7 is 3 minors behind 1.10",
}

SEVERITIES = {"required": {"SUP001"}, "note": {"JRN002", "JRN008", "JRN010", "JRN012", "SUP007"}}


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A store with the journal, as the demo makes it."""
    tracker = command_line(tmp_path_factory.mktemp("journal"))
    tracker.ok("init")
    tracker.ok("cluster", "add", "prod", "--provider", "kube-aws", "--zone", "Asia/Seoul")
    tracker.ok("import", "journal", SAMPLE)
    return tracker


Told = dict[tuple[str, str, str, str | None], str]


def said(journal: CommandLine, *options: str) -> Told:
    document = journal.ok("check", "--format", "json", *options).json
    outcomes = list(_told(document))
    assert len(outcomes) == len(dict(outcomes))
    return dict(outcomes)


def _told(document: dict[str, list[dict[str, str]]]) -> Iterator[tuple[tuple[str, str, str, str | None], str]]:
    for row in (*document["findings"], *document["undecided"]):
        yield (row["code"], row["subject"], row["since"], row["until"]), row.get("message") or row["missing"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(["--at", "2017-09-25"], ON_ITS_LAST_DAY, id="on its last day"),
        pytest.param([], TODAY, id="today"),
        pytest.param(["--throughout"], THROUGHOUT, id="throughout"),
    ],
)
def test_says_what_is_wrong_and_nothing_else(journal: CommandLine, options: list[str], expected: Told) -> None:
    told = said(journal, *options)
    assert told.keys() == expected.keys()
    for place, words in expected.items():
        assert words in told[place]


def test_is_as_grave_as_it_should_be(journal: CommandLine) -> None:
    for row in journal.ok("check", "--throughout", "--format", "json").json["findings"]:
        expected = next((severity for severity, codes in SEVERITIES.items() if row["code"] in codes), "recommended")
        if row["code"] == "JRN004" and "is out since" not in row["message"]:
            expected = "note"
        assert row["severity"] == expected, row


def test_looks_at_every_event(journal: CommandLine) -> None:
    assert journal.ok("check", "--format", "json").json["looked_at"] == {"clusters": 1, "events": 53}


def test_names_the_likeliest_intended_version(journal: CommandLine) -> None:
    rows = journal.ok("check", "--format", "json").json["findings"]
    advice = [row["advice"] for row in rows if row["code"] == "JRN001"]
    assert advice == [
        "Amend the event: the day is wrong, or kube-aws 0.9.6-rc.1 was meant (out since 2017-04-06).",
        "Amend the event: the day is wrong, or kube-aws 0.9.7-rc.2 was meant (out since 2017-05-22).",
    ]


def test_every_finding_rests_on_an_event_or_a_row(journal: CommandLine) -> None:
    for row in journal.ok("check", "--throughout", "--format", "json").json["findings"]:
        assert row["evidence"], row
        assert row["advice"], row


@pytest.mark.parametrize("day", ["2016-08-11", "2016-10-01", "2017-01-31", "2017-06-30"])
def test_a_past_day_agrees_with_the_whole_history(journal: CommandLine, day: str) -> None:
    then = {place[:3] for place in said(journal, "--at", day)}
    covering = {
        (code, subject, since)
        for code, subject, since, until in said(journal, "--throughout")
        if since <= day and (until is None or day <= until or (code, subject, since, until) in RECORDS)
    }
    assert then == covering
