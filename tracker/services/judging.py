"""Judging the same facts once, for all days and all clusters.

What rules say of unchanged facts is a step function of the day (see `tracker.rules.world`). A `Judge` keeps those steps
by the facts' values, so that replaying a thousand clusters judges each combination of values once.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Outcome
from tracker.rules.base import Rule
from tracker.rules.world import World

KeyT = TypeVar("KeyT", bound=Hashable)
FactsT = TypeVar("FactsT")

_MOST_KEYS = 200_000
"""Beyond so many different facts the memory is given back: about 100 MB."""


@dataclass(frozen=True, slots=True)
class Step:
    """The outcomes that hold from one day to another, as ordinals, both inclusive."""

    first: int
    last: int
    outcomes: tuple[Outcome, ...]


class Judge(Generic[KeyT, FactsT]):
    """Rules of one sort, and what they said about the values that they were shown."""

    def __init__(
        self, rules: Sequence[Rule[FactsT]], facts_of: Callable[[KeyT, World], FactsT], reference: Reference
    ) -> None:
        self._rules = rules
        self._facts_of = facts_of
        self._reference = reference
        self._steps: dict[KeyT, list[Step]] = {}

    def between(self, key: KeyT, first: int, last: int) -> Iterator[Step]:
        """What the rules say about `key` from day to day: steps with outcomes only, cut to the days asked for."""
        steps = self._steps.get(key)
        if steps is None:
            if len(self._steps) >= _MOST_KEYS:
                self._steps.clear()
            steps = self._steps[key] = []
        index, day = 0, first
        while day <= last:
            while index < len(steps) and steps[index].last < day:
                index += 1
            if index == len(steps) or steps[index].first > day:
                limit = steps[index].first - 1 if index < len(steps) else None
                floor = steps[index - 1].last + 1 if index else None
                steps.insert(index, self._judge(key, day, floor, limit))
            step = steps[index]
            if step.outcomes:
                yield Step(day, min(step.last, last), step.outcomes)
            day = step.last + 1

    def _judge(self, key: KeyT, day: int, floor: int | None, limit: int | None) -> Step:
        """The step around a day, kept clear of the steps that are known before and after it."""
        world = World(self._reference, date.fromordinal(day))
        facts = self._facts_of(key, world)
        outcomes = tuple(outcome for rule in self._rules for outcome in rule.check(facts))
        holds = world.holds
        first = holds.starts_on.toordinal()
        last = (holds.ends_on or date.max).toordinal()
        return Step(
            first if floor is None else max(first, floor), last if limit is None else min(last, limit), outcomes
        )
