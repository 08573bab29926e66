"""iCalendar files (RFC 5545): ends of support and maintenance windows, of all clusters and of each."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial

from tracker.domain.when import When
from tracker.publish import urls
from tracker.publish.gathered import ClusterData, Moment
from tracker.publish.page import TextFile, fingerprint
from tracker.publish.site_data import SiteData
from tracker.publish.views.standing import standing

ALL = "support.ics"
_LONGEST_LINE = 75
"""Octets in a line, without its end (RFC 5545, 3.1)."""


def files(site: SiteData) -> Iterator[TextFile]:
    """The calendar of the site, and those of its clusters."""
    marks = [data.fingerprint for data in site.clusters]
    common = (site.title, site.today, site.base_url, site.reference.edition)
    yield TextFile(ALL, fingerprint(common, marks), partial(_calendar, site, site.title, site.clusters))
    for data in site.clusters:
        name = data.cluster.name
        path = urls.cluster_file(name, "support.ics")
        title = f"{site.title}: {name}"
        yield TextFile(path, fingerprint(common, data.fingerprint, name), partial(_calendar, site, title, (data,)))


def _calendar(site: SiteData, title: str, clusters: Sequence[ClusterData]) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tracker//site//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_escaped(title)}")
    for data in clusters:
        lines += _end_of_support(site, data)
        for moment, ended in data.maintenance:
            lines += _maintenance(site, data, moment, ended)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _end_of_support(site: SiteData, data: ClusterData) -> list[str]:
    """The last day on which the version that runs today is supported."""
    now = standing(data, site.reference, site.today)
    if now.support.ends_on is None or data.cluster.retired is not None:
        return []
    ends_on = now.support.ends_on
    version = now.kubernetes
    return _entry(
        site,
        uid=f"{data.cluster.id}-{'.'.join(version.split('.')[:2])}-end-of-support",
        bounds=_days(ends_on, ends_on),
        summary=f"{data.cluster.name}: last day of support for Kubernetes {version}",
        target=urls.cluster(data.cluster.name),
        category="END OF SUPPORT",
    )


def _maintenance(site: SiteData, data: ClusterData, moment: Moment, ended: When | None) -> list[str]:
    return _entry(
        site,
        uid=moment.id,
        bounds=_bounds(moment.when, ended),
        summary=f"{data.cluster.name}: {moment.title}",
        target=urls.event(moment.when.day, moment.id),
        category="MAINTENANCE",
    )


def _bounds(when: When, ended: When | None) -> list[str]:
    """DTSTART and, if the end is later, DTEND of the same type: instants where both are known, else whole days."""
    last = ended or when
    if when.instant is None or last.instant is None:
        return _days(when.day, last.last_day)
    start = f"DTSTART:{_instant(when.instant)}"
    return [start, f"DTEND:{_instant(last.instant)}"] if last.instant > when.instant else [start]


def _days(first: date, last: date) -> list[str]:
    """Whole days, both inclusive; DTEND itself is exclusive."""
    start, last = f"DTSTART;VALUE=DATE:{_digits(first)}", max(first, last)
    # Without an end, an entry takes one day; nothing comes after the last day of the calendar.
    return [start] if last == date.max else [start, f"DTEND;VALUE=DATE:{_digits(last + timedelta(days=1))}"]


def _entry(site: SiteData, *, uid: str, bounds: Sequence[str], summary: str, target: str, category: str) -> list[str]:
    # The stamp is the day of the reference data: the same input gives the same bytes.
    lines = ["BEGIN:VEVENT", f"UID:{uid}@tracker", f"DTSTAMP:{_digits(site.reference.as_of)}T000000Z", *bounds]
    lines += [f"SUMMARY:{_escaped(summary)}", f"CATEGORIES:{category}", "TRANSP:TRANSPARENT"]
    if site.base_url:
        lines.append(f"URL:{site.base_url}{target}")
    return [*lines, "END:VEVENT"]


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _instant(instant: datetime) -> str:
    """A time in UTC, to the second."""
    utc = instant.astimezone(UTC)
    return f"{_digits(utc.date())}T{utc:%H%M%S}Z"


def _escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11), on one line and without control characters."""
    text = "".join(letter for letter in text.replace("\r\n", "\n") if letter >= " " or letter == "\n")
    for raw, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(raw, escaped)
    return text


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets that never cut a letter; all but the first begin with a space."""
    if len(line.encode()) <= _LONGEST_LINE:
        yield line
        return
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LONGEST_LINE:
            yield piece
            piece = " "
        piece += letter
    yield piece
