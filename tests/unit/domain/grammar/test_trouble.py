"""Words that speak of trouble."""

import pytest

from tracker.domain.grammar.trouble import affected_by, find_trouble


@pytest.mark.parametrize(
    ("text", "word", "affected"),
    [
        ("MaxScale 운영 난항", "난항", "MaxScale"),
        ("kube-dns가 종종 죽는 문제를 패치한다", "죽는", "kube-dns"),
        ("Kafka 브로커 장애", "장애", "Kafka"),
        ("etcd went down for ten minutes", "went down", "etcd"),
        ("AWS RDS에 걸어놓은 CNAME이 나는 오류", "오류", ""),
        ("Outage of the ingress", "Outage", ""),
        ("We had an incident with DNS", "incident", ""),
        ("CrashLoop? no: Kafka crashed", "crashed", "CrashLoop"),
        ("resolution 실패가 나는 오류", "실패", "resolution"),
    ],
)
def test_finds(text: str, word: str, affected: str) -> None:
    assert find_trouble(text) == word
    assert affected_by(text) == affected


@pytest.mark.parametrize(
    "text",
    [
        "kube-aws v0.9.8 / kubernetes v1.7.4",
        "다운그레이드",
        "인생 꼬임 방지 rename",
        "클러스터가 내려가지 않게 한다",
        "failover tested",
    ],
)
def test_stays_quiet(text: str) -> None:
    assert find_trouble(text) == ""
