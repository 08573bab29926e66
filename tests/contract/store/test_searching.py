"""Search finds the same on both databases, in any language."""

import unicodedata

import pytest

from tests.support.journal import a_change, a_cluster, an_event, record
from tracker.domain.errors import InvalidDataError
from tracker.domain.event import EventKind
from tracker.domain.search_query import Criterion, SearchField
from tracker.services.ports import EventQuery
from tracker.store.store import SqlStore

TEXTS = {
    "자동백업": "매일 자동백업을 시작",
    "백업": "백업 도입, 운영 시작",
    "kubernetes": "Upgraded Kubernetes to v1.29.3-eks-036c24b",
    "CNAME": "CNAME을 ExternalDNS로 옮김",
    "umlaut": "Großes Über-Update",
    "rocket": "🚀 launched",
    "old": "kube-aws 0.9.8 / kubernetes v1.7.4",
    "quote": 'nodeMonitorGracePeriod: "90s" (tag\'s & more | less)',
}


@pytest.fixture
def texts(store: SqlStore) -> SqlStore:
    cluster = a_cluster("tokyo")
    events = [an_event(cluster, text, body=name) for name, text in TEXTS.items()]
    nfd = an_event(cluster, unicodedata.normalize("NFD", "새 운영 절차"), body="nfd")
    record(store, cluster, *events, nfd)
    return store


def found(store: SqlStore, *criteria: Criterion) -> list[str]:
    return sorted(event.body for event in store.timeline.events(EventQuery(criteria=criteria)))


def text(value: str, *, is_exact: bool = False, negated: bool = False) -> Criterion:
    return Criterion(SearchField.TEXT, value, is_exact=is_exact, negated=negated)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("백업", ["백업", "자동백업"]),
        ("백업을", ["자동백업"]),
        ("자동백업", ["자동백업"]),
        ("동백", ["자동백업"]),
        ("업도", []),
        ("백", ["백업", "자동백업"]),
        ("도입", ["백업"]),
        ("운영", ["nfd", "백업"]),
        (unicodedata.normalize("NFD", "운영"), ["nfd", "백업"]),
        ("kubernetes", ["kubernetes", "old"]),
        ("KUBERN", ["kubernetes", "old"]),
        ("ubernetes", []),
        ("1.29", ["kubernetes"]),
        ("v1.29.3", ["kubernetes"]),
        ("29.3", ["kubernetes"]),
        ("1.7.4", ["old"]),
        ("kube-aws", ["old"]),
        ("cname", ["CNAME"]),
        ("cname을", ["CNAME"]),
        ("externaldns로 옮김", ["CNAME"]),
        ("über", ["umlaut"]),
        ("GROSSES", ["umlaut"]),
        ("🚀", ["rocket"]),
        ('"90s"', ["quote"]),
        ("tag's & more", ["quote"]),
        ("nodemonitorgraceperiod", ["quote"]),
    ],
)
def test_finds_words_by_their_beginning_and_korean_anywhere(texts: SqlStore, query: str, expected: list[str]) -> None:
    assert found(texts, text(query)) == expected


def test_an_exact_phrase_ends_where_its_last_word_ends(texts: SqlStore) -> None:
    assert found(texts, text("kubernetes v1", is_exact=True)) == ["old"]
    assert found(texts, text("kubernetes to v1.3")) == []
    assert found(texts, text("upgraded kubern")) == ["kubernetes"]
    assert found(texts, text("upgraded kubern", is_exact=True)) == []


def test_all_criteria_have_to_hold_and_negated_ones_must_not(texts: SqlStore) -> None:
    assert found(texts, text("kubernetes"), text("aws")) == ["old"]
    assert found(texts, text("백업"), text("도입", negated=True)) == ["자동백업"]
    everything = sorted([*TEXTS, "nfd"])
    assert found(texts, text("백업", negated=True)) == [name for name in everything if "백업" not in name]
    assert found(texts, Criterion(SearchField.CLUSTER, "TOKYO"), text("🚀")) == ["rocket"]
    assert found(texts, Criterion(SearchField.CLUSTER, "tokyo", negated=True)) == []
    assert found(texts, Criterion(SearchField.CLUSTER, "osaka")) == []


def test_a_search_for_nothing_that_is_written_is_refused(texts: SqlStore) -> None:
    with pytest.raises(InvalidDataError, match="no letter or digit"):
        found(texts, text("!?"))


def test_looks_at_all_that_a_reader_sees(store: SqlStore) -> None:
    cluster = a_cluster()
    change = a_change("cluster-autoscaler", "1.2.3", scope="kube-system")
    event = an_event(cluster, "one", body="found", translations=(("ko", "확장기"),), changes=(change,), tags=("scale",))
    record(store, cluster, event)
    for word in ("autoscaler", "1.2.3", "kube-system", "확장", "scale"):
        assert found(store, text(word)) == ["found"], word


def test_a_word_that_names_a_field_is_only_a_word(store: SqlStore) -> None:
    cluster = a_cluster()
    record(store, cluster, an_event(cluster, "note AND incident OR NOT near", kind=EventKind.NOTE, body="words"))
    for word in ("and", "or", "NOT", "NEAR", "incident"):
        assert found(store, text(word)) == ["words"]
    assert found(store, Criterion(SearchField.KIND, "incident")) == []
    assert found(store, Criterion(SearchField.KIND, "Note")) == ["words"]


def test_finds_phrases_far_into_long_texts_and_among_repeated_words(store: SqlStore) -> None:
    cluster = a_cluster()
    long = an_event(cluster, "long", body=" ".join(["etcd"] * 1_000 + [f"w{number}" for number in range(9_000)]))
    record(store, cluster, long, an_event(cluster, "endless", body="가나다 " * 20_000))
    assert [event.title for event in store.timeline.events(EventQuery(criteria=(text("w8998 w8999"),)))] == ["long"]
    assert [event.title for event in store.timeline.events(EventQuery(criteria=(text("나다"),)))] == ["endless"]
    assert store.verify().problems == ()
