"""Which labels fit beside one another: texts on a line never overlap, at any of three widths of the plot."""

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import east_asian_width

_WIDTHS = (300, 620, 900)
"""Plots of a phone, a tablet and a desktop, in CSS pixels; the style sheet shows ``fits-0``, ``fits-1``, ``fits-2``."""
_LETTER = 6.6
"""Width of a tabular digit at the size of labels, in CSS pixels; a CJK letter takes about two."""
_GAP = 8
NEVER = len(_WIDTHS)


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """The estimated width of a label in CSS pixels."""
    return sum(2 * _LETTER * 0.95 if east_asian_width(letter) in "WF" else _LETTER for letter in text)


def fitting(labels: Sequence[tuple[float, str, bool]], walls: Sequence[float] = ()) -> list[int]:
    """For each label the narrowest of the widths in which it fits beside the others: 0, 1, 2, or `NEVER`.

    What a phone shows, a desktop shows as well. Labels that come first have the first choice.

    Args:
        labels: Percentage of the point, text, and whether the text ends at the point instead of beginning there.
        walls: Percentages that no label may cross.
    """
    result = [NEVER] * len(labels)
    for size, width in enumerate(_WIDTHS):
        taken: list[tuple[float, float]] = []
        for index in sorted(range(len(labels)), key=lambda index: (result[index], index)):
            span = _span(labels[index], width)
            is_free = all(span[1] <= left or right <= span[0] for left, right in taken)
            crosses = any(span[0] + _GAP / 2 + 1 < wall / 100 * width < span[1] - _GAP / 2 - 1 for wall in walls)
            if result[index] < size or (is_free and not crosses and span[0] >= -_GAP and span[1] <= width + _GAP):
                taken.append(span)
                result[index] = min(result[index], size)
    return result


def _span(label: tuple[float, str, bool], width: int) -> tuple[float, float]:
    """The pixels that a label takes, with half a gap on both sides."""
    x, text, ends_here = label
    point, length = x / 100 * width, text_width(text)
    left = point - length if ends_here else point
    return left - _GAP / 2, left + length + _GAP / 2


def anchors_end(x: float) -> bool:
    """Whether a label at this percentage is better written to the left of its point."""
    return x > 88
