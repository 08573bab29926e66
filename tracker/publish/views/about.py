"""What the site is made from, how fresh that is, and which rules judge; and a page for each rule."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from tracker.domain.sentence import Sentence
from tracker.publish import urls
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import ClusterData
from tracker.publish.page import Page, fingerprint
from tracker.publish.sanitise import body_html, safe_url
from tracker.publish.site_data import Edition, RuleNote, SiteData
from tracker.publish.urls import DEFAULT_LANGUAGE
from tracker.publish.views.labels import KINDS, SEVERITIES
from tracker.publish.views.links import Links
from tracker.publish.words import Words

PATH = "about.html"
_OTHER_RULE = re.compile(r"<a[^>]*>([A-Z]+\d{3})</a>")
"""A link of the manual to the page of another rule. Its address is a file of the manual and was taken away."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the list."""

    code: str
    title: str
    severity: str
    severity_label: str
    href: str


def build(site: SiteData) -> Iterator[Page]:
    """The page about the site, and the pages of the rules."""
    inputs = fingerprint(
        site.title,
        site.today,
        site.edition,
        site.reference.edition,
        site.rules,
        site.version,
        [(data.cluster.name, data.outline.events, _ends(data)) for data in site.clusters],
    )
    yield Page(PATH, "pages/about.html", inputs, partial(view, site), partial(_data, site))
    for rule in site.rules:
        view_of = partial(rule_view, rule)
        yield Page(urls.rule(rule.code), "pages/rule.html", fingerprint(rule), view_of, partial(data_of.rule, rule))


def _data(site: SiteData) -> Mapping[str, object]:
    return data_of.about(site, _days(site))


def _days(site: SiteData) -> list[str]:
    return [day for data in site.clusters for day in _ends(data)]


def view(site: SiteData, words: Words) -> Mapping[str, object]:
    """What data, how fresh, which rules."""
    links = Links(PATH)
    days = _days(site)
    return {
        "edition": site.edition.value,
        "is_public": site.edition is Edition.PUBLIC,
        "today": site.today.isoformat(),
        "reference_edition": site.reference.edition,
        "reference_day": site.reference.as_of.isoformat(),
        "reference_age": (site.today - site.reference.as_of).days,
        "version": site.version,
        "clusters": len(site.clusters),
        "events": sum(data.outline.events for data in site.clusters),
        "first_day": min(days, default=""),
        "last_day": max(days, default=""),
        "kinds": [(kind.value, words.text(label)) for kind, label in KINDS.items()],
        "rules": [_line(rule, links, words) for rule in site.rules],
        "feeds": [(data.cluster.name, urls.cluster_file(data.cluster.name, "")) for data in site.clusters[:50]],
    }


def _ends(data: ClusterData) -> list[str]:
    """The first and the last moment of a cluster, as they are written."""
    return [data.outline.first, str(data.outline.recent[-1].when)] if data.outline.recent else []


def rule_view(rule: RuleNote, words: Words) -> Mapping[str, object]:
    """A rule's manual page, in the language of the page where there is a translation."""
    links = Links(urls.rule(rule.code))
    translations = tuple((language, _html(text, links)) for language, text in rule.translations)
    return {
        "rule": _line(rule, links, words),
        "manual": words.choose(_html(rule.manual, links), DEFAULT_LANGUAGE, translations),
        "source": safe_url(rule.source) or "",
        "warnings": links.to("warnings.html"),
    }


def _html(manual: str, links: Links) -> Markup:
    """A rule's text without its title and severity, which the page says itself; other rules lead to their pages."""
    head, mark, sections = manual.partition("\n## ")
    has_head = bool(mark) and head.startswith(("# ", "<!-- "))
    html = body_html(f"{mark}{sections}".lstrip() if has_head else manual)
    return Markup(_OTHER_RULE.sub(lambda found: f'<a href="{links.rule(found[1])}">{found[1]}</a>', html))  # noqa: S704 (sanitised above)


def _line(rule: RuleNote, links: Links, words: Words) -> RuleLine:
    title = words.sentence(Sentence(rule.title)).text
    return RuleLine(rule.code, title, rule.severity.label, words.text(SEVERITIES[rule.severity]), links.rule(rule.code))
