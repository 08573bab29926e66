"""Sentences of a document as plain data: what is kept gives the same sentences back, and nothing that was no sentence."""

import json
from datetime import date

from tracker.domain.sentence import Sentence, quoted, say
from tracker.domain.sentence_document import read_sentences, sentences_in

AT_MOST = say("at most %(minors)s", minors=say("%(count)s minors", count=2))
ENDED = say("support ended on %(day)s", day=date(2026, 8, 22))


def test_sentences_come_back_with_their_templates_and_values() -> None:
    written = json.loads(json.dumps(sentences_in({"reasons": [AT_MOST], "hops": [{"why": ENDED}]})))
    found = read_sentences(written)
    assert list(found) == ["at most 2 minors", "support ended on 2026-08-22"]
    read = found["at most 2 minors"]
    assert (read.template, read.values["minors"]) == ("at most %(minors)s", "2 minors")
    within = read.values["minors"]
    assert isinstance(within, Sentence)
    assert (within.template, within.values) == ("%(count)s minors", {"count": "2"})


def test_each_is_kept_once() -> None:
    assert len(sentences_in([AT_MOST, {"again": AT_MOST}])) == 1


def test_text_and_quotations_are_no_sentences() -> None:
    assert sentences_in({"title": "at most 2 minors", "what": quoted("a flag is gone"), "count": 3, "day": None}) == []


def test_percent_signs_without_values_are_signs() -> None:
    (sentence,) = sentences_in([say("100 % of them")])
    assert read_sentences([sentence]).keys() == {"100 % of them"}
