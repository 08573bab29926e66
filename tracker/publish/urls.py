"""Where everything lies on the site. Paths are made of ASCII slugs and never move; links are relative.

Relative links with file names work from any folder of a web server and from ``file://``.
"""

import hashlib
import re
import unicodedata
from datetime import date
from functools import lru_cache

from tracker.publish.gathered import Month

DEFAULT_LANGUAGE = "en"
LANGUAGES = ("en", "ko")
"""The first one lies at the root, the others in a folder of their name."""

_LONGEST_SLUG = 60
_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index)(?:\..*)?|.*\.(?:html|json)")
"""Device names that Windows does not accept as file names, whatever the extension; our own index pages; and what would
give the folder of one cluster (``prod.html``) the name of another one's page.
"""


@lru_cache(maxsize=8192)
def slug(name: str) -> str:
    """A file name for a name: ``nodeMonitorGracePeriod`` becomes ``nodemonitorgraceperiod``.

    Names that differ only in case share a slug, as they do everywhere in tracker. Whatever else cannot be kept is made
    up for by a digest of the name, so that two names never meet.
    """
    plain = unicodedata.normalize("NFC", name).strip().casefold()
    kept = _UNSAFE.sub("-", plain).strip("-._")
    if kept == plain and 0 < len(kept) <= _LONGEST_SLUG and not _RESERVED.fullmatch(kept):
        return kept
    digest = hashlib.sha256(plain.encode()).hexdigest()[:8]
    return f"{kept[:_LONGEST_SLUG].strip('-._')}-{digest}".lstrip("-")


def localized(path: str, language: str) -> str:
    """The path of a page in a language."""
    return path if language == DEFAULT_LANGUAGE else f"{language}/{path}"


def relative(source: str, target: str) -> str:
    """The link from the file at `source` to `target`, both from the root; a fragment of the target is kept."""
    path, mark, fragment = target.partition("#")
    return _between(source, path) + mark + fragment


@lru_cache(maxsize=8192)
def _between(source: str, path: str) -> str:
    # The same few pages are linked to from every line of a page. Paths of a site are plain: no dots, no double slashes.
    here, there = source.split("/")[:-1], path.split("/")
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    return "../" * (len(here) - common) + "/".join(there[common:])


def to_root(path: str) -> str:
    """The prefix that leads from the file at `path` to the root: empty, ``../``, ``../../``."""
    return "../" * path.count("/")


def month_page(month: Month) -> str:
    """The page of a month."""
    return f"timeline/{month}.html"


def day_page(day: date, part: int = 1) -> str:
    """The page of a day in a month too large for one page; long days have several parts, counted from 1."""
    return f"timeline/{day.isoformat()}.html" if part == 1 else f"timeline/{day.isoformat()}-{part}.html"


def month_anchor(month: Month) -> str:
    """The fragment at which the timeline lists a month."""
    return f"m-{month}"


def event_anchor(event_id: str) -> str:
    """The identifier of an event's element on a page."""
    return f"e-{event_id}"


def event(day: date, event_id: str) -> str:
    """The permalink of an event that happened on `day`: its anchor on the page of its month."""
    return f"{month_page(Month.of(day))}#{event_anchor(event_id)}"


def cluster(name: str) -> str:
    """The page of a cluster."""
    return f"clusters/{slug(name)}.html"


def cluster_year(name: str, year: int) -> str:
    """The page with a cluster's changelog of one year."""
    return f"clusters/{slug(name)}/{year:04}.html"


def cluster_file(name: str, file_name: str) -> str:
    """A file about one cluster: its feed, calendar, changelog."""
    return f"clusters/{slug(name)}/{file_name}"


def component(name: str) -> str:
    """The page of a component, over all clusters."""
    return f"components/{slug(name)}.html"


def component_feed(name: str) -> str:
    """The feed of a component, over all clusters."""
    return f"components/{slug(name)}.atom"


def config_key(name: str) -> str:
    """The page of a config key, over all clusters and scopes."""
    return f"config/{slug(name)}.html"


def report(cluster_name: str, report_id: str) -> str:
    """The page of a kept readiness report."""
    return f"reports/{slug(cluster_name)}-{report_id}.html"


def rule(code: str) -> str:
    """The page of a rule's manual text."""
    return f"rules/{slug(code)}.html"


def json_beside(page: str) -> str:
    """The JSON file beside a page."""
    return page.removesuffix(".html") + ".json"
