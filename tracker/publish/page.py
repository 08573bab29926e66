"""A file of the site before it is rendered: where it goes, what decides its content, and how to get that content.

Views and contents are called only when `inputs` differ from those of the file that is already there. What else decides
the bytes (templates, message catalogues, the program) is the pipeline's to add.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tracker.publish.words import Words


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page, written once for each language."""

    path: str
    """In the default language, relative to the root of the site, with forward slashes: ``timeline/2017-09.html``."""
    template: str
    """Relative to the folder of templates: ``pages/month.html``."""
    inputs: str
    """A fingerprint of the data that the view depends on."""
    view: Callable[[Words], Mapping[str, object]]
    """Makes the names that the template prints, beside those of the frame (`tracker.publish.frame`)."""
    data: Callable[[], Mapping[str, object] | Iterator[str]]
    """Makes what the JSON file beside the page says, or the canonical JSON of that in pieces; it depends on the same
    inputs."""
    beside: str = ""
    """Path of another page that is made from the same events: both are made by one process, which reads them once."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A feed, a calendar, a JSON or Markdown file; there is one for all languages."""

    path: str
    inputs: str
    content: Callable[[], str | Iterator[str]]
    """Makes the text; in pieces where it is about all clusters, so that it is never in memory as a whole."""
    beside: str = ""
    """See `Page.beside`."""


@dataclass(frozen=True, slots=True)
class Groundwork:
    """Something that is worked out for other files and remembered in the cache; no file of the site."""

    path: str
    """A name of its own among the paths."""
    inputs: str
    do: Callable[[], object]
    beside: str
    """See `Page.beside`."""


def fingerprint(*parts: object) -> str:
    """A short digest of values whose `repr` says all that there is to them."""
    return hashlib.sha256("\x1f".join(map(repr, parts)).encode()).hexdigest()[:32]


def mark(*parts: object) -> int:
    """The same as a number, which takes half the room: outlines have one for each subject of each cluster."""
    return int(fingerprint(*parts), 16)
