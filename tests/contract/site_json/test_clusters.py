"""The pages of clusters say the same as the JSON files beside them."""

from typing import Any

from tests.support.site_beside import Site
from tests.support.site_figures import (
    behind_read,
    behind_said,
    counts_read,
    newest,
    rest,
    support_read,
    support_said,
    values_of,
    window_of,
    windows,
)
from tests.support.site_reading import (
    LineRead,
    event_in,
    figure,
    lines,
    numbers,
    one,
    outcomes,
    rows,
    said,
    section,
)
from tests.support.site_saying import line_of, moment_of, outcome_in_full, value_of

CLUSTER, YEAR = r"clusters/[^/]+\.html", r"clusters/[^/]+/\d{4}\.html"
MOST_LINES = 60
"""Of the incidents on a page; below them it says how many more there are, and where."""


def test_how_a_cluster_stands(site: Site) -> None:
    for page in site.pages(CLUSTER):
        told = {said(term): term.getparent() for term in page.tree.xpath("//dl[@class='standing']//dt")}
        cluster = page.said
        assert said(one(page.tree, "//p[@class='lead']")).split(" · ") == [
            part for part in (cluster["environment"], cluster["provider"], cluster["zone"]) if part
        ]
        version = value_of(cluster["kubernetes"], "platform") or "not recorded"
        assert list(map(said, told["Kubernetes"].xpath("./dd"))) == [version, *cluster["installers"]]
        assert support_read(told["Support"]) == support_said(cluster)
        assert behind_read(told["Behind upstream"].xpath("./dd[1]")[0]) == behind_said(cluster)
        assert counts_read(told["Warnings"]) == {kind: count for kind, count in cluster["warnings"].items() if count}
        cadence = cluster["cadence"]
        figures = [cadence["upgrades"], cadence["median_days"], cadence["longest_days"]]
        assert numbers(said(told["Upgrades"])) == (figures if cadence["upgrades"] else [0])


def test_the_versions_of_a_cluster(site: Site) -> None:
    for page in site.pages(CLUSTER):
        table = figure(page.tree, "versions")
        assert rows(table) == [
            [
                version["version"],
                version["since"],
                version["until"] or "today",
                version["released_on"] or "",
                version["ends_on"] or "",
                f"{version['overdue_days']:,}",
            ]
            for version in page.said["versions"]
        ]
        links = table.xpath(".//tbody/tr/th/a")
        assert [f"timeline/{link.get('href').rpartition('/')[2]}" for link in links] == [
            version["url"] for version in page.said["versions"]
        ]
        assert rows(figure(page.tree, "behind")) == [
            [slope["from"], slope["to"], f"{slope['days']:,}"] for slope in page.said["days_behind"]
        ]


def test_the_state_of_a_cluster(site: Site) -> None:
    for page in site.pages(CLUSTER):
        facts = [
            (
                said(one(item, ".//span[@class='fact']")),
                said(one(item, ".//span[@class='value']")),
                said(one(item, ".//a/time")),
            )
            for item in page.tree.xpath("//ul[@class='facts-list']/li[not(@hidden)]")
        ]
        assert sorted(facts) == sorted(
            (named(fact), value_of(fact["value"], fact["type"]), fact["since"]["day"]) for fact in page.said["state"]
        )


def named(subject: dict[str, Any]) -> str:
    return "/".join(filter(None, (subject["scope"], subject["name"])))


def test_what_a_cluster_had_when(site: Site) -> None:
    """What a script folds to the state of any day is the history of the file."""
    for page in site.pages(CLUSTER):
        items = page.tree.xpath("//ul[@class='facts-list']/li")
        told = {said(one(item, ".//span[@class='fact']")): item.get("data-steps").split("|") for item in items}
        assert told == {
            named(history): [
                f"{step['when']['day']}{'-' if step['action'] == 'removed' else '+'}{value_of(step['to'], history['type'])}"
                for step in history["steps"]
            ]
            for history in page.said["history"]
        }


