"""The words of the interface, and the catalogues that translate them."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from scripts import messages
from tracker.publish.gathered import Month
from tracker.publish.words import CatalogueWords, Spoken

ENGLISH, KOREAN = CatalogueWords("en"), CatalogueWords("ko")
CATALOGUES = sorted(messages.LOCALE.glob("*/LC_MESSAGES/site.po"))


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


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
class TestCatalogues:
    """`scripts/messages.py` was run after the last change of a text, and everything is translated."""

    def test_they_hold_the_messages_of_the_sources(self, path: Path) -> None:
        with path.open("rb") as file:
            known = {message.id for message in read_po(file) if message.id}
        assert known == {message.id for message in messages.collect() if message.id}

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
        words = CatalogueWords(path.parent.parent.name)
        for message in catalogue:
            if isinstance(message.id, str) and message.id:
                assert words.text(message.id) == message.string
            elif message.id:
                assert words._catalogue.ngettext(message.id[0], message.id[1], 2) in tuple(message.string or ())


def test_there_is_a_catalogue_for_every_language_but_the_first() -> None:
    from tracker.publish import urls

    assert [path.parent.parent.name for path in CATALOGUES] == sorted(set(urls.LANGUAGES) - {urls.DEFAULT_LANGUAGE})
