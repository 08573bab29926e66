"""The months of the whole timeline, over all clusters."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tracker.publish.cache import BuildCache
from tracker.publish.gathered import LARGE_MONTH, DayData, EventSource, Month, MonthData
from tracker.publish.known import Known, Touched
from tracker.publish.page import fingerprint

_DAYS = "days.2"
"""Where the cache keeps the days of large months; the number changes with the form of `DayData`."""

Days = tuple[tuple[date, int], ...]


class MonthList:
    """Puts the months of the clusters together."""

    def __init__(self, clusters: Sequence[Known], cache: BuildCache) -> None:
        self._clusters = clusters
        self._cache = cache

    def build(
        self, digested: Mapping[str, Mapping[date, int]], touched: Touched, events: EventSource
    ) -> tuple[MonthData, ...]:
        """The months with events, newest first.

        Args:
            digested: Events by day of the clusters that were just read, by cluster.
            touched: What changed since the last build.
            events: Where the days of a month are counted if not all of its clusters were read.
        """
        counts: Counter[str] = Counter()
        marks: dict[str, list[tuple[str, str]]] = {}
        for known in self._clusters:
            for month, (count, mark) in known.months.items():
                counts[month] += count
                marks.setdefault(month, []).append((known.cluster.id, mark))
        fingerprints = {month: fingerprint(sorted(pairs)) for month, pairs in marks.items()}
        large = {month: fingerprints[month] for month, count in counts.items() if count > LARGE_MONTH}
        days = self._days(large, digested, touched, events)
        return tuple(
            MonthData(_month(month), counts[month], fingerprints[month], days.get(month, ()))
            for month in sorted(counts, reverse=True)
        )

    def _days(
        self,
        large: Mapping[str, str],
        digested: Mapping[str, Mapping[date, int]],
        touched: Touched,
        events: EventSource,
    ) -> dict[str, tuple[DayData, ...]]:
        """The days of the large months, newest first; `large` has the fingerprints of the months."""
        remembered: dict[str, tuple[str, tuple[DayData, ...]]] = self._cache.load("state", _DAYS) or {}
        missing = {month for month, wanted in large.items() if remembered.get(month, ("", ()))[0] != wanted}
        counted = self._counted(missing, digested, events) if missing else {}
        days = {
            month: _renewed(remembered.get(month, ("", ()))[1], counted[month], wanted, touched)
            if month in missing
            else remembered[month][1]
            for month, wanted in large.items()
        }
        self._cache.save("state", _DAYS, {month: (large[month], days[month]) for month in large})
        return days

    def _counted(
        self, months: Iterable[str], digested: Mapping[str, Mapping[date, int]], events: EventSource
    ) -> dict[str, Days]:
        if all(known.cluster.id in digested for known in self._clusters):
            total: Counter[date] = Counter()
            for days in digested.values():
                total.update(days)
            by_month: dict[str, Counter[date]] = {}
            for day, count in total.items():
                by_month.setdefault(str(Month.of(day)), Counter())[day] = count
            return {month: _newest_first(by_month[month]) for month in months}
        return {
            month: _newest_first(Counter(event.when.day for event in events.of_month(_month(month))))
            for month in months
        }


def _renewed(before: Iterable[DayData], counted: Days, month: str, touched: Touched) -> tuple[DayData, ...]:
    """The days of a month that has the fingerprint `month` now: those that nothing touched keep theirs."""
    known = {data.day: data for data in before}
    return tuple(
        known[day]
        if day in known and known[day].count == count and not touched.has_day(day)
        else DayData(day, count, fingerprint(month, day))
        for day, count in counted
    )


def _newest_first(days: Mapping[date, int]) -> Days:
    return tuple(sorted(days.items(), reverse=True))


def _month(text: str) -> Month:
    year, _, number = text.partition("-")
    return Month(int(year), int(number))
