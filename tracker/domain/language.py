"""The language of a text by its script: enough to tell a screen reader and a search engine."""

import re

_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7a3\u3131-\u318e]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("en", re.compile(r"[A-Za-z]{2}")),
)


def detect_language(text: str) -> str:
    """A BCP 47 tag, or an empty text when there is no word in it.

    Latin letters count as English unless a script of East Asia stands among them: a Korean sentence names its
    components in Latin letters.
    """
    return next((tag for tag, script in _SCRIPTS if script.search(text)), "")
