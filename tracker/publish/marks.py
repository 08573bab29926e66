"""Words that are decided after a page has been rendered, so that a second language costs a replacement, not a rendering.

While a page is made, every word of the interface is a mark: a control character, a number, another control character.
The number counts what was asked for. `fill` then puts the words of one language in the place of the marks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup, escape

from tracker.publish.gathered import Month
from tracker.publish.words import Spoken, Words, language_of

_MARK = re.compile("\x02([0-9]+)\x03")
_VALUE = re.compile("\x04([^\x05]*)\x05")


@dataclass(frozen=True, slots=True)
class Target:
    """One of the files that a page becomes."""

    language: str
    root: str
    """The prefix from this file to the root of the site: empty, ``../`` …"""
    words: Words


_Resolve = Callable[[Target], str]


class MarkWords:
    """A `Words` that hands out marks; one for each page."""

    def __init__(self) -> None:
        self._resolvers: list[_Resolve] = []
        self._numbers: dict[object, Markup] = {}
        self.language = self._mark("language", lambda target: target.language)
        self.root = self._mark("root", lambda target: target.root)

    def text(self, message: str, /, **values: object) -> str:
        """See `Words.text`. A value may be text, a mark, or Markup, which stays as it is."""
        if not values:
            return self._mark((message,), lambda target: escape(target.words.text(message)))
        sentinels = {name: f"\x04{name}\x05" for name in values}
        return self._mark(
            (message, *values.items()),
            lambda target: _with_values(target.words.text(message, **sentinels), values),
        )

    def plural(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """See `Words.plural`."""
        sentinels = {name: f"\x04{name}\x05" for name in values}
        return self._mark(
            (singular, plural, count, *values.items()),
            lambda target: _with_values(target.words.plural(singular, plural, count, **sentinels), values),
        )

    def month(self, month: Month) -> str:
        """See `Words.month`."""
        return self._mark(month, lambda target: escape(target.words.month(month)))

    def choose(self, text: str, language: str, translations: tuple[tuple[str, str], ...] = ()) -> Spoken:
        """See `Words.choose`."""
        if not translations:
            return Spoken(text, language)
        key = (text, language, translations)
        return Spoken(
            self._mark((key, "text"), lambda target: escape(target.words.choose(*key).text)),
            self._mark((key, "language"), lambda target: escape(target.words.choose(*key).language)),
        )

    def sentence(self, text: str, /) -> Spoken:
        """See `Words.sentence`."""
        return self._spoken("sentence", text, lambda target: escape(target.words.sentence(text).text))

    def told(self, text: str, /) -> Spoken:
        """See `Words.told`."""
        return self._spoken("told", text, lambda target: escape(target.words.told(text).text))

    def _spoken(self, how: str, text: str, resolve: _Resolve) -> Spoken:
        if not text:
            return Spoken("", "")
        # A sentence and the same English without a template are equal, but not said alike.
        return Spoken(self._mark((how, type(text), text), resolve), language_of(text))

    def fill(self, rendered: str, target: Target) -> str:
        """The rendered text with the marks replaced for one target."""
        # Every other piece is the number of a mark; a page has thousands of them and few different ones.
        pieces = _MARK.split(rendered)
        said = {number: self._said(number, target) for number in set(pieces[1::2])}
        pieces[1::2] = map(said.__getitem__, pieces[1::2])
        return "".join(pieces)

    def _said(self, number: str, target: Target) -> str:
        """What stands in the place of a mark; it may hold marks itself."""
        if int(number) >= len(self._resolvers):
            # Not ours: somebody recorded an event with control characters in it.
            return f"\x02{number}\x03"
        return _MARK.sub(lambda match: self._said(match[1], target), self._resolvers[int(number)](target))

    def _mark(self, key: object, resolve: _Resolve) -> Markup:
        known = self._numbers.get(key)
        if known is None:
            known = Markup(f"\x02{len(self._resolvers)}\x03")  # noqa: S704 (digits between two control characters)
            self._resolvers.append(resolve)
            self._numbers[key] = known
        return known


def _with_values(translated: str, values: dict[str, object]) -> str:
    """A translation as HTML: its own characters escaped, and its values too unless they are Markup."""
    return _VALUE.sub(lambda match: str(escape(values[match[1]])), str(escape(translated)))
