"""The words of the interface, and the catalogues that translate them."""

import gettext
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from scripts import messages
from tracker.domain.sentence import joined, quoted, say
from tracker.publish.gathered import Month
from tracker.publish.marks import MarkWords, Target
from tracker.publish.words import CatalogueWords, Spoken

ENGLISH, KOREAN = CatalogueWords("en"), CatalogueWords("ko")
CATALOGUES = sorted(messages.LOCALE.glob("*/LC_MESSAGES/*.po"))


def test_values_are_filled_in() -> None:
    assert ENGLISH.text("since %(day)s", day="2017-09-25") == "since 2017-09-25"
    assert KOREAN.text("since %(day)s", day="2017-09-25") == "2017-09-25부터"


def test_numbers_choose_the_form_and_are_grouped() -> None:
    assert ENGLISH.plural("%(count)s event", "%(count)s events", 1) == "1 event"
    assert ENGLISH.plural("%(count)s event", "%(count)s events", 1200) == "1,200 events"
    assert KOREAN.plural("%(count)s event", "%(count)s events", 1200) == "사건 1,200건"


def test_months_are_said_in_the_order_of_the_language() -> None:
    assert ENGLISH.month(Month(2017, 9)) == "September 2017"
    assert KOREAN.month(Month(2017, 9)) == "2017년 9월"


def test_a_translation_is_chosen_where_there_is_one() -> None:
    translations = (("en", "Labelgun retires"), ("ja", "引退"))
    assert ENGLISH.choose("Labelgun 은퇴", "ko", translations) == Spoken("Labelgun retires", "en")
    assert KOREAN.choose("Labelgun 은퇴", "ko-KR", translations) == Spoken("Labelgun 은퇴", "ko-KR")
    assert ENGLISH.choose("RBAC", "", ()) == Spoken("RBAC", "")


class TestSentences:
    """What rules say is translated by its template; everything else that a rule says is English."""

    BEHIND = say(
        "%(part)s %(version)s is %(distance)s behind %(reference)s %(beside)s; the policy allows %(permitted)s",
        part="kubelet",
        version="1.27",
        distance=say("%(count)s minors", count=3),
        reference="kube-apiserver",
        beside="1.30",
        permitted=say("at most %(minors)s", minors=say("%(count)s minors", count=2)),
    )

    def test_english_is_what_the_rule_says(self) -> None:
        assert ENGLISH.sentence(self.BEHIND) == Spoken(str(self.BEHIND), "")

    def test_a_sentence_within_a_sentence_is_translated_too(self) -> None:
        assert KOREAN.sentence(self.BEHIND) == Spoken(
            "kubelet 1.27이 kube-apiserver 1.30보다 마이너 3개 뒤처져 있습니다. 정책이 허용하는 차이: 최대 마이너 2개",
            "",
        )

    def test_what_is_joined_is_translated_part_by_part(self) -> None:
        assert KOREAN.sentence(joined(", ", [say("cpu request"), say("memory limit")])).text == "CPU 요청, 메모리 제한"

    @pytest.mark.parametrize("text", [quoted("a flag is gone"), "a flag is gone"])
    def test_quotes_and_plain_text_say_that_they_are_english(self, text: str) -> None:
        assert KOREAN.sentence(text) == Spoken("a flag is gone", "en")

    GONE = say("%(setting)s is gone since %(minor)s: %(what)s", setting="a", minor="1.24", what=quoted("use `b` & <c>"))

    def test_what_is_quoted_within_a_sentence_says_that_it_is_english(self) -> None:
        quotation = '<span lang="en">use <code>b</code> &amp; &lt;c&gt;</span>'
        assert KOREAN.told(self.GONE) == Spoken(f"a는 1.24부터 없습니다: {quotation}", "")

    def test_it_does_not_where_the_whole_page_does(self) -> None:
        assert ENGLISH.told(self.GONE) == Spoken("a is gone since 1.24: use <code>b</code> &amp; &lt;c&gt;", "")

    def test_nor_where_there_is_only_text(self) -> None:
        assert KOREAN.sentence(self.GONE).text.endswith(": use `b` & <c>")

    def test_a_quotation_with_half_a_code_keeps_to_itself(self) -> None:
        told = KOREAN.told(say("Use %(replacement)s instead.", replacement=quoted("a ` b")))
        assert told.text == '대신 쓸 것: <span lang="en">a ` b</span>.'

    def test_code_stands_between_backticks(self) -> None:
        told = KOREAN.told(say("Record it: `tracker add --version NAME=VERSION`."))
        command = 'tracker add <span class="whole">--version</span> NAME=VERSION'
        assert told.text == f"기록하세요: <code>{command}</code>."

    def test_a_page_is_filled_in_for_each_language(self) -> None:
        words = MarkWords()
        spoken = words.told(say("the version of %(part)s is not recorded", part="<b>"))
        assert words.fill(spoken.text, Target("ko", "../", KOREAN)) == "&lt;b&gt;의 버전이 기록되지 않았습니다"
        assert words.fill(spoken.text, Target("en", "", ENGLISH)) == "the version of &lt;b&gt; is not recorded"
        assert spoken.language == ""


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
class TestCatalogues:
    """`scripts/messages.py` was run after the last change of a text, and everything is translated."""

    def test_they_hold_the_messages_of_the_sources(self, path: Path) -> None:
        with path.open("rb") as file:
            known = {message.id for message in read_po(file) if message.id}
        assert known == {message.id for message in messages.collect(path.stem) if message.id}

    def test_every_message_is_translated_with_its_values(self, path: Path) -> None:
        with path.open("rb") as file:
            catalogue = read_po(file)
        for message in catalogue:
            if message.id:
                texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
                assert texts, message.id
                assert all(texts), message.id
                assert not list(message.check(catalogue)), message.id

    def test_the_compiled_form_says_the_same(self, path: Path) -> None:
        with path.open("rb") as file:
            catalogue = read_po(file)
        compiled = gettext.translation(path.stem, messages.LOCALE, [path.parent.parent.name])
        for message in catalogue:
            if isinstance(message.id, str) and message.id:
                assert compiled.gettext(message.id) == message.string
            elif message.id:
                assert compiled.ngettext(message.id[0], message.id[1], 2) in tuple(message.string or ())


def test_there_is_a_catalogue_for_every_language_but_the_first() -> None:
    from tracker.publish import urls

    others = sorted(set(urls.LANGUAGES) - {urls.DEFAULT_LANGUAGE})
    for domain in messages.DOMAINS:
        assert [path.parent.parent.name for path in CATALOGUES if path.stem == domain] == others
