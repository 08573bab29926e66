"""Which versions of Kubernetes a cluster ran, against their support, and how often it moved: in figures."""

from dataclasses import dataclass
from datetime import date

from tracker.publish.charts.axis import day_of
from tracker.publish.charts.versions import Lifetime, Run


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version that ran."""

    version: str
    since: str
    until: str
    """Empty while it runs."""
    released_on: str
    """When its minor version came out; empty when nobody knows, like `ends_on`."""
    ends_on: str
    overdue_days: int
    """Days that it ran after its support had ended."""
    href: str


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often the cluster moves."""

    upgrades: int
    median_days: int
    """Between two upgrades; 0 when there are fewer than two."""
    longest_days: int


def version_rows(runs: tuple[Run, ...], windows: tuple[Lifetime, ...], today: date) -> tuple[VersionRow, ...]:
    """The versions of `runs`, newest first."""
    by_minor = {window.minor: window for window in windows}
    rows = []
    for index, run in enumerate(runs):
        life = by_minor.get(run.minor)
        is_last = index + 1 == len(runs)
        until = today if is_last else day_of(run.end)
        ends_on = life.ends_on if life else None
        rows.append(
            VersionRow(
                version=run.version,
                since=day_of(run.start).isoformat(),
                until="" if is_last else until.isoformat(),
                released_on=life.released_on.isoformat() if life else "",
                ends_on=ends_on.isoformat() if ends_on else "",
                overdue_days=max(0, (until - max(ends_on, day_of(run.start))).days) if ends_on else 0,
                href=run.href,
            )
        )
    return tuple(reversed(rows))


def cadence(runs: tuple[Run, ...]) -> Cadence:
    """How often one of `runs` gave way to the next."""
    gaps = sorted(run.end - run.start for run in runs[:-1])
    days = [gap // 1440 for gap in gaps]
    return Cadence(len(days), days[len(days) // 2] if days else 0, max(days, default=0))
