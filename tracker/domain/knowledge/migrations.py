"""What changes in an object, besides its ``apiVersion``, when it moves from one API to another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.knowledge.sourced import Sourced


class FieldTest(StrEnum):
    """What is asked of a field."""

    PRESENT = "present"
    ABSENT = "absent"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Condition:
    """When it holds for an object, a person has to look."""

    path: str
    """Such as ``spec.metrics[].resource``."""
    test: FieldTest
    look: str
    """What to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiMigration(Sourced):
    """A move of one kind from one API to another."""

    old: ApiKey
    new: ApiKey
    look: tuple[str, ...]
    """What changes for every object; nothing when it is a rename for objects that meet no condition."""
    unless: tuple[Condition, ...]


class Migrations:
    """Every known move, by its two ends."""

    def __init__(self, moves: Iterator[ApiMigration], as_of: date) -> None:
        self._moves: Mapping[tuple[ApiKey, ApiKey], ApiMigration] = {(move.old, move.new): move for move in moves}
        self.as_of = as_of

    def __iter__(self) -> Iterator[ApiMigration]:
        return iter(self._moves.values())

    def find(self, old: ApiKey, new: ApiKey) -> ApiMigration | None:
        """The move between exactly these two APIs; None when nobody has written down what it changes."""
        return self._moves.get((old, new))
