"""Journals in the notation of a real one, with invented events."""

import pytest

from tracker.domain.errors import ImporterError
from tracker.domain.event import EventKind, Incident, Link
from tracker.domain.when import Precision
from tracker.importers.journal import read
from tracker.services.observation import Observation, Skipped

PARAGRAPH = (
    "머리말은 날짜가 없다.\n\n"
    "2019-03-02 OPS-1, 새 클러스터의 이미지 빌드를 정리 2019-03-09 [kops v1.11.1 / kubernetes v1.11.9]"
    "(https://example.com/kops/releases/tag/1.11.1)https://example.com/kops/releases/tag/1.11.1) 도입 시작. NightOwl "
    "2019-03-15 Zookeeper, Presto 2019-04-02 kops v1.12.0 / kubernetes v1.12.7, Presto 운영 난항 "
    "2019-04-20 zipkin 2019-05-01 Presto 은퇴 2019-05-20 [OPS-9 노드가 사라져도 버티게 한다]"
    '(https://example.com/kops/issues/7), `podEvictionTimeout: "5m0s”` 2019-06-11 PodSecurityPolicy '
    "2019-06-20 Presto 재도입 2019-07-01 야간 배치를 사내망으로 이전\n\n"
    "바닥글\n"
)


def _read(document: str) -> list[Observation]:
    return [each for each in read(document, origin="journal.txt", zone="Asia/Seoul") if isinstance(each, Observation)]


def _said(observation: Observation) -> list[str]:
    return [f"{each.subject} {each.verb.value} {each.value or ''}".strip() for each in observation.statements]


def test_reads_every_entry_of_a_paragraph_that_is_run_together() -> None:
    observations = _read(PARAGRAPH)
    assert [(str(each.when), each.title, each.kind, _said(each)) for each in observations] == [
        ("2019-03-02", "OPS-1, 새 클러스터의 이미지 빌드를 정리", None, []),
        (
            "2019-03-09",
            "kops v1.11.1 / kubernetes v1.11.9 도입 시작. NightOwl",
            None,
            ["kops is v1.11.1", "kubernetes added v1.11.9", "NightOwl added"],
        ),
        ("2019-03-15", "Zookeeper, Presto", None, ["Zookeeper added", "Presto added"]),
        (
            "2019-04-02",
            "kops v1.12.0 / kubernetes v1.12.7, Presto 운영 난항",
            EventKind.INCIDENT,
            ["kops is v1.12.0", "kubernetes is v1.12.7"],
        ),
        ("2019-04-20", "zipkin", None, ["zipkin added"]),
        ("2019-05-01", "Presto 은퇴", None, ["Presto retired"]),
        (
            "2019-05-20",
            'OPS-9 노드가 사라져도 버티게 한다, podEvictionTimeout: "5m0s"',
            None,
            ["podEvictionTimeout set 5m0s"],
        ),
        ("2019-06-11", "PodSecurityPolicy", EventKind.CONFIG, []),
        ("2019-06-20", "Presto 재도입", None, ["Presto added"]),
        ("2019-07-01", "야간 배치를 사내망으로 이전", None, []),
    ]
    assert {each.when.zone for each in observations} == {"Asia/Seoul"}
    assert {each.when.precision for each in observations} == {Precision.DAY}


def test_keeps_links_issue_keys_and_the_language() -> None:
    observations = _read(PARAGRAPH)
    assert observations[0].tags == ("OPS-1",)
    assert observations[1].links == (Link("release", "https://example.com/kops/releases/tag/1.11.1"),)
    assert observations[6].links == (Link("issue", "https://example.com/kops/issues/7"),)
    assert [each.language for each in observations] == ["ko", "ko", "", "ko", "", "ko", "ko", "", "ko", "ko"]


def test_trouble_becomes_an_incident_that_somebody_has_to_review() -> None:
    incident = _read(PARAGRAPH)[3]
    assert incident.incident == Incident(affects=("Presto",))
    assert incident.review[0].startswith("speaks of trouble ('난항')")
    assert incident.review[1].startswith("tells of a change and of trouble at once")


def test_what_is_not_sure_says_why_and_the_rest_says_nothing() -> None:
    reviewed = {each.title: each.review for each in _read(PARAGRAPH) if each.review}
    assert list(reviewed) == [
        "kops v1.12.0 / kubernetes v1.12.7, Presto 운영 난항",
        "zipkin",
        "PodSecurityPolicy",
        "야간 배치를 사내망으로 이전",
    ]
    assert reviewed["zipkin"] == ("'zipkin' is taken for a component: it may be ordinary words",)


def test_text_without_a_date_is_skipped_and_not_dropped() -> None:
    skipped = [each for each in read(PARAGRAPH, origin="journal.txt") if isinstance(each, Skipped)]
    assert skipped == [
        Skipped("line 1", "has no date", "머리말은 날짜가 없다."),
        Skipped("line 5", "has no date", "바닥글"),
    ]


def test_keys_are_those_of_the_entries_wherever_they_stand() -> None:
    keys = [each.provenance.key for each in _read(PARAGRAPH)]
    assert len(set(keys)) == len(keys)
    moved = "\n".join(["# Moved", "", *PARAGRAPH.splitlines()[2:]])
    assert [each.provenance.key for each in _read(moved)] == keys
    edited = [each.provenance.key for each in _read(PARAGRAPH.replace("zipkin", "zipkin server"))]
    assert [old == new for old, new in zip(keys, edited, strict=True)].count(False) == 1


def test_equal_entries_are_told_apart_by_their_order() -> None:
    first, second = _read("2019-01-02 Foo retired\n2019-01-02 Foo retired\n")
    assert first.provenance.key != second.provenance.key


def test_a_line_may_carry_its_title_in_other_languages() -> None:
    (entry,) = _read("2019-05-01 Presto retired :: ko: Presto 은퇴 :: ja: Presto を廃止\n")
    assert entry.title == "Presto retired"
    assert entry.translations == (("ja", "Presto を廃止"), ("ko", "Presto 은퇴"))
    assert _said(entry) == ["Presto retired"]


def test_a_long_text_gives_its_first_sentence_as_the_title() -> None:
    text = (
        "Presto is slow again. " + "The coordinator waits for workers that no longer answer, and nobody knows why yet. "
    )
    (entry,) = _read(f"2019-05-01 {text}\n  - tried a restart\n")
    assert entry.title == "Presto is slow again"
    assert entry.body.startswith("The coordinator waits")
    assert entry.body.endswith("- tried a restart")


def test_secrets_are_masked_and_somebody_has_to_review() -> None:
    (entry,) = _read("2019-05-01 rotated password=hunter22 of Presto\n  token: AKIAIOSFODNN7EXAMPLE\n")
    assert "hunter22" not in repr(entry)
    assert "AKIAIOSFODNN7EXAMPLE" not in repr(entry)
    assert sum("was masked" in reason for reason in entry.review) == 2


def test_a_date_that_does_not_exist_is_skipped_with_its_place() -> None:
    skipped = [each for each in read("2019-02-30 a\n2019-03-01 b\n", origin="x") if isinstance(each, Skipped)]
    assert [(each.place, each.is_error) for each in skipped] == [("line 1", True)]
    assert "2019-02-30" in skipped[0].reason


@pytest.mark.parametrize("document", ["", "\n\n", "no dates here\n"])
def test_a_document_without_any_date_is_refused(document: str) -> None:
    with pytest.raises(ImporterError, match=r"journal\.txt: no entry begins with a date"):
        _read(document)
