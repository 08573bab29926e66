"""The list of everything that a site consists of, in the order in which it is built."""

from collections.abc import Iterator

from tracker.publish.gathered import SiteData
from tracker.publish.page import Page
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
