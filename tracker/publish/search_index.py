"""The search data: one record for each event, one classic script for each year, so that it works from ``file://`` too.

A script calls ``trackerSearch.add(year, records)``; ``search/index.js`` names the scripts. The records of a month are kept
in the build cache, so that an event more costs the reading of its month, not of its year.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from tracker.domain.event import Action, Change, Event
from tracker.publish import urls
from tracker.publish.cache import BuildCache
from tracker.publish.charts.axis import minute
from tracker.publish.page import Groundwork, TextFile, fingerprint
from tracker.publish.site_data import EventSource, MonthData, SiteData

INDEX = "search/index.js"
WHOLE_UP_TO = 20_000
"""A page that searches loads the newest years that hold so many events together, and older ones on request."""
_MONTHS = "search"
_VERSION = 2
"""Of the form of a record; part of the key under which the cache keeps a month."""


def search_groundwork(site: SiteData, cache: BuildCache) -> Iterator[Groundwork]:
    """The records of each month, made where its events are read for its pages, and put into the cache."""
    names = {data.cluster.id: data.cluster.name for data in site.clusters}
    naming = fingerprint(_VERSION, sorted(names.items()))
    for month in site.months:
        work = partial(_month_records, month, site.events, names, cache, naming)
        yield Groundwork(f"search/{month.month}", _key(month, naming), work, beside=urls.month_page(month.month))


def search_files(site: SiteData, cache: BuildCache) -> Iterator[TextFile]:
    """The scripts with the records, newest year first; `index_file` completes them."""
    names = {data.cluster.id: data.cluster.name for data in site.clusters}
    naming = fingerprint(_VERSION, sorted(names.items()))
    for year, months in _by_year(site.months).items():
        content = partial(_year_script, year, months, site.events, names, cache, naming)
        yield TextFile(_script(year), fingerprint(naming, [month.fingerprint for month in months]), content)


def index_file(site: SiteData, digests: Mapping[str, str]) -> TextFile:
    """The script that says which years there are, how many events each has, and where its records are.

    Args:
        site: The site's data.
        digests: Of the files of `search_files`, by path: they become part of the addresses, so that no browser uses an
            old copy.
    """
    years = [
        [year, sum(month.count for month in months), f"{_script(year)}?v={digests[_script(year)][:10]}"]
        for year, months in _by_year(site.months).items()
    ]
    settings = {"years": years, "whole": WHOLE_UP_TO, "clusters": [data.cluster.name for data in site.clusters]}
    text = f"trackerSearch.index({_json(settings)});\n"
    return TextFile(INDEX, fingerprint(text), lambda: text)


def forget_old_months(site: SiteData, cache: BuildCache) -> None:
    """Drop from the cache what this site does not use any more."""
    naming = fingerprint(_VERSION, sorted((data.cluster.id, data.cluster.name) for data in site.clusters))
    cache.keep_only(_MONTHS, {_key(month, naming) for month in site.months})


def _by_year(months: Iterable[MonthData]) -> dict[int, list[MonthData]]:
    """The months of each year; both newest first."""
    years: dict[int, list[MonthData]] = {}
    for month in months:
        years.setdefault(month.month.year, []).append(month)
    return years


def _script(year: int) -> str:
    return f"search/{year:04}.js"


def _year_script(
    year: int,
    months: Iterable[MonthData],
    events: EventSource,
    names: Mapping[str, str],
    cache: BuildCache,
    naming: str,
) -> Iterator[str]:
    yield f"trackerSearch.add({year},[\n"
    for number, month in enumerate(months):
        yield ",\n" if number else ""
        yield _month_records(month, events, names, cache, naming)
    yield "\n]);\n"


def _month_records(
    month: MonthData, events: EventSource, names: Mapping[str, str], cache: BuildCache, naming: str
) -> str:
    """The records of a month as JSON, one a line, newest first."""
    known = cache.load(_MONTHS, _key(month, naming))
    if isinstance(known, str):
        return known
    records = ",\n".join(_json(record(event, names[event.cluster_id])) for event in events.of_month(month.month))
    cache.save(_MONTHS, _key(month, naming), records)
    return records


def _key(month: MonthData, naming: str) -> str:
    return fingerprint(str(month.month), month.fingerprint, naming)


def record(event: Event, cluster: str) -> list[object]:
    """What the search knows of an event; empty texts and lists at the end are left out.

    In order: identifier, moment as text, kind, cluster, title, language, changes as text, body, names of subjects and
    affected components, severity, tags, other words (links, an incident's fix and updates), translated titles by
    language, minutes since 1970 where the time is known. ``site/assets/js/search-match.js`` reads them in this order.
    """
    incident = event.incident
    changes = "; ".join(change_text(change) for change in event.changes)
    components = {change.subject.name for change in event.changes} | set(incident.affects if incident else ())
    other = [link.url for link in event.links]
    if incident:
        other += [incident.fix, *(update.text for update in incident.updates)]
    values: list[object] = [
        event.id,
        str(event.when),
        event.kind.value,
        cluster,
        event.title,
        event.language,
        changes,
        event.body,
        sorted(components),
        incident.severity.value if incident else "",
        sorted(set(event.tags)),
        "\n".join(filter(None, other)),
        dict(event.translations),
        minute(event.when) if event.when.instant else 0,
    ]
    while not values[-1]:
        values.pop()
    return values


def change_text(change: Change) -> str:
    """A change as one reads it: ``kubernetes 1.7.3 → 1.7.4``."""
    if change.action is Action.REMOVED:
        return f"{change.subject} −"
    if change.before and change.to:
        return f"{change.subject} {change.before} → {change.to}"
    return f"{change.subject} {change.to}" if change.to else str(change.subject)


def _json(value: object) -> str:
    """Compact JSON in the normal form that the search compares in."""
    return unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False, separators=(",", ":")))
