"""The pages of components and settings say the same as the JSON files beside them."""

from typing import Any

from tests.support.site_beside import Page, Site
from tests.support.site_figures import newest, rest, values_of
from tests.support.site_reading import lines, numbers, one, outcomes, rows, said, section
from tests.support.site_saying import line_of, moment_of, outcome_in_full, value_of

MOST_LINES = 60
"""Of the incidents on a page; below them it says how many more there are, and where."""


def changes_of(page: Page) -> list[dict[str, Any]]:
    """Every change of a subject over all clusters, newest first."""
    steps = [
        {"cluster": each["cluster"], "id": step["event"], "type": each["type"]} | step
        for each in page.said["clusters"]
        for step in each["steps"]
    ]
    return newest(steps)


def test_a_component_with_its_history_and_incidents(site: Site) -> None:
    for page in site.pages(r"components/[^/]+\.html"):
        assert said(one(page.tree, "//h1")) == page.said["name"]
        changes = changes_of(page)
        told = rows(section(page.tree, "history"))
        assert len(told) + rest(section(page.tree, "history")) == len(changes)
        assert [[day, cluster, before, to] for day, cluster, _, before, to in told] == [
            [
                moment_of(step["when"]),
                step["cluster"],
                value_of(step["from"], "component"),
                value_of(step["to"], "component"),
            ]
            for step in changes[: len(told)]
        ]
        actions = [row[2] for row in told]
        assert [action.removeprefix("added again") or "added" for action in actions] == [
            "again" if step["action"] == "set" else step["action"] for step in changes[: len(told)]
        ]
        present = sum(each["present"] for each in page.said["clusters"])
        lead = said(one(page.tree, "//p[@class='lead']"))
        assert lead.startswith(f"in {present} cluster") if present else "in " not in lead
        incidents = [line_of(each) for each in page.said["incidents"]]
        assert lines(section(page.tree, "incidents")) == incidents[:MOST_LINES]
        assert rest(section(page.tree, "incidents")) == max(0, len(incidents) - MOST_LINES)


def test_a_setting_with_its_values_and_warnings(site: Site) -> None:
    for page in site.pages(r"config/[^/]+\.html"):
        assert said(one(page.tree, "//h1")) == page.said["name"]
        wanted = [
            [" / ".join(filter(None, (each["cluster"], each["scope"]))), *row]
            for each in page.said["clusters"]
            for row in values_of(each, still="today")[:10]
        ]
        assert rows(section(page.tree, "history")) == wanted
        left = sum(max(0, len(each["steps"]) - 10) for each in page.said["clusters"])
        assert rest(section(page.tree, "history")) == left
        told = outcomes(section(page.tree, "warnings"))
        assert told == [outcome_in_full(each) for each in page.said["outcomes"]]


def test_the_list_of_components(site: Site) -> None:
    (page,) = site.pages(r"components\.html")
    assert rows(page.tree) == [
        [
            row["name"] + (" retired" if row["clusters"] and not row["present"] else ""),
            versions_written(row["versions"]),
            str(row["present"]),
            row["since"] or "–",
            row["last_change"] or "–",
            str(row["incidents"]),
        ]
        for row in page.said["items"]
    ]
    assert numbers(said(one(page.tree, "//p[@class='lead']")))[0] == len(page.said["items"])
    for row in page.said["items"]:
        component = site.said(row["url"])
        assert row["present"] == sum(each["present"] for each in component["clusters"])
        assert row["incidents"] == len(component["incidents"])


def versions_written(versions: list[str]) -> str:
    if len(versions) > 6:
        return f"{versions[0]} – {versions[-1]} {len(versions)} versions"
    return ", ".join(versions) or "–"


def test_the_list_of_settings(site: Site) -> None:
    (page,) = site.pages(r"config\.html")
    assert [[name, changes, last] for name, _, changes, last in rows(page.tree)] == [
        [row["name"], f"{row['changes']:,}", row["last_change"]] for row in page.said["items"]
    ]
    for cell, row in zip(page.tree.xpath("//tbody/tr/td[1]"), page.said["items"], strict=True):
        if len(row["values"]) <= 4:
            assert list(map(said, cell.xpath("./span[@class='pair']"))) == [
                f"{' / '.join(filter(None, (each['cluster'], each['scope'])))} {each['value'] or '–'}"
                for each in row["values"]
            ]
        assert row["changes"] == sum(len(each["steps"]) for each in site.said(row["url"])["clusters"])
