"""Judging the same facts once, for all days and all clusters.

What rules say of unchanged facts is a step function of the day (see `tracker.rules.world`). A `Judge` keeps those steps
by what the facts are about and by their value, so that replaying a thousand clusters judges each value once.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Outcome
from tracker.rules.base import Rule
from tracker.rules.world import World

AboutT = TypeVar("AboutT", bound=Hashable)
ValueT = TypeVar("ValueT", bound=Hashable)
FactsT = TypeVar("FactsT")

_MOST_VALUES = 20_000
"""Beyond so many values of one thing, what is remembered of them is given back: about 10 MB."""


class Step(NamedTuple):
    """The outcomes that hold from one day to another, as ordinals, both inclusive."""

    first: int
    last: int
    outcomes: tuple[Outcome, ...]


class Answers(Generic[ValueT]):
    """What the rules say about one thing, by its value."""

    __slots__ = ("_judge", "_reduce", "_reduced", "_steps")

    def __init__(self, judge: Callable[[ValueT, int], Step], reduce: Callable[[ValueT], ValueT] | None) -> None:
        self._judge = judge
        self._reduce = reduce
        self._steps: dict[ValueT, list[Step]] = {}
        """By value; values that are judged alike share a list."""
        self._reduced: dict[ValueT, ValueT] = {}

    def between(self, value: ValueT, first: int, last: int) -> Sequence[Step]:
        """What the rules say from day to day: steps with outcomes only, cut to the days asked for."""
        steps = self._steps.get(value)
        if steps is None:
            steps = self._new_steps(value)
        if steps and steps[0].first <= first and last <= steps[0].last:
            # The usual case: one step holds for all of it, and is silent.
            return (Step(first, last, steps[0].outcomes),) if steps[0].outcomes else ()
        return self._walk(value, steps, first, last)

    def _new_steps(self, value: ValueT) -> list[Step]:
        if len(self._steps) >= _MOST_VALUES:
            self._steps.clear()
            self._reduced.clear()
        reduced = value
        if self._reduce is not None:
            reduced = self._reduced[value] = self._reduce(value)
        steps = self._steps[value] = self._steps.setdefault(reduced, [])
        return steps

    def _walk(self, value: ValueT, steps: list[Step], first: int, last: int) -> Sequence[Step]:
        index, day, told = 0, first, []
        while day <= last:
            while index < len(steps) and steps[index].last < day:
                index += 1
            if index == len(steps) or steps[index].first > day:
                steps.insert(index, self._step(value, day, steps, index))
            step = steps[index]
            if step.outcomes:
                told.append(Step(day, min(step.last, last), step.outcomes))
            day = step.last + 1
        return told

    def _step(self, value: ValueT, day: int, steps: list[Step], index: int) -> Step:
        """The step around a day, kept clear of the steps that are known before and after it."""
        step = self._judge(self._reduced.get(value, value), day)
        first = max(step.first, steps[index - 1].last + 1) if index else step.first
        last = min(step.last, steps[index].first - 1) if index < len(steps) else step.last
        return Step(first, last, step.outcomes)


class Judge(Generic[AboutT, ValueT, FactsT]):
    """Rules of one sort, and what they said about everything that they were shown.

    `reduce` gives, for a value, the coarser one by which these rules judge it: many patch releases, one release line.
    """

    def __init__(
        self,
        rules: Sequence[Rule[FactsT]],
        facts_of: Callable[[AboutT, ValueT, World], FactsT],
        reference: Reference,
        reduce: Callable[[AboutT, ValueT], ValueT] | None = None,
    ) -> None:
        self.rules = rules
        self._facts_of = facts_of
        self._reduce = reduce
        self._reference = reference
        self._answers: dict[AboutT, Answers[ValueT]] = {}

    def about(self, about: AboutT) -> Answers[ValueT]:
        """What the rules say about one thing: the same object each time."""
        answers = self._answers.get(about)
        if answers is None:
            answers = self._answers[about] = self.anew(about)
        return answers

    def anew(self, about: AboutT) -> Answers[ValueT]:
        """Answers that are not kept: for facts that no two clusters share."""
        reduce = self._reduce
        reduced = (lambda value: reduce(about, value)) if reduce else None
        return Answers(lambda value, day: self._judge(about, value, day), reduced)

    def _judge(self, about: AboutT, value: ValueT, day: int) -> Step:
        world = World(self._reference, date.fromordinal(day))
        facts = self._facts_of(about, value, world)
        outcomes = tuple(outcome for rule in self.rules for outcome in rule.check(facts))
        holds = world.holds
        return Step(holds.starts_on.toordinal(), (holds.ends_on or date.max).toordinal(), outcomes)
