"""The timeline and its months and days say the same as the JSON files beside them."""

from collections import Counter

from tests.support.site_beside import Site
from tests.support.site_reading import entries, figure, lines, numbers, one, part, rows, said
from tests.support.site_saying import entry_of, line_of

MONTH, DAY = r"timeline/\d{4}-\d\d\.html", r"timeline/\d{4}-\d\d-\d\d(-\d+)?\.html"


def test_the_timeline_lists_the_months(site: Site) -> None:
    (page,) = site.pages(r"timeline\.html")
    months = page.said["months"]
    listed = page.tree.xpath("//div[starts-with(@class, 'month')]")
    assert [each.get("id") for each in listed] == [f"m-{month['month']}" for month in months]
    assert [numbers(said(one(each, "./h3/span"))) for each in listed] == [[month["events"]] for month in months]
    assert [part(each, "./h3/a").get("href") for each in listed] == [
        month["url"].replace(".json", ".html") for month in months
    ]
    total, clusters = numbers(said(one(page.tree, "//p[@class='lead']")))
    assert total == sum(month["events"] for month in months)
    assert clusters == len(site.said("index.json")["clusters"])


def test_the_open_months_of_the_timeline_have_the_events_of_their_files(site: Site) -> None:
    (page,) = site.pages(r"timeline\.html")
    opened = [each for each in page.tree.xpath("//div[@class='month open']") if lines(each)]
    assert opened
    is_alone = len(site.said("index.json")["clusters"]) == 1
    for month in opened:
        events = site.said(f"timeline/{month.get('id').removeprefix('m-')}.json")["events"]
        assert lines(month) == [line_of(event, with_cluster=not is_alone) for event in events]


def test_the_chart_of_the_timeline_counts_the_events_of_the_files(site: Site) -> None:
    (page,) = site.pages(r"timeline\.html")
    counts = Counter(
        (event["kind"].replace("config", "configuration"), event["when"]["day"][:4])
        for month in page.said["months"]
        for event in site.said(month["url"])["events"]
    )
    table = rows(figure(page.tree, "everything"))
    assert {(kind.lower(), year): numbers(count) for kind, year, count in table} == {
        key: [count] for key, count in counts.items()
    }


def test_a_month_has_its_events(site: Site) -> None:
    for page in site.pages(MONTH):
        assert page.path == f"timeline/{page.said['month']}.html"
        assert numbers(said(one(page.tree, "//p[@class='lead']"))) == [len(page.said["events"])]
        if "days" not in page.said:
            assert entries(page.tree) == list(map(entry_of, page.said["events"])), page.path


def test_a_large_month_has_a_line_for_each_event_and_counts_its_days(site: Site) -> None:
    large = [page for page in site.pages(MONTH) if "days" in page.said]
    assert bool(large) is ("fleet" in site.name)
    for page in large:
        assert lines(page.tree) == list(map(line_of, page.said["events"]))
        headings = [said(heading).split() for heading in page.tree.xpath("//section/h2")]
        assert headings == [[day["day"], str(day["events"])] for day in page.said["days"]]


def test_the_days_of_a_large_month_are_cut_out_of_it(site: Site) -> None:
    for month in site.pages(MONTH):
        for day in month.said.get("days", ()):
            files = [site.said(url) for url in day["urls"]]
            assert [(file["day"], file["part"], file["parts"]) for file in files] == [
                (day["day"], part, len(files)) for part in range(1, len(files) + 1)
            ]
            events = [event for file in files for event in file["events"]]
            assert len(events) == day["events"]
            assert events == [event for event in month.said["events"] if event["when"]["day"] == day["day"]]


def test_a_day_has_its_events(site: Site) -> None:
    if "fleet" not in site.name:
        assert not [path for path in site.paths if path.count("-") > 1 and path.startswith("timeline/")]
        return
    days = list(site.pages(DAY))
    assert max(page.said["part"] for page in days) > 1
    for page in days:
        assert said(one(page.tree, "//h1")) == page.said["day"]
        assert numbers(said(one(page.tree, "//p[@class='lead']"))) == [len(page.said["events"])]
        assert entries(page.tree) == list(map(entry_of, page.said["events"])), page.path
