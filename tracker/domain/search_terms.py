"""The terms by which an event is found: the same on every database, because they are made here.

Text is put into Unicode's NFC, letter case is folded, and what is left is cut into terms:

* a word of letters and digits is one term (``v`` before a digit is dropped, so that 1.29 finds v1.29.3);
* a run of Chinese, Japanese or Korean becomes its overlapping pairs and its last syllable, so that 백업 is found in
  자동백업을 (자동 동백 백업 업을 을) as the pair 백업, and a longer query as the phrase of its pairs;
* a pictograph is a term of its own.

Labels are terms that no text can contain, for what is asked for by name: kinds, components, tags, open reviews.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import groupby
from typing import Any

from tracker.domain.search_query import SearchField

_ASCII_WORD = re.compile(r"[a-z0-9]+")
_CJK = (
    ("\u1100", "\u11ff"),  # Hangul, in parts
    ("\u3005", "\u3007"),
    ("\u3040", "\u30ff"),  # Hiragana and Katakana
    ("\u3130", "\u318f"),
    ("\u31f0", "\u31ff"),
    ("\u3400", "\u9fff"),  # ideographs
    ("\ua960", "\ua97f"),
    ("\uac00", "\ud7ff"),  # Hangul
    ("\uf900", "\ufaff"),
    ("\uff66", "\uff9f"),
    ("\U00020000", "\U0003ffff"),
)
"""Scripts that are written without spaces, or, as Korean, with endings stuck to the words. Compiling these as a regular
expression would take longer than recording an event."""
_PICTOGRAPHS = (("\u2190", "\u2bff"), ("\U0001f000", "\U0001faff"))

_LONGEST_WORD = 64
_LONGEST_LABEL = 250
_MOST_TERMS = 16_000
_MOST_REPETITIONS = 250
"""PostgreSQL keeps 256 places of a word and 16,383 places in all; both databases shall find the same."""
FILLER = "\ue0ff"
"""Takes the place of a word that has come too often; nobody asks for it."""

_LABELS = {SearchField.COMPONENT: "\ue000", SearchField.KIND: "\ue001", SearchField.TAG: "\ue002"}
REVIEW_LABEL = "\ue003"
"""The label of an event that a person should look at."""
_LABEL_LETTERS = {code: chr(0xE100 + code) for code in range(128) if not chr(code).isalnum()}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that follow one another; after `is_prefix` the last one may go on."""

    terms: tuple[str, ...]
    is_prefix: bool = False


def index_terms(document: Mapping[str, Any]) -> str:
    """All terms of an event's document in their order, separated by single spaces."""
    words = "\n".join(_texts(document)).split()
    terms = " ".join(filter(None, map(_terms_of_word, words)))
    if terms.count(" ") >= _MOST_REPETITIONS:
        terms = _within_limits(terms)
    labels = " ".join(_labels(document))
    return f"{terms} {labels}" if terms else labels


def phrase(text: str, *, is_exact: bool = False) -> Phrase | None:
    """What to look for to find `text`; None when it has no letter, digit or pictograph."""
    runs = [run for word in text.split() for run in _runs(fold(word))]
    if not runs:
        return None
    terms = [term for run in runs[:-1] for term in _terms_of_run(run).split(" ")]
    last = runs[-1]
    if not _is_cjk(last[0]):
        return Phrase((*terms, _terms_of_run(last)), is_prefix=not is_exact)
    if len(last) == 1:
        return Phrase((*terms, last), is_prefix=True)
    return Phrase((*terms, *_pairs(last)))


def label(field: SearchField, value: str) -> str:
    """The term of a kind, a component or a tag, in any case."""
    return _LABELS[field] + fold(value)[:_LONGEST_LABEL].translate(_LABEL_LETTERS)


def fold(text: str) -> str:
    """Text without what does not matter to a search: the normal form and letter case."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).casefold()


def _texts(document: Mapping[str, Any]) -> list[str]:
    """Everything that a reader of the event sees."""
    find = document.get
    texts = [document["title"], *find("translations", {}).values(), find("body", "")]
    for change in find("changes", ()):
        texts += (change.get("scope", ""), change["name"], change.get("from", ""), change.get("to", ""))
    texts += find("tags", ())
    texts += [link["url"] for link in find("links", ())]
    if incident := find("incident"):
        texts += incident.get("affects", ())
        texts += [incident.get("fix", ""), *(update["text"] for update in incident.get("updates", ()))]
    texts += find("details", {}).values()
    return texts


def _labels(document: Mapping[str, Any]) -> list[str]:
    labels = [_label(SearchField.KIND, document["kind"])]
    names = [change["name"] for change in document.get("changes", ())]
    if incident := document.get("incident"):
        names += incident.get("affects", ())
    labels += [_label(SearchField.COMPONENT, name) for name in dict.fromkeys(names)]
    labels += [_label(SearchField.TAG, tag) for tag in document.get("tags", ())]
    return [*labels, REVIEW_LABEL] if document.get("review") else labels


_label = lru_cache(maxsize=4096)(label)


@lru_cache(maxsize=1 << 15)
def _terms_of_word(word: str) -> str:
    """The terms of what stands between spaces; people use the same words again and again."""
    return " ".join(map(_terms_of_run, _runs(fold(word))))


def _runs(word: str) -> list[str]:
    """The parts of a folded word: letters and digits, stretches of one of the scripts above, single pictographs."""
    if word.isascii():
        return _ASCII_WORD.findall(word)
    runs: list[str] = []
    for kind, letters in groupby(word, key=_kind):
        if kind is _Kind.PICTOGRAPH:
            runs += letters
        elif kind is not _Kind.OTHER:
            runs.append("".join(letters))
    return runs


class _Kind(Enum):
    LETTER = 1
    CJK = 2
    PICTOGRAPH = 3
    OTHER = 4


def _kind(letter: str) -> _Kind:
    if _is_cjk(letter):
        return _Kind.CJK
    if letter.isalnum():
        return _Kind.LETTER
    return _Kind.PICTOGRAPH if any(first <= letter <= last for first, last in _PICTOGRAPHS) else _Kind.OTHER


def _is_cjk(letter: str) -> bool:
    return letter >= "\u1100" and any(first <= letter <= last for first, last in _CJK)


def _terms_of_run(run: str) -> str:
    if not _is_cjk(run[0]):
        is_version = run[0] == "v" and run[1:2].isdigit()
        return run[is_version : _LONGEST_WORD + is_version]
    return " ".join((*_pairs(run), run[-1]))


def _pairs(run: str) -> Iterator[str]:
    return (run[start : start + 2] for start in range(len(run) - 1))


def _within_limits(terms: str) -> str:
    """The first `_MOST_TERMS` terms; one that comes too often is replaced, so that its neighbours stay in place."""
    seen: Counter[str] = Counter()
    kept: list[str] = []
    for term in terms.split(" ")[:_MOST_TERMS]:
        seen[term] += 1
        kept.append(term if seen[term] <= _MOST_REPETITIONS else FILLER)
    return " ".join(kept)
