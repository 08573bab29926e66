"""The page of a config key: charts of full height for a few clusters, lanes for many, all values in the table."""

from dataclasses import replace
from datetime import date

import html5lib
import pytest

from tests.support.site_rendered import render
from tests.support.site_sample import PROD, a_site
from tracker.domain.event import Action, Change, Event, EventKind, Subject, SubjectType
from tracker.domain.when import When
from tracker.publish import urls

KEY = Subject(SubjectType.CONFIG, "maxPods")


def a_setting(number: int, value: str) -> Event:
    return Event(
        f"e-{number}",
        f"c-{number}",
        EventKind.CONFIG,
        f"maxPods: {value}",
        When.on(date(2017, 3, 1 + number)),
        changes=(Change(KEY, Action.SET, None, value),),
    )


@pytest.mark.parametrize(("clusters", "most"), [(6, 6 * 100), (7, 7 * 28), (24, 24 * 28)])
def test_many_clusters_are_seen_at_a_glance(clusters: int, most: int) -> None:
    rows = [
        (replace(PROD, id=f"c-{number}", name=f"p{number:02}"), (a_setting(number, str(110 + number)),), (), ())
        for number in range(clusters)
    ]
    page = html5lib.parse(render(a_site(rows))[urls.config_key("maxPods")], namespaceHTMLElements=False)
    plots = [svg for svg in page.iter("{http://www.w3.org/2000/svg}svg") if svg.get("aria-label") == "maxPods"]
    assert len(plots) == clusters
    assert sum(int(svg.get("height", "")) for svg in plots) <= most
    labels = [text.text for svg in plots for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    table = [cell.text for cell in page.iter("td") if cell.get("class") == "value"]
    assert labels == table == [str(110 + number) for number in range(clusters)]
