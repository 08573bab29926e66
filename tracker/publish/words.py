"""Wording in the language of the interface. Views and templates ask here for every word that a reader sees.

Messages are written in English with named values (``%(count)s``) and never cut, joined, sorted or measured afterwards:
an implementation may hand out marks that the pipeline fills in later, once for each language. Days are written in ISO
8601 in every language; what people wrote is chosen by `choose` and carries its own language.
"""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from markupsafe import Markup

from tracker import bundled
from tracker.domain.sentence import Sentence
from tracker.publish.gathered import Month
from tracker.publish.particles import filled
from tracker.publish.sanitise import with_code
from tracker.publish.urls import LANGUAGES

_SITE, _RULES = "site", "rules"
"""The catalogues: what pages say, and what rules say."""
_WRITTEN_IN = "en"
_PLACE, _WORD = re.compile(r"%\(\w+\)s"), re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text and the BCP 47 tag of its language; empty: that of the page, or nobody said."""

    text: str
    language: str


class Words(Protocol):
    """Everything a page says, in one language."""

    def text(self, message: str, /, **values: object) -> str:
        """The translation of a message with its values filled in."""
        ...

    def plural(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """The form for `count`, which is also the value ``%(count)s``, with thousands separated."""
        ...

    def month(self, month: Month) -> str:
        """``September 2017``."""
        ...

    def choose(self, text: str, language: str, translations: tuple[tuple[str, str], ...] = ()) -> Spoken:
        """The translation into the language of the interface if there is one, else the text as it was written."""
        ...

    def sentence(self, text: str, /) -> Spoken:
        """What a rule says, translated if it is a `Sentence`; any other text is English and says so."""
        ...

    def told(self, text: str, /) -> Spoken:
        """The same as HTML: what stands between backticks is code, and quotations within a translation are English."""
        ...


def language_of(text: str) -> str:
    """The language in which the text of a rule stands on a page; empty: that of the page."""
    return "" if not text or (isinstance(text, Sentence) and not text.is_quoted) else _WRITTEN_IN


def is_translated(sentence: Sentence) -> bool:
    """Whether every language of the site has words for a sentence; one that was kept may be older than its catalogues."""
    others = (language for language in LANGUAGES if language != _WRITTEN_IN)
    within = (value for value in sentence.values.values() if isinstance(value, Sentence))
    return all(_known(language).gettext(sentence.template) for language in others) and all(map(is_translated, within))


def mark(message: str) -> str:
    """Marks a message for extraction where it is only kept, and translated later with `Words.text`."""
    return message


class CatalogueWords:
    """Words from a compiled gettext catalogue in ``site/locale``; English is what the messages are written in."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = _catalogue(_SITE, language)
        self._sentences = _catalogue(_RULES, language)

    def text(self, message: str, /, **values: object) -> str:
        """See `Words.text`."""
        translated = self._catalogue.gettext(message)
        return translated % values if values else translated

    def plural(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """See `Words.plural`."""
        return self._catalogue.ngettext(singular, plural, count) % (values | {"count": f"{count:,}"})

    def month(self, month: Month) -> str:
        """See `Words.month`."""
        return self.text("%(month_name)s %(year)s", month_name=self.text(_MONTHS[month.month - 1]), year=month.year)

    def choose(self, text: str, language: str, translations: tuple[tuple[str, str], ...] = ()) -> Spoken:
        """See `Words.choose`."""
        if _base(language) == self.language:
            return Spoken(text, language)
        for tag, translation in translations:
            if _base(tag) == self.language:
                return Spoken(translation, tag)
        return Spoken(text, language)

    def sentence(self, text: str, /) -> Spoken:
        """See `Words.sentence`."""
        return Spoken(self._translated(text, _bare) if isinstance(text, Sentence) else text, language_of(text))

    def told(self, text: str, /) -> Spoken:
        """See `Words.told`."""
        if not isinstance(text, Sentence) or text.is_quoted:
            return Spoken(with_code(text), language_of(text))
        return Spoken(_with_quotes(self._translated(text, _set_off)), "")

    def _translated(self, sentence: Sentence, quote: Callable[[str], str]) -> str:
        """The sentence in this language; `quote` is what becomes of a quotation within it, which stays English."""
        if self.language == _WRITTEN_IN or not sentence.template:
            return str(sentence)
        template = self._sentences.gettext(sentence.template)
        values = {name: self._value(value, quote) for name, value in sentence.values.items()}
        return filled(template, values) if values else template

    def _value(self, value: object, quote: Callable[[str], str]) -> str:
        if not isinstance(value, Sentence):
            return str(value)
        return quote(str(value)) if value.is_quoted else self._translated(value, quote)


_BEGIN, _END = "\x06", "\x07"
_QUOTE = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")


def _bare(quotation: str) -> str:
    return quotation


def _set_off(quotation: str) -> str:
    return f"{_BEGIN}{quotation}{_END}"


def _with_quotes(text: str) -> Markup:
    """The text as HTML, with the quotations in it marked as English."""
    if _BEGIN not in text:
        return with_code(text)
    pieces = _QUOTE.split(text)
    quotes = (
        Markup('<span lang="{}">{}</span>').format(_WRITTEN_IN, with_code(piece)) if odd % 2 else with_code(piece)
        for odd, piece in enumerate(pieces)
    )
    return Markup().join(quotes)


_MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)


def _base(tag: str) -> str:
    """The language of a BCP 47 tag without region and script."""
    return tag.partition("-")[0].lower()


@cache
def _catalogue(domain: str, language: str) -> gettext.NullTranslations:
    return gettext.translation(domain, bundled.path("site") / "locale", [language], fallback=True)


class _Unsaid(gettext.NullTranslations):
    """Has no words for anything."""

    def gettext(self, message: str) -> str:
        # Between values without words there is nothing to translate.
        return message if not _WORD.search(_PLACE.sub("", message)) else ""


@cache
def _known(language: str) -> gettext.NullTranslations:
    """The sentences of rules in a language; an empty text where it has none."""
    known = gettext.translation(_RULES, bundled.path("site") / "locale", [language], fallback=True)
    known.add_fallback(_Unsaid())
    return known
