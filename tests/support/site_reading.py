"""What a page of the site says, as a reader takes it from its HTML: plain values, in the order of the page."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import html

Element = html.HtmlElement


class LineRead(NamedTuple):
    """An event in a line."""

    id: str
    """Of the event; what the link leads to."""
    kind: str
    title: str
    moment: str
    """As it is written: ``2017-06-22``, or with a time and its zone."""
    cluster: str
    """Empty where the page leaves it out, because it is about one cluster."""


class ChangeRead(NamedTuple):
    """A change of an event."""

    subject: str
    before: str
    to: str


class EntryRead(NamedTuple):
    """A whole event."""

    id: str
    kind: str
    title: str
    moment: str
    cluster: str
    changes: tuple[ChangeRead, ...]
    tags: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    """(rel, what it shows of the address)."""
    severity: str
    """Of an incident."""
    state: str
    """Of an incident: ``resolved`` or ``not resolved``."""
    ended: str
    affects: tuple[str, ...]
    fix: str
    updates: tuple[tuple[str, str], ...]
    """(moment, text)."""
    body: tuple[str, ...]
    """Its words."""
    provenance: str


class OutcomeRead(NamedTuple):
    """A finding or an undecided outcome."""

    severity: str
    code: str
    cluster: str
    subject: str
    message: str
    since: str


class OutcomeInFull(NamedTuple):
    """The same with all that a card has."""

    outcome: OutcomeRead
    advice: str
    evidence: tuple[str, ...]
    """Each piece as it is written, its day included."""
    accepted: str
    """By whom and why; empty for what nobody accepted."""


def read_page(text: str) -> Element:
    """The tree of a page."""
    return html.document_fromstring(text)


def said(element: Element | None) -> str:
    """The text of an element in one line, without what only a screen reader says; empty for None."""
    if element is None:
        return ""
    return " ".join("".join(element.xpath(_SEEN)).split())


_SEEN = ".//text()[not(ancestor::*[contains(concat(' ', @class, ' '), ' sr ')])]"


def words(text: str) -> tuple[str, ...]:
    """The words of a text, the same for a text in Markdown as for the HTML of it."""
    return tuple(re.findall(r"\w+", text))


def one(tree: Element, path: str) -> Element | None:
    """The first element that an XPath finds; None when there is none."""
    return next(iter(tree.xpath(path)), None)


def part(tree: Element, path: str) -> Element:
    """The first element that an XPath finds; an empty one when there is none."""
    found = one(tree, path)
    return html.fragment_fromstring("<div></div>") if found is None else found


def section(tree: Element, label: str) -> Element:
    """The section that is labelled by the heading with this identifier; an empty element when there is none."""
    return part(tree, f"//section[@aria-labelledby='{label}']")


def figure(tree: Element, name: str) -> Element:
    """A chart with the table behind it; an empty element when there is none."""
    return part(tree, f"//figure[@id='{name}']")


def rows(table: Element) -> list[list[str]]:
    """The texts of the cells of a table's body (or of the tables in an element), row by row."""
    return [[said(cell) for cell in row.xpath("./th | ./td")] for row in table.xpath(".//tbody/tr")]


def numbers(text: str) -> list[int]:
    """The whole numbers of a text, in order: those with signs of thousands, and no dates."""
    plain = re.sub(r"\d{4}-\d\d(-\d\d)?", " ", text)
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", plain)]


def event_in(link: Element) -> str:
    """The identifier of the event that a link leads to."""
    return str(link.get("href")).partition("#e-")[2]


def lines(element: Element) -> list[LineRead]:
    """The events in lines within an element."""
    return [_line(item) for item in element.xpath(".//li[contains(concat(' ', @class, ' '), ' line ')]")]


def _line(item: Element) -> LineRead:
    link = item.xpath(".//span[@class='what']/a[1]")[0]
    return LineRead(
        id=event_in(link),
        kind=_kind(item),
        title=said(link),
        moment=said(one(item, "./time")),
        cluster=said(one(item, ".//a[@class='chip']")),
    )


