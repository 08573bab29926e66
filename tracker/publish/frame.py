"""What every page has around its content: the names that the layout prints."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.publish import urls
from tracker.publish.page import Page, fingerprint
from tracker.publish.site_data import Edition, SiteData
from tracker.publish.views.links import Links
from tracker.publish.words import Words, mark

_SECTIONS = (
    (mark("Overview"), "index.html", ("index.html", "clusters/")),
    (mark("Timeline"), "timeline.html", ("timeline.html", "timeline/")),
    (mark("Components"), "components.html", ("components.html", "components/")),
    (mark("Configuration"), "config.html", ("config.html", "config/")),
    (mark("Incidents"), "incidents.html", ("incidents.html",)),
    (mark("Warnings"), "warnings.html", ("warnings.html", "rules/")),
    (mark("Reports"), "reports.html", ("reports.html", "reports/")),
    (mark("About"), "about.html", ("about.html",)),
)
_LANGUAGE_NAMES = {"en": "English", "ko": "한국어"}
"""Each in its own language."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the navigation."""

    label: str
    href: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of a page."""

    site_title: str
    is_public: bool
    json: str
    """The JSON file beside the page, from the root."""
    nav: tuple[NavItem, ...]
    languages: tuple[tuple[str, str, str], ...]
    """(tag, name, path of this page from the root) of every language of the interface."""


def frame(site: SiteData, page: Page, words: Words) -> Mapping[str, object]:
    """The names that the layout prints, and the two functions through which templates speak.

    Of the site nothing but its title and edition is used, so that a page changes only with its inputs.
    """
    links = Links(page.path)
    return {
        "_": words.text,
        "_n": words.plural,
        "frame": Frame(
            site_title=site.title,
            is_public=site.edition is Edition.PUBLIC,
            json=urls.json_beside(page.path),
            nav=tuple(
                NavItem(words.text(label), links.to(target), page.path.startswith(prefixes))
                for label, target, prefixes in _SECTIONS
            ),
            languages=tuple((tag, _LANGUAGE_NAMES[tag], urls.localized(page.path, tag)) for tag in urls.LANGUAGES),
        ),
    }


def inputs(site: SiteData) -> str:
    """A fingerprint of what the frame shows of a site."""
    return fingerprint(site.title, site.edition)
