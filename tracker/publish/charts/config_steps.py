"""A config key's values as a step line: drawn to scale where they are numbers or durations, else one row a value.

A few step lines are as high as their values are many; many stand in lanes as high as a line of text, on one scale.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.publish.charts.axis import TimeAxis
from tracker.publish.charts.labels import Anchor, anchors_end, fitting
from tracker.publish.charts.shapes import Mark, Riser, Span, span

_TOP = 18
_BELOW = 10
"""CSS pixels between the lowest value and the lower edge."""
_LOWEST, _STEP, _HIGHEST = 36, 30, 156
"""The height of a step line with one value, what each further value adds, and where that ends, in CSS pixels."""
_LANE_TOP, _LANE_BOTTOM = 7, 19
LANE = 26
_LANE_AWAY = 7
"""CSS pixels between a point in a lane and its label, which stands to its right."""
_LINE = 14
"""CSS pixels: labels at heights that are nearer to one another keep off one another like those on one line."""
_ROOM_AT_THE_LEFT = 12
"""Percent of the plot's width: nearer to its edge a label stands to the right of its point."""
_AWAY = 8
"""CSS pixels between a point and its label."""

_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|Ki|Mi|Gi|Ti|k|M|G|T|%)?", re.IGNORECASE)
_DURATION = re.compile(r"(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+")
_FACTORS = {
    "": 1.0,
    "%": 1.0,
    "ms": 0.001,
    "s": 1.0,
    "m": 60.0,
    "h": 3600.0,
    "d": 86400.0,
    "Ki": 2.0**10,
    "Mi": 2.0**20,
    "Gi": 2.0**30,
    "Ti": 2.0**40,
    "k": 1e3,
    "M": 1e6,
    "G": 1e9,
    "T": 1e12,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that held from one minute until another; None when the key was taken away."""

    value: str | None
    start: int
    end: int
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class ConfigChart:
    """The step line of one key."""

    axis: TimeAxis
    height: int
    base: int
    """Where zero lies."""
    line: tuple[Span, ...]
    risers: tuple[Riser, ...]
    marks: tuple[Mark, ...]
    is_to_scale: bool


def config_chart(axis: TimeAxis, settings: Sequence[Setting]) -> ConfigChart:
    """The chart of the values of one key, oldest first."""
    values = _values(settings)
    height = min(_HIGHEST, _LOWEST + _STEP * max(0, len(set(values)) - 1))
    heights, to_scale = _heights(values, _TOP, height - _BELOW)
    marks = _labelled(_marks(axis, settings, heights))
    return _chart(axis, settings, heights, marks, height, height - _BELOW, is_to_scale=to_scale)


def config_lanes(axis: TimeAxis, places: Sequence[Sequence[Setting]]) -> list[ConfigChart]:
    """A lane for each of many places that have the key, each with its values, oldest first; equal heights are equal values."""
    values = [value for settings in places for value in _values(settings)]
    heights, to_scale = _heights(values, _LANE_TOP, _LANE_BOTTOM)
    return [
        _chart(
            axis,
            settings,
            heights,
            _labelled_in_a_lane(_marks(axis, settings, heights)),
            LANE,
            _LANE_BOTTOM,
            is_to_scale=to_scale,
        )
        for settings in places
    ]


def _values(settings: Sequence[Setting]) -> list[str]:
    return [setting.value for setting in settings if setting.value is not None]


def _chart(
    axis: TimeAxis,
    settings: Sequence[Setting],
    heights: Mapping[str, float],
    marks: tuple[Mark, ...],
    height: int,
    base: int,
    *,
    is_to_scale: bool,
) -> ConfigChart:
    spans = (
        span(axis, setting.start, setting.end, "setting", heights[setting.value], setting.title, setting.href)
        for setting in settings
        if setting.value is not None
    )
    line = tuple(part for part in spans if part)
    return ConfigChart(axis, height, base, line, _risers(axis, settings, heights), marks, is_to_scale)


def _marks(axis: TimeAxis, settings: Sequence[Setting], heights: Mapping[str, float]) -> list[Mark]:
    return [
        Mark(
            setting.start,
            axis.x(setting.start),
            heights[setting.value],
            "set",
            setting.title,
            setting.href,
            setting.value,
        )
        for setting in settings
        if setting.value is not None and axis.holds(setting.start)
    ]


def _labelled_in_a_lane(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    row = [replace(mark, ends_here=anchors_end(mark.x)) for mark in marks]
    places = [(mark.x, mark.label, Anchor.of(mark.ends_here)) for mark in row]
    fits = fitting(places, marks=[mark.x for mark in row], away=_LANE_AWAY)
    return tuple(replace(mark, fits=fit) for mark, fit in zip(row, fits, strict=True))


def _labelled(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Labels stand to the left of their points, where a step line leaves room; those of about one height share a line."""
    result: list[Mark] = []
    for heights in _lines(sorted({mark.y for mark in marks})):
        row = [replace(mark, ends_here=mark.x > _ROOM_AT_THE_LEFT) for mark in marks if mark.y in heights]
        places = [(mark.x, mark.label, Anchor.of(mark.ends_here)) for mark in row]
        fits = fitting(places, marks=[mark.x for mark in row], away=_AWAY)
        result += [replace(mark, fits=fit) for mark, fit in zip(row, fits, strict=True)]
    return tuple(sorted(result, key=lambda mark: mark.at))


def _lines(heights: Sequence[float]) -> list[list[float]]:
    """Ascending heights, those together that are too near for a label above the other."""
    lines: list[list[float]] = []
    for height in heights:
        if lines and height - lines[-1][-1] < _LINE:
            lines[-1].append(height)
        else:
            lines.append([height])
    return lines


def quantity(text: str) -> float | None:
    """The number that a value stands for, in seconds or units: ``240s``, ``1h30m``, ``2Gi``, ``42``; else None."""
    if _DURATION.fullmatch(text):
        return sum(float(number) * _FACTORS[unit] for number, unit in re.findall(r"(\d+(?:\.\d+)?)(ms|[smhd])", text))
    match = _QUANTITY.fullmatch(text.strip())
    return float(match[1]) * _FACTORS.get(match[2] or "", 1.0) if match else None


def _heights(values: Sequence[str], top: int, bottom: int) -> tuple[dict[str, float], bool]:
    """The height of each value, and whether the heights are to scale (from zero)."""
    quantities = {value: quantity(value) for value in values}
    numbers = [number for number in quantities.values() if number is not None]
    if numbers and len(numbers) == len(quantities) and max(numbers) > 0:
        most = max(numbers)
        scaled = {value: number / most for value, number in quantities.items() if number is not None}
    else:
        order = list(dict.fromkeys(values))
        # The lowest place is that of zero, which no word is.
        scaled = {value: (index + 1) / len(order) for index, value in enumerate(order)}
    is_to_scale = bool(numbers) and len(numbers) == len(quantities)
    return {value: round(bottom - share * (bottom - top), 2) for value, share in scaled.items()}, is_to_scale


def _risers(axis: TimeAxis, settings: Sequence[Setting], heights: Mapping[str, float]) -> tuple[Riser, ...]:
    return tuple(
        Riser(after.start, axis.x(after.start), heights[before.value], heights[after.value])
        for before, after in pairwise(settings)
        if before.value is not None and after.value is not None and axis.holds(after.start)
    )
