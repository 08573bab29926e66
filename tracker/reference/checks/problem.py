"""What a check finds, and the small questions that several checks ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Problem:
    """One contradiction in the data."""

    table: str
    row: str
    """How a person names the row: ``1.31.4``, ``amazon-eks 1.31``."""
    text: str


def in_order(table: str, row: str, days: Sequence[tuple[str, date | None]]) -> Iterator[Problem]:
    """Known days that do not follow one another; equal days are fine."""
    known = [(name, day) for name, day in days if day is not None]
    for (earlier_name, earlier), (later_name, later) in pairwise(known):
        if later < earlier:
            yield Problem(table, row, f"{later_name} {later} is before {earlier_name} {earlier}")
