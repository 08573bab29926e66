"""Limits and defaults never contradict one another: for two versions on a day there is at most one."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import TypeVar

from tracker.domain.knowledge.policies import SkewLimit
from tracker.domain.version import Minor
from tracker.reference.checks.problem import Problem
from tracker.reference.known import KnownWorld

_Bound = TypeVar("_Bound", Minor, date)

_SKEW, _SETTINGS = "policies/version-skew", "policies/settings"


def check_skew(world: KnownWorld) -> Iterator[Problem]:
    """No two limits cover the same versions on the same day."""
    for one, other in combinations(world.all_skew_limits(), 2):
        if (one.subject, one.reference) == (other.subject, other.reference) and _overlap(one, other):
            yield Problem(_SKEW, one.id, f"covers the same versions and days as {other.id}")


def _overlap(one: SkewLimit, other: SkewLimit) -> bool:
    return (
        _meet(one.reference_from, one.reference_to, other.reference_from, other.reference_to)
        and _meet(one.subject_from, one.subject_to, other.subject_from, other.subject_to)
        and _meet(one.in_force_from, one.in_force_until, other.in_force_from, other.in_force_until)
    )


def _meet(first: _Bound | None, last: _Bound | None, other_first: _Bound | None, other_last: _Bound | None) -> bool:
    begins_in_time = first is None or other_last is None or first <= other_last
    ends_late_enough = last is None or other_first is None or other_first <= last
    return begins_in_time and ends_late_enough


def check_settings(world: KnownWorld) -> Iterator[Problem]:
    """A setting has at most one default for a minor."""
    for one, other in combinations(world.all_setting_defaults(), 2):
        if one.name == other.name and _meet(one.applies_from, one.applies_to, other.applies_from, other.applies_to):
            yield Problem(_SETTINGS, f"{one.name} {one.value}", f"covers the same minors as {other.value}")
