"""The months of the whole timeline, over all clusters."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.publish.cache import BuildCache
from tracker.publish.gathered import LARGE_MONTH, DayData, EventSource, Month, MonthData
from tracker.publish.known import Known, Touched
from tracker.publish.page import fingerprint

_DAYS = "days.2"
"""Where the cache keeps the days of large months; the number changes with the form of `DayData`."""

Days = tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class DaysRead:
    """How many events each day has in the clusters that were just read, by cluster."""

    now: Mapping[str, Mapping[date, int]]
    before: Mapping[str, Mapping[date, int]] | None
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
        remembered: dict[str, tuple[str, tuple[DayData, ...]]] = self._cache.load("state", _DAYS) or {}
        missing = {month for month, wanted in large.items() if remembered.get(month, ("", ()))[0] != wanted}
        now, before = (_by_month(days.values()) if missing and days else {} for days in (read.now, read.before))
        is_known = {
            # A build that died may have remembered the days and not the clusters.
            month: read.before is not None and remembered[month][0] == _fingerprint(month, self._before)
            for month in missing & remembered.keys()
        }
        is_all_read = all(known.cluster.id in read.now for known in self._clusters)
        counted: dict[str, Days] = {}
        for month in missing:
            counts: Counter[date]
            if is_all_read:
                counts = now[month]
            elif is_known.get(month):
                counts = Counter({data.day: data.count for data in remembered[month][1]})
                counts.update(now.get(month, {}))
                counts.subtract(before.get(month, {}))
            else:
                counts = Counter(event.when.day for event in events.of_month(_month(month)))
            counted[month] = _newest_first(+counts)
        days = {
            month: _renewed(remembered.get(month, ("", ()))[1], counted[month], wanted, touched)
            if month in missing
            else remembered[month][1]
            for month, wanted in large.items()
        }
        self._cache.save("state", _DAYS, {month: (large[month], days[month]) for month in large})
        return days


def _fingerprint(month: str, clusters: Iterable[Known]) -> str:
    return fingerprint(
        sorted((known.cluster.id, known.months[month][1]) for known in clusters if month in known.months)
    )


def _by_month(clusters: Iterable[Mapping[date, int]]) -> dict[str, Counter[date]]:
    """The days of all clusters together, by their months."""
    total: Counter[date] = Counter()
    for days in clusters:
        total.update(days)
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
