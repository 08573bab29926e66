"""CSV that a spreadsheet opens without running anything in it.

A cell that begins like a formula gets an apostrophe in front
(https://owasp.org/www-community/attacks/CSV_Injection); numbers stay numbers.
"""

from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any, text: str) -> str:
    """`text` as a spreadsheet may read it, where `value` is what it stands for."""
    if isinstance(value, (int, float)):
        return text
    return f"'{text}" if text.startswith(_FORMULA) else text


def unsafe_cell(text: str) -> str:
    """The inverse of `safe_cell`: what was meant by a cell of our own export."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
