"""Korean particles after values: 은 or 는, 이 or 가, 을 or 를, as the last sound of the value asks for.

Translations write both forms after a value, as Koreans do by hand where they do not know: ``%(name)s을(를)``. What stands
in a value is text, so the last sound is that of its last letter as one reads it: a Hangul syllable, a digit of a version,
a name in Latin letters.
"""

import re
from collections.abc import Mapping

_FORMS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)라": ("이라", "라"),
    "(이)고": ("이고", "고"),
}
"""After a consonant, and after a vowel."""
_PLACE = re.compile(rf"%\((\w+)\)s([`'\"”’)]*)({'|'.join(map(re.escape, _FORMS))})?")
_BEFORE_A_PARTICLE = re.compile(r"[^0-9A-Za-z가-힣]+$")

_NO_FINAL, _RIEUL, _OTHER = range(3)
_DIGITS = dict(
    zip(
        "0123456789",
        (_OTHER, _RIEUL, _NO_FINAL, _OTHER, _NO_FINAL, _NO_FINAL, _OTHER, _RIEUL, _RIEUL, _NO_FINAL),
        strict=True,
    )
)
_LETTERS = {"L": _RIEUL, "R": _RIEUL, "M": _OTHER, "N": _OTHER}
"""Names of letters that end in a consonant, for abbreviations: 엘, 알, 엠, 엔."""
_WORDS = (
    re.compile(r"(?:le|l)$", re.IGNORECASE),
    re.compile(r"(?:[aeiou][ptkbc]|ck|[mn]|ng|[aeiou][mn]e)$", re.IGNORECASE),
)
"""Endings of words that are read with ㄹ at the end, and with another consonant: MaxScale, kubelet, Helm."""


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its values, and the particles that fit them."""

    def put(match: re.Match[str]) -> str:
        name, closing, particle = match.groups()
        return f"{values[name]}{closing or ''}{fitting(values[name], particle) if particle else ''}"

    return _PLACE.sub(put, template)


def fitting(text: str, particle: str) -> str:
    """The form of a particle after a text; both where it ends in something that nobody reads out."""
    final = _final(_BEFORE_A_PARTICLE.sub("", text))
    if final is None:
        return particle
    after_consonant, after_vowel = _FORMS[particle]
    if final == _RIEUL and particle == "(으)로":
        return after_vowel
    return after_vowel if final == _NO_FINAL else after_consonant


def _final(text: str) -> int | None:
    """How a text ends when it is read out."""
    last = text[-1:]
    if "가" <= last <= "힣":
        consonant = (ord(last) - ord("가")) % 28
        return _NO_FINAL if consonant == 0 else _RIEUL if consonant == 8 else _OTHER
    if last in _DIGITS:
        return _DIGITS[last]
    word = re.search(r"[A-Za-z]+$", text)
    if word is None:
        return None
    if word[0].isupper():
        return _LETTERS.get(last, _NO_FINAL)
    with_rieul, with_other = _WORDS
    return _RIEUL if with_rieul.search(word[0]) else _OTHER if with_other.search(word[0]) else _NO_FINAL
