"""What a plain YAML scalar means to Kubernetes.

kubectl turns YAML into JSON before anything else, by the rules of YAML 1.1 without dates and base-60 numbers. The same
text means the same here: ``yes`` is true, ``010`` is eight, ``2024-01-01`` is text.
"""

import re

_WORDS: dict[str, bool | None] = {"": None, "~": None}
for _word, _value in (("null", None), ("true", True), ("yes", True), ("on", True)):
    _WORDS |= dict.fromkeys((_word, _word.title(), _word.upper()), _value)
for _word in ("false", "no", "off"):
    _WORDS |= dict.fromkeys((_word, _word.title(), _word.upper()), False)

_INTEGER = re.compile(r"([-+]?)(?:0b([01_]+)|0o?([0-7_]+)|0x([0-9a-fA-F_]+)|(0|[1-9][0-9_]*))")
_BASES = (2, 8, 16, 10)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"([-+]?)\.(?:(inf|Inf|INF)|(nan|NaN|NAN))")
_NUMBER_STARTS = frozenset("0123456789+-.")
_MAX_NUMBER_LENGTH = 400
"""Longer runs of digits stay text: nothing in Kubernetes holds them, and converting them takes quadratic time."""

Scalar = str | int | float | bool | None


def plain_value(text: str) -> Scalar:
    """The value of an unquoted scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS or len(text) > _MAX_NUMBER_LENGTH:
        return text
    return _number(text)


def _number(text: str) -> Scalar:
    whole = _INTEGER.fullmatch(text)
    if whole is not None:
        sign, *digits = whole.groups()
        base, number = next((base, number) for base, number in zip(_BASES, digits, strict=True) if number is not None)
        number = number.replace("_", "")
        return int(sign + number, base) if number else text
    if _FLOAT.fullmatch(text):
        return float(text.replace("_", ""))
    special = _SPECIAL.fullmatch(text)
    if special is not None:
        return float(special[1] + (special[2] or special[3]))
    return text
