"""How many columns of a terminal a text takes, and how to fold it into a given number of columns."""

import unicodedata
from collections.abc import Iterator

_WIDE = frozenset("WF")
_INVISIBLE = frozenset(("Mn", "Me", "Cf"))
"""Marks that sit on the character before, and format characters such as the joiner within an emoji."""


def width(text: str) -> int:
    """The columns that `text` takes: Hangul, CJK and emoji take two."""
    return len(text) if text.isascii() else sum(_columns(character) for character in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """`text` filled up with spaces to `columns`; on the left when it is aligned right."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def fold(text: str, columns: int) -> Iterator[str]:
    """The lines of `text` when each may take `columns`; broken at spaces, and within a word that is longer.

    Yields at least one line. Nothing is left out but the spaces at the breaks.
    """
    for line in text.splitlines() or [""]:
        rest = line
        while width(rest) > columns:
            cut = _cut(rest, columns)
            yield rest[:cut].rstrip()
            rest = rest[cut:].lstrip()
        yield rest


def shorten(text: str, columns: int) -> str:
    """The first line of `text`, with an ellipsis where it does not fit into `columns`."""
    line, *more = text.splitlines() or [""]
    if width(line) <= columns and not more:
        return line
    return line[: _fitting(line, columns - 1)].rstrip() + "…"


def _cut(text: str, columns: int) -> int:
    """Where to break: behind the last space that fits, or where the columns end."""
    fitting = max(1, _fitting(text, columns))
    if text[fitting : fitting + 1] == " ":
        return fitting
    space = text.rfind(" ", 0, fitting)
    return space if space > 0 else fitting


def _fitting(text: str, columns: int) -> int:
    """How many characters of `text` fit into `columns`."""
    taken = 0
    for position, character in enumerate(text):
        taken += _columns(character)
        if taken > columns:
            return position
    return len(text)


def _columns(character: str) -> int:
    if unicodedata.east_asian_width(character) in _WIDE:
        return 2
    return 0 if unicodedata.category(character) in _INVISIBLE else 1
