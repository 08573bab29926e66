"""How many events each day has, in eight bytes a day: a build holds this of every cluster that it has just read."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date


class DayCounts:
    """Days, each with the number of its events, in the order in which they were first met."""

    __slots__ = ("_counts", "_ordinals")

    def __init__(self, days: Iterable[date]) -> None:
        """Count the days, of which there is one for each event."""
        counts = Counter(day.toordinal() for day in days)
        self._ordinals = array("I", counts)
        self._counts = array("I", counts.values())

    def items(self) -> Iterator[tuple[date, int]]:
        """Each day, and how many events it has."""
        return zip(map(date.fromordinal, self._ordinals), self._counts, strict=True)
