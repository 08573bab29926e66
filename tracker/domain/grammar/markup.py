"""Takes the markup out of a line: links, code, quotes, issue keys, tags. What is left is text that can be split."""

import re
import unicodedata
from dataclasses import dataclass, field

from tracker.domain.event import Link
from tracker.domain.grammar.words import NOT_ISSUE_KEYS

_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "＂": '"', "‘": "'", "’": "'", "\u00a0": " "})
_LINK = re.compile(r"\[([^\]\[]*)\]\(\s*(https?://(?:[^\s()]|\([^\s()]*\))+)\s*\)")
_URL = re.compile(r"(?<!=)https?://[^\s<>\"`]+")
_PROTECTED = re.compile(r'`([^`]*)`|"[^"]*"')
_ISSUE_KEY = re.compile(r"(?<![\w/-])([A-Z][A-Z0-9]+)-(\d+)(?:-(\d+))?(?![\w-])")
_TAG = re.compile(r"(?<!\S)#([^\W\d][\w-]*)")
_HOLE = re.compile("[\ue000-\uf8ff]")

_RELATIONS = (
    ("/releases/", "release"),
    ("/issues/", "issue"),
    ("/browse/", "issue"),
    ("/pull/", "pull-request"),
    ("/merge_requests/", "pull-request"),
    ("/commit/", "commit"),
    ("postmortem", "postmortem"),
    ("/runbook", "runbook"),
)


@dataclass(slots=True)
class Marked:
    """A line whose quoted and code parts are holes: single characters that no separator can cut."""

    text: str
    """For splitting and reading; quotes are straight."""
    links: tuple[Link, ...]
    tags: tuple[str, ...]
    holes: list[str] = field(default_factory=list)
    code: set[str] = field(default_factory=set)
    """The holes that were code."""

    def is_code(self, part: str) -> bool:
        """Whether a part of the text was written as code, all of it."""
        return part in self.code

    def fill(self, part: str) -> str:
        """A part of the text with its holes filled again, code without its backticks."""
        return _HOLE.sub(lambda hole: self.holes[ord(hole[0]) - 0xE000], part)


def take_markup(line: str) -> Marked:
    """Read the markup of a line."""
    line = _HOLE.sub("", unicodedata.normalize("NFC", line)).translate(_CURLY)
    marked = Marked("", (), ())
    # What is quoted or code is taken out first: an address or a "#" in it belongs to it.
    text = _PROTECTED.sub(lambda match: _hole(match, marked), line)
    links: list[Link] = []
    text = _URL.sub(lambda match: _bare(match, links), _LINK.sub(lambda match: _linked(match, links), text))
    marked.links = tuple(dict.fromkeys(links))
    marked.tags = tuple(dict.fromkeys((*issue_keys(text), *_TAG.findall(text))))
    marked.text = " ".join(_TAG.sub("", text).split())
    return marked


def issue_keys(text: str) -> list[str]:
    """The keys of issue trackers in a text: ``INFRA-7``, ``CVE-2018-1002105``."""
    return [match[0] for match in _ISSUE_KEY.finditer(text) if match[1] not in NOT_ISSUE_KEYS]


def without_issue_keys(text: str) -> str:
    """A clause without the keys in it, nor the brackets and colons around them: ``INFRA-7: Labelgun retired``."""
    for key in issue_keys(text):
        text = re.sub(rf"[(\[]?{key}[)\]]?:?", "", text)
    return " ".join(text.split())


def relation(url: str) -> str:
    """What the address of a page says that it is: release, issue, pull-request … or just link."""
    path = url.partition("://")[2].partition("?")[0].partition("#")[0].partition("/")[2]
    return next((name for part, name in _RELATIONS if part in f"/{path.lower()}"), "link")


def _linked(match: re.Match[str], links: list[Link]) -> str:
    links.append(Link(relation(match[2]), match[2]))
    return match[1]


def _bare(match: re.Match[str], links: list[Link]) -> str:
    """A bare address goes into the links; punctuation behind it stays, a bracket that it does not open goes."""
    url = match[0].rstrip(".,;:!?'")
    rest = match[0][len(url) :]
    while url.endswith((")", "]")) and url.count("(") < url.count(")") + url.count("]"):
        url = url[:-1]
    links.append(Link(relation(url), url))
    return f" {rest}" if rest.strip(")]") else " "


def _hole(match: re.Match[str], marked: Marked) -> str:
    hole = chr(0xE000 + len(marked.holes))
    is_code = match[1] is not None
    marked.holes.append(match[1] if is_code else match[0])
    if is_code:
        marked.code.add(hole)
    return hole
