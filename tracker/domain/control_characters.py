"""Control characters: a terminal obeys them, so none that came from outside may reach one.

Line feeds, tabs and the carriage return before a line feed are text. The rest of C0, DEL and C1 (where U+009B begins a
command just as ESC does) is not.
"""

import re
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)"
CONTROL = re.compile(_CONTROLS)
"""One control character that is no text."""
_CONTROL_BUT_COLOUR = re.compile(rf"(?!\x1b\[[0-9;]*m)(?:{_CONTROLS})")
MASK = "\N{REPLACEMENT CHARACTER}"

_Value = TypeVar("_Value")


def visible(text: str, *, keeps_colours: bool = False) -> str:
    """The text with its control characters written out: ``ESC`` becomes ``x1b`` behind a backslash.

    Args:
        text: What is about to be shown.
        keeps_colours: The text has colours of our own in it, which stay.
    """
    if text.isprintable():
        return text
    return (_CONTROL_BUT_COLOUR if keeps_colours else CONTROL).sub(_written_out, text)


def masked(value: _Value) -> _Value:
    """A text, or a value made of texts, with a replacement character in place of each control character."""
    return _masked(value)  # type: ignore[no-any-return]


def _masked(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return CONTROL.sub(MASK, value)
    if isinstance(value, tuple):
        return tuple(map(_masked, value))
    if is_dataclass(value) and not isinstance(value, type):
        old = {each.name: getattr(value, each.name) for each in fields(value)}
        new = {name: _masked(each) for name, each in old.items()}
        return value if new == old else type(value)(**new)
    return value


def _written_out(match: re.Match[str]) -> str:
    return f"\\x{ord(match[0]):02x}"
