"""iCalendar files (RFC 5545): ends of support and maintenance windows, of all clusters and of each."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial

from tracker.domain.event import Event
from tracker.domain.when import When
from tracker.publish import urls
from tracker.publish.gathered import ClusterData, SiteData
from tracker.publish.page import TextFile, fingerprint
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
        for event in data.maintenance:
            lines += _maintenance(site, data, event)
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
        start=f"DTSTART;VALUE=DATE:{ends_on:%Y%m%d}",
        end=f"DTEND;VALUE=DATE:{ends_on + timedelta(days=1):%Y%m%d}",
        summary=f"{data.cluster.name}: last day of support for Kubernetes {version}",
        target=urls.cluster(data.cluster.name),
        category="END OF SUPPORT",
    )


def _maintenance(site: SiteData, data: ClusterData, event: Event) -> list[str]:
    start, end = _bounds(event.when, event.ended)
    return _entry(
        site,
        uid=event.id,
        start=start,
        end=end,
        summary=f"{data.cluster.name}: {event.title}",
        target=urls.event(event.when.day, event.id),
        category="MAINTENANCE",
    )


def _bounds(when: When, ended: When | None) -> tuple[str, str]:
    """DTSTART and DTEND of the same type: instants where both are known, else whole days (the end is exclusive)."""
    last = ended or when
    if when.instant is not None and last.instant is not None:
        until = max(last.instant, when.instant)
        return f"DTSTART:{_instant(when.instant)}", f"DTEND:{_instant(until)}"
    return (
        f"DTSTART;VALUE=DATE:{when.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{_day_after(last.last_day):%Y%m%d}",
    )


def _entry(site: SiteData, *, uid: str, start: str, end: str, summary: str, target: str, category: str) -> list[str]:
    # The stamp is the day of the reference data: the same input gives the same bytes.
    lines = ["BEGIN:VEVENT", f"UID:{uid}@tracker", f"DTSTAMP:{site.reference.as_of:%Y%m%d}T000000Z", start, end]
    lines += [f"SUMMARY:{_escaped(summary)}", f"CATEGORIES:{category}", "TRANSP:TRANSPARENT"]
    if site.base_url:
        lines.append(f"URL:{site.base_url}{target}")
    return [*lines, "END:VEVENT"]


def _day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


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