def _kind(element: Element) -> str:
    return str(element.xpath(".//svg[starts-with(@class, 'glyph')][1]/@class")[0]).split()[-1]


def entries(element: Element) -> list[EntryRead]:
    """The whole events within an element."""
    return [_entry(article) for article in element.iter("article")]


def _entry(article: Element) -> EntryRead:
    terms = {said(term): term.getnext() for term in article.xpath(".//dl[@class='pairs']/dt")}
    return EntryRead(
        id=str(article.get("id")).removeprefix("e-"),
        kind=str(article.get("class")).split()[-1],
        title=said(one(article, ".//a[@class='permalink']")),
        moment=said(one(article, "./div[@class='entry-side']/time")),
        cluster=said(one(article, ".//p[@class='entry-meta']/a[@class='chip']")),
        changes=tuple(_change(item) for item in article.xpath(".//ul[@class='changes']/li")),
        tags=tuple(map(said, article.xpath(".//p[@class='entry-meta']/span[@class='tag']"))),
        links=tuple(
            (said(one(item, "./span")), said(item).removeprefix(said(one(item, "./span"))).strip())
            for item in article.xpath(".//ul[@class='links']/li")
        ),
        severity=said(
            one(article, ".//p[@class='entry-meta']/a[@class='chip']/following-sibling::span[1][@class='quiet']")
        )
        if _kind(article) == "incident"
        else "",
        state=said(one(article, ".//p[@class='entry-meta']/span[starts-with(@class, 'state ')]")),
        ended=said(terms.get("Until")),
        affects=tuple(filter(None, said(terms.get("Affected")).split(", "))),
        fix=said(terms.get("Fix")),
        updates=tuple(
            (said(one(item, "./time")), said(one(item, "./span")))
            for item in article.xpath(".//ol[@class='updates']/li")
        ),
        body=words(said(one(article, ".//div[@class='body']"))),
        provenance=said(one(article, ".//p[@class='provenance']")),
    )


def _change(item: Element) -> ChangeRead:
    scope, link = one(item, "./span[@class='quiet'][contains(., '/')]"), one(item, "./a")
    # The name of what has no page of its own stands between the others without an element.
    bare = item.text if scope is None else scope.tail
    name = said(link) if link is not None else (bare or "").strip()
    return ChangeRead(
        said(scope) + name, said(one(item, "./span[@class='value from']")), said(one(item, "./span[@class='value']"))
    )


def outcomes(element: Element) -> list[OutcomeInFull]:
    """The findings and undecided outcomes that have cards within an element."""
    return [_outcome(item) for item in element.xpath(".//li[starts-with(@class, 'outcome ')]")]


def _outcome(item: Element) -> OutcomeInFull:
    head = item.xpath("./div[@class='outcome-head']")[0]
    since = said(one(head, "./strong/following-sibling::span[@class='quiet']"))
    return OutcomeInFull(
        OutcomeRead(
            severity=str(item.get("class")).split()[-1],
            code=said(one(head, "./*[@class='code']")),
            cluster=said(one(head, "./a[@class='chip']")),
            subject=said(one(head, "./strong")),
            message=said(one(item, "./p[not(@class)]/span")),
            since=since.removeprefix("since ").partition(" ")[0],
        ),
        advice=said(one(item, "./p[@class='advice']")),
        evidence=tuple(map(said, item.xpath("./ul[@class='evidence']/li"))),
        accepted=said(one(item, "./p[@class='quiet']")),
    )


def outcome_rows(element: Element) -> Iterator[OutcomeRead]:
    """The findings and undecided outcomes that have a row each in a table within an element."""
    for row in element.xpath(".//table[@class='windows']/tbody/tr"):
        severity, code, cluster, subject, since, _ = map(said, row.xpath("./td[position() < 7]"))
        yield OutcomeRead(severity, code, cluster, subject, said(one(row, "./td[last()]/span")), since)
