"""The months of the whole timeline, over all clusters."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.publish.cache import BuildCache
from tracker.publish.day_counts import DayCounts
from tracker.publish.gathered import Month
from tracker.publish.known import Known, Touched
from tracker.publish.page import fingerprint
from tracker.publish.site_data import LARGE_MONTH, DayData, EventSource, MonthData

_DAYS = "days.2"
"""Where the cache keeps the days of large months; the number changes with the form of `DayData`."""

Days = tuple[tuple[date, int], ...]
Remembered = Mapping[str, tuple[str, tuple[DayData, ...]]]
"""By month: its fingerprint and its days."""


@dataclass(frozen=True, slots=True)
class DaysRead:
    """How many events each day has in the clusters that were just read, by cluster."""

    now: Mapping[str, DayCounts]
    before: Mapping[str, DayCounts] | None
    """As the last build found them; None when that is not known of all of them, or others are gone since."""


class MonthList:
    """Puts the months of the clusters together."""

    def __init__(self, clusters: Sequence[Known], before: Collection[Known], cache: BuildCache) -> None:
        """Prepare.

        Args:
            clusters: As they are now.
            before: As the last build found them.
            cache: Where the days of large months are kept.
        """
        self._clusters = clusters
        self._before = before
        self._cache = cache

    def build(self, read: DaysRead, touched: Touched, events: EventSource) -> tuple[MonthData, ...]:
        """The months with events, newest first.

        Args:
            read: The days of the clusters that were just read.
            touched: What changed since the last build.
            events: Where the days of a month are counted if nothing tells them otherwise.
        """
        counts: Counter[str] = Counter()
        for known in self._clusters:
            counts.update({month: count for month, (count, _) in known.months.items()})
        fingerprints = {month: _fingerprint(month, self._clusters) for month in counts}
        large = {month: fingerprints[month] for month, count in counts.items() if count > LARGE_MONTH}
        days = self._days(large, read, touched, events)
        return tuple(
            MonthData(_month(month), counts[month], fingerprints[month], days.get(month, ()))
            for month in sorted(counts, reverse=True)
        )

    def _days(
        self,
        large: Mapping[str, str],
        read: DaysRead,
        touched: Touched,
        events: EventSource,
    ) -> dict[str, tuple[DayData, ...]]:
        """The days of the large months, newest first; `large` has the fingerprints of the months."""
        remembered: Remembered = self._cache.load("state", _DAYS) or {}
        missing = {month for month, wanted in large.items() if remembered.get(month, ("", ()))[0] != wanted}
        counted = self._counted(missing, remembered, read, events) if missing else {}
        days = {
            month: _renewed(remembered.get(month, ("", ()))[1], counted[month], wanted, touched)
            if month in missing
            else remembered[month][1]
            for month, wanted in large.items()
        }
        self._cache.save("state", _DAYS, {month: (large[month], days[month]) for month in large})
        return days

    def _counted(
        self, months: Collection[str], remembered: Remembered, read: DaysRead, events: EventSource
    ) -> dict[str, Days]:
        """How many events each day of some months has."""
        now = _by_month(read.now.values())
        if all(known.cluster.id in read.now for known in self._clusters):
            return {month: _newest_first(now[month]) for month in months}
        before = _by_month(read.before.values()) if read.before is not None else None
        counted: dict[str, Days] = {}
        for month in months:
            # A build that died may have remembered the days and not the clusters.
            if before is not None and month in remembered and remembered[month][0] == _fingerprint(month, self._before):
                counts = Counter({data.day: data.count for data in remembered[month][1]})
                counts.update(now.get(month, {}))
                counts.subtract(before.get(month, {}))
            else:
                counts = Counter(event.when.day for event in events.of_month(_month(month)))
            counted[month] = _newest_first(+counts)
        return counted


def _fingerprint(month: str, clusters: Iterable[Known]) -> str:
    return fingerprint(
        sorted((known.cluster.id, known.months[month][1]) for known in clusters if month in known.months)
    )


def _by_month(clusters: Iterable[DayCounts]) -> dict[str, Counter[date]]:
    """The days of all clusters together, by their months."""
    total: Counter[date] = Counter()
    for days in clusters:
        total.update(dict(days.items()))
    months: dict[str, Counter[date]] = {}
    for day, count in total.items():
        months.setdefault(str(Month.of(day)), Counter())[day] = count
    return months


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
