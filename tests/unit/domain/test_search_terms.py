"""Terms are pinned: stores keep them, so other terms need a migration (decision 31)."""

import pytest

from tracker.domain.search_query import SearchField
from tracker.domain.search_terms import Phrase, index_terms, label, phrase

DOCUMENT = {
    "type": "event",
    "kind": "component",
    "title": "Velero v1.13.2로 자동백업을 도입 🚀",
    "when": {"day": "2024-05-01", "precision": "day", "zone": "UTC"},
    "translations": {"en": "Introduce automatic backups"},
    "body": "see INFRA-7, `café_au_lait` 업",
    "changes": [{"type": "component", "name": "velero", "action": "added", "to": "v1.13.2"}],
    "tags": ["on call"],
    "review": ["which version?"],
}


def test_terms_of_an_event() -> None:
    terms = index_terms(DOCUMENT).split(" ")
    assert terms[:13] == ["velero", "1", "13", "2", "로", "자동", "동백", "백업", "업을", "을", "도입", "입", "🚀"]
    assert terms[13:22] == ["introduce", "automatic", "backups", "see", "infra", "7", "café", "au", "lait"]
    assert terms[22:29] == ["업", "velero", "1", "13", "2", "on", "call"]
    assert terms[29:] == ["\ue001component", "\ue000velero", "\ue002on\ue120call", "\ue003"]


def test_terms_are_parted_by_spaces_and_hold_none() -> None:
    odd = index_terms({"kind": "note", "title": "a\u00a0b\u2028c\u3000d\x00e", "tags": ['"quoted" & spaced']})
    assert all(term and (term.isascii() is False or term.isalnum()) for term in odd.split(" "))
    assert not set(odd) & set("\"'\\&|!<>():*\x00\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("백업", Phrase(("백업",))),
        ("백", Phrase(("백",), is_prefix=True)),
        ("업그레이드", Phrase(("업그", "그레", "레이", "이드"))),
        ("etcd", Phrase(("etcd",), is_prefix=True)),
        ("v1.29", Phrase(("1", "29"), is_prefix=True)),
        ("CNAME을", Phrase(("cname", "을"), is_prefix=True)),
        ("백업 etcd", Phrase(("백업", "업", "etcd"), is_prefix=True)),
        ("…!?", None),
        ("", None),
    ],
)
def test_phrases(text: str, expected: Phrase | None) -> None:
    assert phrase(text) == expected


def test_labels_are_equal_in_any_case_and_never_a_text() -> None:
    assert label(SearchField.TAG, "On Call") == label(SearchField.TAG, "on call")
    assert label(SearchField.TAG, "x") != label(SearchField.COMPONENT, "x")
    assert phrase(label(SearchField.TAG, "x")) == Phrase(("x",), is_prefix=True)
