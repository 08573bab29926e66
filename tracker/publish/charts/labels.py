"""Which labels fit beside one another: texts on a line never overlap, at any of three widths of the plot."""

from collections.abc import Sequence
from unicodedata import east_asian_width

_WIDTHS = (300, 620, 1100)
"""Plots of a phone, a tablet and a desktop, in CSS pixels; the style sheet shows ``fits-0``, ``fits-1``, ``fits-2``."""
_LETTER = 6.6
"""Width of a tabular digit at the size of labels, in CSS pixels; a CJK letter takes about two."""
_GAP = 8
NEVER = len(_WIDTHS)


def text_width(text: str) -> float:
    """The estimated width of a label in CSS pixels."""
    return sum(2 * _LETTER * 0.95 if east_asian_width(letter) in "WF" else _LETTER for letter in text)


def fitting(labels: Sequence[tuple[float, str]]) -> list[int]:
    """For each label, given as percentage of its left edge and text, the narrowest width that it fits in.

    0, 1, 2 name the widths; `NEVER` says that it fits in none. A label that fits in one width may be dropped in a
    wider one only if it never was there: what a phone shows, a desktop shows as well.
    """
    result = [NEVER] * len(labels)
    for size, width in enumerate(_WIDTHS):
        taken: list[tuple[float, float]] = []
        order = sorted(range(len(labels)), key=lambda index: (result[index], index))
        for index in order:
            x, text = labels[index]
            left = x / 100 * width
            span = (left - _GAP / 2, left + text_width(text) + _GAP / 2)
            if result[index] < size:
                taken.append(span)
            elif span[1] <= width + _GAP and not any(span[0] < right and start < span[1] for start, right in taken):
                taken.append(span)
                result[index] = size
    return result


def anchors_end(x: float) -> bool:
    """Whether a label at this percentage is better written to the left of its point."""
    return x > 88
