"""The pages about the whole fleet, its reports and the site say the same as the JSON files beside them."""

import re
from collections import Counter
from typing import Any

from tests.support.site_beside import Site
from tests.support.site_figures import (
    behind_read,
    behind_said,
    counts_read,
    rest,
    support_read,
    support_said,
    window_of,
    windows,
)
from tests.support.site_reading import (
    entries,
    lines,
    numbers,
    one,
    outcome_rows,
    outcomes,
    part,
    rows,
    said,
    section,
    words,
)
from tests.support.site_saying import (
    entry_of,
    line_of,
    moment_of,
    one_line,
    outcome_in_full,
    outcome_of,
    plain,
    title_of,
    value_of,
)


def test_the_rows_of_the_overview(site: Site) -> None:
    (page,) = site.pages(r"index\.html")
    clusters = {cluster["name"]: cluster for cluster in page.said["clusters"]}
    table = section(page.tree, "fleet").xpath(".//tbody/tr")
    assert sorted(said(one(row, "./th/a")) for row in table) == sorted(clusters)
    for row in table:
        cluster = clusters[said(one(row, "./th/a"))]
        version, installers, support, behind, warned, last = row.xpath("./td")
        assert said(version) == (value_of(cluster["kubernetes"], "platform") or "–")
        assert said(installers) == (", ".join(cluster["installers"]) or "–")
        assert support_read(support) == support_said(cluster)
        assert behind_read(behind) == behind_said(cluster)
        assert counts_read(warned) == {kind: count for kind, count in cluster["warnings"].items() if count}
        assert numbers(said(one(warned, ".//a[contains(@class, 'unresolved')]"))) == (
            [cluster["open_incidents"]] if cluster["open_incidents"] else []
        )
        change = cluster["last_change"]
        assert said(last) == (f"{moment_of(change['when'])} {title_of(change)}" if change else "nothing recorded yet")


def test_the_figures_of_the_overview(site: Site) -> None:
    (page,) = site.pages(r"index\.html")
    clusters = [cluster for cluster in page.said["clusters"] if not cluster["retired"]]
    lead = said(one(page.tree, "//p[@class='lead']"))
    assert numbers(lead)[:2] == [len(clusters), page.said["events"]]
    assert re.findall(r"(?:since|as of|data of) (\S+)", lead) == [
        page.said["first"].partition(" ")[0],
        page.said["today"],
        page.said["reference"]["as_of"],
    ]
    assert [numbers(said(tile))[0] for tile in page.tree.xpath("//ul[@class='tiles']/li//b")] == [
        sum(cluster["support"]["status"] == "ended" for cluster in clusters),
        sum(cluster["support"]["status"] == "ending" for cluster in clusters),
        sum(cluster["open_incidents"] for cluster in clusters),
        *(sum(cluster["warnings"][kind] for cluster in clusters) for kind in ("required", "recommended", "undecided")),
    ]
    minors = Counter(
        ".".join(value_of(cluster["kubernetes"], "platform").split(".")[:2])
        for cluster in clusters
        if cluster["kubernetes"]
    )
    bars = [(row[0], numbers(row[-1])[0]) for row in rows(section(page.tree, "minors"))]
    assert dict(bars) == minors


def test_the_events_of_the_overview(site: Site) -> None:
    (page,) = site.pages(r"index\.html")
    is_alone = len(page.said["clusters"]) == 1
    assert lines(section(page.tree, "latest")) == [
        line_of(event, with_cluster=not is_alone) for event in page.said["latest"]
    ]
    coming = section(page.tree, "coming").xpath(".//li")
    assert [
        (said(one(item, "./time")).partition(" ")[0], said(one(item, ".//span[@class='what']"))) for item in coming
    ] == [(each["day"], _coming(each, is_alone=is_alone)) for each in page.said["coming"]]
    months = [site.said(month["url"]) for month in site.said("timeline.json")["months"]]
    assert page.said["events"] == sum(len(month["events"]) for month in months)


def _coming(each: dict[str, Any], *, is_alone: bool) -> str:
    if each["event"]:
        kind = "" if is_alone else f" {each['event']['cluster']}"
        return f"{title_of(each['event'])}{kind}"
    clusters = each["clusters"]
    named = " ".join(clusters) if len(clusters) <= 3 else f"{len(clusters)} clusters"
    return f"support of Kubernetes {each['kubernetes']} ends {named}"


def test_incidents_and_what_changed_before_them(site: Site) -> None:
    (page,) = site.pages(r"incidents\.html")
    events = page.said["events"]
    cards = page.tree.xpath("//section[@class='card']")
    lead = numbers(said(one(page.tree, "//p[@class='lead']")))
    assert lead[:2] == [len(events), sum("ended" not in event for event in events)]
    assert entries(page.tree) == list(map(entry_of, events[: len(cards)]))
    earlier = lines(section(page.tree, "earlier"))
    assert earlier == list(map(line_of, events[len(cards) : len(cards) + len(earlier)]))
    assert rest(section(page.tree, "earlier")) == len(events) - len(cards) - len(earlier)
    assert [each["incident"] for each in page.said["before"]] == [event["id"] for event in events[: len(cards)]]
    for card, before in zip(cards, page.said["before"], strict=True):
        told = [(line.id, line.kind, line.title) for line in lines(card)]
        assert told == [(event["id"], event["kind"], title_of(event)) for event in before["events"]]
        assert rest(part(card, "./div[@class='before']")) == before["more"]
        assert str(page.said["look_back_days"]) in said(one(card, ".//h3"))


