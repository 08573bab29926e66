"""The minors between here and there: one at a time, none skipped."""

from itertools import pairwise

from tracker.domain.errors import InvalidDataError
from tracker.domain.upgrade.plan import Direction
from tracker.domain.version import Minor


def direction_of(current: Minor, target: Minor, *, rollback: bool = False) -> Direction:
    """Where the way from `current` to `target` leads.

    Raises:
        InvalidDataError: The target is older and nobody asked for a rollback, or newer and somebody did.
    """
    if target == current:
        return Direction.SAME
    if target < current and not rollback:
        raise InvalidDataError(f"{target} is older than the recorded {current}: ask for it with --rollback")
    if target > current and rollback:
        raise InvalidDataError(f"{target} is newer than the recorded {current}: that is no rollback")
    return Direction.ROLLBACK if target < current else Direction.UPGRADE


def hops_between(current: Minor, target: Minor) -> tuple[tuple[Minor, Minor], ...]:
    """The ordered pairs (from, to) that lead from one minor to the other; empty when they are the same.

    Raises:
        InvalidDataError: The major versions differ.
    """
    distance = current.behind(target)
    step = 1 if distance > 0 else -1
    minors = [Minor(current.major, current.number + step * count) for count in range(abs(distance) + 1)]
    return tuple(pairwise(minors))
