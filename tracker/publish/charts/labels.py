"""Which labels fit beside one another: texts on a line never overlap, at any of three widths of the plot."""

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from unicodedata import east_asian_width

WIDTHS = (300, 620, 900)
"""Plots of a phone, a tablet and a desktop, in CSS pixels; the style sheet shows ``fits-0``, ``fits-1``, ``fits-2``."""
_LETTER = 6.6
"""Width of a tabular digit at the size of labels, in CSS pixels; a CJK letter takes about two."""
_GAP = 8
_MARK = 6
"""Half the width of a mark, in CSS pixels."""
NEVER = len(WIDTHS)


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """The estimated width of a label in CSS pixels."""
    return sum(2 * _LETTER * 0.95 if east_asian_width(letter) in "WF" else _LETTER for letter in text)


class Anchor(StrEnum):
    """Which part of a label stands at its point: SVG's ``text-anchor``."""

    START = "start"
    MIDDLE = "middle"
    END = "end"

    @classmethod
    def of(cls, ends_here: bool) -> "Anchor":
        """To the left of the point, or to its right."""
        return cls.END if ends_here else cls.START


def fitting(
    labels: Sequence[tuple[float, str, Anchor]],
    walls: Sequence[float] = (),
    *,
    marks: Sequence[float] = (),
    away: float = 0,
) -> list[int]:
    """For each label the narrowest of the widths in which it fits beside the others: 0, 1, 2, or `NEVER`.

    What a phone shows, a desktop shows as well. Labels that come first have the first choice.

    Args:
        labels: Percentage of the point, text, and what of the text stands at the point.
        walls: Percentages that no label may cross.
        marks: Percentages of what is drawn at the height of the labels and must not be covered, their own points too.
        away: CSS pixels between a label and its point.
    """
    result = [NEVER] * len(labels)
    for size, width in enumerate(WIDTHS):
        drawn = sorted(mark / 100 * width for mark in marks)
        crossed = sorted(wall / 100 * width for wall in walls)
        taken: list[tuple[float, float]] = []
        for index in sorted(range(len(labels)), key=lambda index: (result[index], index)):
            span = _span(labels[index], width, away)
            is_free = all(span[1] <= left or right <= span[0] for left, right in taken)
            is_free = is_free and not _covers_any(span, crossed, -1) and not _covers_any(span, drawn, _MARK)
            if result[index] < size or (is_free and span[0] >= -_GAP and span[1] <= width + _GAP):
                taken.append(span)
                result[index] = min(result[index], size)
    return result


def _span(label: tuple[float, str, Anchor], width: int, away: float) -> tuple[float, float]:
    """The pixels that a label takes, with half a gap on both sides."""
    x, text, anchor = label
    point, length = x / 100 * width, text_width(text)
    lefts = {Anchor.START: point + away, Anchor.MIDDLE: point - length / 2, Anchor.END: point - length - away}
    return lefts[anchor] - _GAP / 2, lefts[anchor] + length + _GAP / 2


def _covers_any(span: tuple[float, float], points: Sequence[float], reach: float) -> bool:
    """Whether the text within a span comes nearer than `reach` to a point, or crosses it by as much where negative.

    The points are ascending.
    """
    first = bisect_right(points, span[0] + _GAP / 2 - reach)
    return first < len(points) and points[first] < span[1] - _GAP / 2 + reach


def anchors_end(x: float) -> bool:
    """Whether a label at this percentage is better written to the left of its point."""
    return x > 88
