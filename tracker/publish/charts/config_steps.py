"""A config key's values as a step line: drawn to scale where they are numbers or durations, else one row a value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.publish.charts.axis import TimeAxis
from tracker.publish.charts.labels import Anchor, fitting
from tracker.publish.charts.shapes import Mark, Riser, Span, span

_TOP, _BOTTOM = 18, 86
HEIGHT = 96
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
    values = [setting.value for setting in settings if setting.value is not None]
    heights, to_scale = _heights(values)
    held = [setting for setting in settings if setting.value is not None]
    spans = [
        span(axis, setting.start, setting.end, "setting", heights[setting.value], setting.title, setting.href)
        for setting in held
        if setting.value is not None
    ]
    marks = [
        Mark(
            setting.start,
            axis.x(setting.start),
            heights[setting.value],
            "set",
            setting.title,
            setting.href,
            setting.value,
        )
        for setting in held
        if setting.value is not None and axis.holds(setting.start)
    ]
    return ConfigChart(
        axis=axis,
        height=HEIGHT,
        base=_BOTTOM,
        line=tuple(part for part in spans if part),
        risers=_risers(axis, settings, heights),
        marks=_labelled(marks),
        is_to_scale=to_scale,
    )


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


def _heights(values: Sequence[str]) -> tuple[dict[str, float], bool]:
    """The height of each value, and whether the heights are to scale (from zero)."""
    quantities = {value: quantity(value) for value in values}
    numbers = [number for number in quantities.values() if number is not None]
    if numbers and len(numbers) == len(quantities) and max(numbers) > 0:
        most = max(numbers)
        scaled = {value: number / most for value, number in quantities.items() if number is not None}
    else:
        order = list(dict.fromkeys(values))
        scaled = {value: index / max(1, len(order) - 1) for index, value in enumerate(order)}
    is_to_scale = bool(numbers) and len(numbers) == len(quantities)
    return {value: round(_BOTTOM - share * (_BOTTOM - _TOP), 2) for value, share in scaled.items()}, is_to_scale


def _risers(axis: TimeAxis, settings: Sequence[Setting], heights: dict[str, float]) -> tuple[Riser, ...]:
    return tuple(
        Riser(after.start, axis.x(after.start), heights[before.value], heights[after.value])
        for before, after in pairwise(settings)
        if before.value is not None and after.value is not None and axis.holds(after.start)
    )
