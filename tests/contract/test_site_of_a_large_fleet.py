"""Pages of a large fleet stay of a size that opens at once, and still lead to everything."""

import posixpath
from dataclasses import replace
from functools import cache

import pytest
from lxml import html

from bench.events import clusters, events
from tests.support.site_rendered import render
from tests.support.site_sample import a_finding, a_site
from tracker.domain.event import EventKind, SubjectType
from tracker.publish import urls
from tracker.publish.gathered import Month
from tracker.publish.site_data import SiteData

MOST_BYTES = 600_000
FINDINGS = 60


@cache
def fleet() -> SiteData:
    """Four clusters with 450 events and 60 findings each: every cap of a list bites."""
    return a_site(
        [
            (
                cluster,
                tuple(events(cluster, 450)),
                [
                    replace(a_finding("SUP002", f"thing {number}", "late"), cluster=cluster.name)
                    for number in range(FINDINGS)
                ],
                [],
            )
            for cluster in clusters(4)
        ]
    )


@cache
def files() -> dict[str, str]:
    return render(fleet())


def targets(path: str) -> set[str]:
    """Where the links of a page lead, from the root of the site."""
    tree = html.document_fromstring(files()[path])
    folder = posixpath.dirname(path)
    return {
        posixpath.normpath(posixpath.join(folder, page)) + mark + anchor
        for link in tree.iter("a")
        for page, mark, anchor in [str(link.get("href")).partition("#")]
    }


def test_no_page_is_large() -> None:
    large = {path: len(text) for path, text in files().items() if path.endswith(".html") and len(text) > MOST_BYTES}
    assert large == {}


def test_every_incident_is_found_from_the_page_of_incidents() -> None:
    """It is told there in full, or has a line that leads to it, or its month is named."""
    found = targets("incidents.html")
    incidents = [incident for data in fleet().clusters for incident in data.incidents]
    permalinks = {urls.event(incident.when.day, incident.id) for incident in incidents}
    assert permalinks - found, "the list is not capped: this fleet is too small for the test"
    for incident in incidents:
        here, month = f".#{urls.event_anchor(incident.id)}", urls.month_page(Month.of(incident.when.day))
        assert {here, urls.event(incident.when.day, incident.id), month} & found


@pytest.mark.parametrize("index", range(4))
def test_every_incident_and_year_is_found_from_the_page_of_a_cluster(index: int) -> None:
    data = fleet().clusters[index]
    found = targets(urls.cluster(data.cluster.name))
    for moment in data.moments:
        assert urls.cluster_year(data.cluster.name, moment.when.day.year) in found
        if moment.kind is EventKind.INCIDENT:
            permalink = urls.event(moment.when.day, moment.id)
            assert permalink in found or permalink.partition("#")[0] in found


def test_every_value_of_a_setting_is_found_from_its_page() -> None:
    for data in fleet().clusters:
        for history in data.histories:
            if history.subject.type is SubjectType.CONFIG:
                found = targets(urls.config_key(history.subject.name))
                for step in history.steps:
                    permalink = urls.event(step.when.day, step.event_id)
                    assert permalink in found or permalink.partition("#")[0] in found


def test_the_findings_that_the_page_of_warnings_leaves_out_are_found_with_their_clusters() -> None:
    page = html.document_fromstring(files()["warnings.html"])
    listed = len(page.xpath("//section[@aria-labelledby='now']//tbody/tr"))
    assert listed < FINDINGS * len(fleet().clusters)
    # Each row links to the cluster of its finding; so does the line below the table, with how many it leaves out.
    left = sum(int(number) for number in page.xpath("//p[@class='also']/a[contains(@href, '#warnings')]/span/text()"))
    assert listed + left == FINDINGS * len(fleet().clusters)