def test_the_settings_of_a_cluster(site: Site) -> None:
    for page in site.pages(CLUSTER):
        wanted = [
            [history["name"], *row]
            for history in page.said["history"]
            if history["type"] == "config"
            for row in values_of(history)[:20]
        ]
        assert rows(figure(page.tree, "settings")) == wanted


def test_the_lifelines_of_a_cluster(site: Site) -> None:
    """Each mark of a lane is a change of the component, or an incident that affected it."""
    for page in site.pages(CLUSTER):
        lanes: dict[str, list[str]] = {}
        for row in figure(page.tree, "components").xpath(".//tbody/tr"):
            lanes.setdefault(said(one(row, "./th")), []).extend(map(event_in, row.xpath("./td[last()]/a")))
        wanted: dict[str, list[str]] = {}
        for history in page.said["history"]:
            if history["type"] == "component":
                affected = [
                    incident["id"]
                    for incident in page.said["incidents"]
                    if history["name"].casefold() in map(str.casefold, incident["incident"].get("affects", ()))
                ]
                wanted.setdefault(history["name"], []).extend(
                    [*(step["event"] for step in history["steps"]), *affected]
                )
        assert {name: sorted(marks) for name, marks in lanes.items()} == {
            name: sorted(marks) for name, marks in wanted.items()
        }


def test_the_warnings_of_a_cluster(site: Site) -> None:
    for page in site.pages(CLUSTER):
        told = outcomes(section(page.tree, "warnings"))
        assert sorted(told) == sorted(outcome_in_full(each, with_cluster=False) for each in page.said["outcomes"])
        through_time = windows(figure(page.tree, "through-time"))
        known = [window_of(each)[:2] + window_of(each)[3:] for each in page.said["outcomes_through_time"]]
        assert set(through_time) <= set(known)
        shown = 0 if one(page.tree, "//figure[@id='through-time']") is None else len(known)
        assert len(through_time) + rest(figure(page.tree, "through-time")) == shown


def test_the_incidents_and_reports_of_a_cluster(site: Site) -> None:
    for page in site.pages(CLUSTER):
        incidents = [line_of(each, with_cluster=False) for each in newest(page.said["incidents"])]
        assert lines(section(page.tree, "incidents")) == incidents[:MOST_LINES]
        assert rest(section(page.tree, "incidents")) == max(0, len(incidents) - MOST_LINES)
        kept = [said(item) for item in section(page.tree, "reports").xpath(".//li")]
        assert kept == [
            f"{moment_of(each['when']).rpartition(' ')[0]} → {each['target']} {each['verdict']}"
            for each in page.said["reports"]
        ]


def test_the_changelog_of_a_cluster(site: Site) -> None:
    for page in site.pages(CLUSTER):
        links = section(page.tree, "changelog").xpath(".//p[@class='also'][1]/a")
        years = page.said["years"]
        assert [numbers(said(link)) for link in links] == [[year["year"], year["events"]] for year in years]
        told = [event for year in years for event in site.said(year["url"])["events"]]
        assert lines(section(page.tree, "changelog")) == [line_of(each, with_cluster=False) for each in told[:30]]


def test_a_year_of_a_cluster(site: Site) -> None:
    for page in site.pages(YEAR):
        assert said(one(page.tree, "//h1")) == f"{page.said['cluster']} · {page.said['year']}"
        assert numbers(said(one(page.tree, "//p[@class='lead']"))) == [len(page.said["events"])]
        assert lines(page.tree) == [line_of(each, with_cluster=False) for each in page.said["events"]]


def test_lines_name_their_clusters(site: Site) -> None:
    """What the comparisons above leave out where a page is about one cluster."""
    for page in site.pages(CLUSTER):
        for year in page.said["years"]:
            told: list[LineRead] = [line_of(event) for event in site.said(year["url"])["events"]]
            assert {line.cluster for line in told} == {page.said["name"]}
