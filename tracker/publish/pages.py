"""The list of everything that a site consists of, in the order in which it is built."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain

from tracker.domain.ledger import canonical_json
from tracker.publish import urls
from tracker.publish.feeds import atom, calendar, changelog, sitemap
from tracker.publish.page import Page, TextFile
from tracker.publish.site_data import SiteData
from tracker.publish.views import (
    about,
    cluster,
    components,
    config_keys,
    incidents,
    months,
    overview,
    reports,
    timeline,
    warnings,
)

BUILDERS = (
    overview.build,
    cluster.build,
    timeline.build,
    months.build,
    components.build,
    config_keys.build,
    incidents.build,
    warnings.build,
    reports.build,
    about.build,
)


def pages(site: SiteData) -> Iterator[Page]:
    """Every HTML page, once for all languages."""
    for build in BUILDERS:
        yield from build(site)


def everything(site: SiteData) -> Iterator[Page | TextFile]:
    """Every page with the JSON beside it, then the feeds, calendars, changelogs and the sitemap."""
    paths: list[str] = []
    for page in pages(site):
        yield page
        paths.append(page.path)
        yield TextFile(urls.json_beside(page.path), page.inputs, partial(_as_json, page.data), page.beside or page.path)
    yield from atom.files(site)
    yield from calendar.files(site)
    yield from changelog.files(site)
    yield from sitemap.files(site.base_url, paths)


def _as_json(data: Callable[[], Mapping[str, object] | Iterator[str]]) -> str | Iterator[str]:
    said = data()
    return f"{canonical_json(said)}\n" if isinstance(said, Mapping) else chain(said, ["\n"])
