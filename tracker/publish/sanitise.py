"""Text that people wrote, as HTML that can do no harm: Markdown first, then everything that is not allowed is removed.

Raw HTML in a text is shown as it was typed. Images become links, because a page loads nothing from elsewhere; headings
become bold paragraphs, because the page has headings of its own.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from nh3 import Cleaner

_SCHEMES = frozenset({"http", "https", "mailto"})
_TAGS = frozenset("a blockquote br code del em hr li ol p pre s strong table tbody td th thead tr ul".split())
_NEVER = r"\\\\`<>&\"|\n\r\t\x00-\x1f\x7f-\xa0\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_TEXT = rf"[^*_\[\]~#{_NEVER}]"
_CODE = rf"(?<!`)`(?! )[^{_NEVER}]+(?<! )`(?!`)"
_STRONG = rf"(?<!\*)\*\*(?=\w){_TEXT}+(?<=\w)\*\*(?!\*)"
_SIMPLE = re.compile(rf"(?![ #+\-=>\d])(?:{_TEXT}|{_CODE}|{_STRONG})+(?<! )")
"""A line in which nothing but code and strong text between words means anything in Markdown."""
_MARKED = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")
_ITEM = "- "
_PART_ENDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[./_:-])(?=\w)")
_HYPHENED = re.compile(r"[\w.+-]{3,}", re.ASCII)
_LONGEST_HELD = 24
"""Letters that stay together on a phone as well; a longer value may go on in the next line."""
_LONGEST_WORD = 12
"""Letters of a word that find room in every column."""
_GAP = re.compile(r"\n{2,}")


def with_code(text: str) -> Markup:
    """The text of a rule, with what stands between backticks as code, and values as `whole` has them."""
    parts = text.split("`")
    if len(parts) % 2 == 0 or len(parts) == 1:
        return whole(text)
    pieces = (
        Markup("<code>{}</code>").format(whole(part)) if odd % 2 else whole(part) for odd, part in enumerate(parts)
    )
    return Markup().join(pieces)


def whole(text: object) -> Markup:
    """A text in which no line ends at a hyphen of a short value: a date, a version, ``kube-aws``, ``--to``.

    It is copied and found as it was: what holds a value together is a style. What is Markup stays as it is.
    """
    told = escape(text)
    if "-" not in told or isinstance(text, Markup):
        return told
    # Word by word, because few words have hyphens, and the expression would try every letter of the others.
    words = [_HYPHENED.sub(_held, word) if "-" in word else word for word in str(told).split(" ")]
    return Markup(" ".join(words))  # noqa: S704 (escaped above)


def _held(match: re.Match[str]) -> str:
    value = match[0]
    return f'<span class="whole">{value}</span>' if "-" in value and len(value) <= _LONGEST_HELD else value


def breakable(name: str) -> Markup:
    """A name that may go on in the next line where a part of it ends: ``nodeMonitor`` and ``GracePeriod``."""
    return Markup("<wbr>").join(_PART_ENDS.split(name))


def with_breakable_names(text: str) -> Markup:
    """A text of which only long words are `breakable`: ``NotReady`` stays whole, ``nodeMonitorGracePeriod`` cannot."""
    words = (breakable(word) if len(word) > _LONGEST_WORD else word for word in text.split(" "))
    return Markup(" ").join(words)


def body_html(markdown: str) -> Markup:
    """The HTML of a Markdown text, safe to put into a page; empty for an empty text."""
    text = markdown.strip()
    if not text:
        return Markup()
    return _simple(text) or _formatted(text)


def _simple(text: str) -> Markup | None:
    """What Markdown would make of paragraphs and lists of simple lines: a fifth of the time, and most texts are so.

    None when there is anything else in the text.
    """
    made: list[str] = []
    was_list = False
    for block in _GAP.split(text):
        lines = block.split("\n")
        is_list = lines[0].startswith(_ITEM)
        if is_list:
            if was_list or not all(line.startswith(_ITEM) for line in lines):
                return None
            lines = [line[len(_ITEM) :] for line in lines]
        if not all(map(_SIMPLE.fullmatch, lines)):
            return None
        told = [_MARKED.sub(_marked, line) for line in lines]
        if is_list:
            made += ["<ul>\n", *(f"<li>{line}</li>\n" for line in told), "</ul>\n"]
        else:
            made += ["<p>", "<br>\n".join(told), "</p>\n"]
        was_list = is_list
    return Markup("".join(made))  # noqa: S704 (nothing in a simple line needs escaping)


def _marked(match: re.Match[str]) -> str:
    return f"<code>{match[1]}</code>" if match[1] else f"<strong>{match[2]}</strong>"


@lru_cache(maxsize=512)
def _formatted(text: str) -> Markup:
    # A page in two languages, a feed and a changelog ask for the same text one after the other.
    return Markup(_cleaner().clean(_markdown().render(text)))  # noqa: S704 (cleaned)


def safe_url(url: str) -> str | None:
    """The URL if a page may link to it (http, https or mailto, absolute), else None."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or not (parts.netloc or parts.scheme == "mailto"):
        return None
    return url.strip()


def link_html(url: str, text: str) -> Markup:
    """A link to elsewhere, or the bare text when the page may not link there."""
    safe = safe_url(url)
    if safe is None:
        return escape(text)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(safe, text)


@cache
def _cleaner() -> "Cleaner":
    from nh3 import Cleaner

    return Cleaner(
        tags=set(_TAGS),
        attributes={"a": {"href", "title"}, "ol": {"start"}, "td": set(), "th": set()},
        url_schemes=set(_SCHEMES),
        url_relative="deny",
        link_rel="noopener noreferrer",
    )


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    parser.disable("image")
    parser.add_render_rule("heading_open", _heading_open)
    parser.add_render_rule("heading_close", _heading_close)
    return parser


def _heading_open(_self: object, _tokens: Sequence["Token"], _index: int, _options: object, _env: object) -> str:
    return "<p><strong>"


def _heading_close(_self: object, _tokens: Sequence["Token"], _index: int, _options: object, _env: object) -> str:
    return "</strong></p>\n"
