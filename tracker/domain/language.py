"""The language of a text by its script: enough to tell a screen reader and a search engine."""

import re

_LATIN_WORD = re.compile("[A-Za-z]{2}")
_SCRIPTS = (
    ("ko", (("\uac00", "\ud7a3"), ("\u3131", "\u318e"))),
    ("ja", (("\u3040", "\u30ff"),)),
    ("zh", (("\u4e00", "\u9fff"),)),
)
"""The first and last character of each script. Compared by hand: compiling them takes longer than reading a title."""


def detect_language(text: str) -> str:
    """A BCP 47 tag, or an empty text when there is no word in it.

    Latin letters count as English unless a script of East Asia stands among them: a Korean sentence names its
    components in Latin letters.
    """
    if not text.isascii():
        for tag, spans in _SCRIPTS:
            if any(first <= character <= last for character in text for first, last in spans):
                return tag
    return "en" if _LATIN_WORD.search(text) else ""