def test_what_the_rules_say_today(site: Site) -> None:
    (page,) = site.pages(r"warnings\.html")
    told, is_alone = page.said["outcomes"], len(site.said("index.json")["clusters"]) == 1
    lead = part(page.tree, "//p[@class='lead']")
    accepted = [each for each in told if each.get("disposition") == "accepted by waiver"]
    assert counts_read(lead) == Counter(each["severity"] for each in told if each not in accepted)
    assert ("accepted by waiver" in said(lead)) == bool(accepted)
    listed = [
        each
        for label in ("now", "undecided")
        for each in (
            *(card.outcome for card in outcomes(section(page.tree, label))),
            *outcome_rows(section(page.tree, label)),
        )
    ]
    is_table = bool(page.tree.xpath("//section[@aria-labelledby='now']//table"))
    wanted = [outcome_of(each, with_cluster=is_table or not is_alone) for each in told]
    more = page.tree.xpath("//section[@aria-labelledby='now' or @aria-labelledby='undecided']/p[@class='also']/span")
    left = sum(numbers(said(each))[0] for each in more)
    assert Counter(listed) <= Counter(wanted)
    assert len(listed) + left == len(wanted)
    if not is_table:
        cards = outcomes(section(page.tree, "now")) + outcomes(section(page.tree, "undecided"))
        assert sorted(cards) == sorted(outcome_in_full(each, with_cluster=not is_alone) for each in told)


def test_how_often_each_rule_speaks(site: Site) -> None:
    (page,) = site.pages(r"warnings\.html")
    counts = Counter(each["code"] for each in page.said["outcomes"] if each["severity"] != "undecided")
    table = rows(part(page.tree, "//table[@class='bars rules']"))
    assert {code: numbers(found)[0] for code, _, found in table} == counts


def test_what_the_rules_said_through_time_is_in_the_files_of_the_clusters(site: Site) -> None:
    (page,) = site.pages(r"warnings\.html")
    known = [window_of(each) for url in page.said["through_time"] for each in site.said(url)["outcomes_through_time"]]
    if len(page.said["through_time"]) == 1:
        known = [window[:2] + window[3:] for window in known]
    told = windows(section(page.tree, "past"))
    left = one(page.tree, "//section[@aria-labelledby='past']/p[@class='also']/span")
    assert Counter(told) <= Counter(known)
    assert len(told) + (numbers(said(left))[0] if left is not None else 0) == len(known)


def test_the_list_of_reports(site: Site) -> None:
    (page,) = site.pages(r"reports\.html")
    assert rows(page.tree) == [
        [f"{each['cluster']} → {each['target']}", each["verdict"], moment_of(each["when"])]
        for each in page.said["items"]
    ]
    assert [site.said(each["url"])["id"] for each in page.said["items"]] == [each["id"] for each in page.said["items"]]


def test_a_report(site: Site) -> None:
    for page in site.pages(r"reports/[^/]+\.html"):
        kept, lead = page.said["report"], said(one(page.tree, "//p[@class='lead']"))
        assert said(one(page.tree, "//h1")) == f"{page.said['cluster']} → {page.said['target']}"
        assert lead.startswith(page.said["verdict"])
        assert moment_of(page.said["when"]) in lead
        assert list(map(said, page.tree.xpath("//ul[contains(@class, 'reasons')]/li"))) == [
            plain(reason) for reason in kept.get("reasons", [])
        ]
        for label in ("findings", "undecided"):
            told = kept.get(label, []) + (kept.get("unknowns", []) if label == "undecided" else [])
            assert [(card.outcome.code, card.outcome.message) for card in outcomes(section(page.tree, label))] == [
                (each.get("code", ""), plain(one_line(each.get("message") or each.get("missing")))) for each in told
            ]
        hops = page.tree.xpath("//section[@class='hop']")
        assert len(hops) == len(kept.get("hops", []))
        for hop, told in zip(hops, kept.get("hops", []), strict=True):
            assert said(one(hop, "./h2")).startswith(f"{told['from']} → {told['to']}")
            table = rows(part(hop, ".//table[contains(@class, 'steps')]")) if told.get("steps") else []
            assert [[row[0], row[2], row[3]] for row in table] == [
                [str(step["number"]), step.get("from") or "", step.get("to") or ""] for step in told.get("steps", [])
            ]
        look = [said(one(item, "./span")) for item in section(page.tree, "look").xpath(".//li")]
        assert look == [plain(one_line(each["what"])) for each in kept.get("look_yourself", [])]


def test_what_the_site_is_made_from(site: Site) -> None:
    (page,) = site.pages(r"about\.html")
    told = {said(term): said(term.getnext()) for term in section(page.tree, "data").xpath(".//dt")}
    assert numbers(told["Clusters"]) == [page.said["clusters"]]
    assert told["Events"] == f"{page.said['events']:,} {page.said['first']} – {page.said['last']}"
    assert told["Edition"].startswith(page.said["edition"])
    assert told["Judged on"] == page.said["today"]
    assert told["Release data"].split()[:2] == [page.said["reference"]["as_of"], page.said["reference"]["edition"]]
    assert told["tracker"] == page.said["version"]
    assert [tuple(row) for row in rows(section(page.tree, "rules"))] == [
        (rule["code"], rule["severity"], rule["title"]) for rule in page.said["rules"]
    ]


def test_a_rule(site: Site) -> None:
    for page in site.pages(r"rules/[^/]+\.html"):
        assert said(one(page.tree, "//h1")) == f"{page.said['code']} {page.said['title']}"
        assert said(one(page.tree, "//p[@class='lead']")).split()[0] == page.said["severity"]
        assert page.tree.xpath("//p[@class='lead']/a/@href") == ([page.said["source"]] if page.said["source"] else [])
        manual = iter(words(page.said["manual"]))
        assert all(word in manual for word in words(said(one(page.tree, "//div[@class='prose manual']")))), page.path
