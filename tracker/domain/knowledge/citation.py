"""From the words in which a row names its source to the address where a reader finds it."""

import re
from functools import lru_cache

_REPOSITORY = r"(?P<repository>[A-Za-z0-9][\w.-]*/[\w.-]+)"
_REQUEST = re.compile(rf"{_REPOSITORY}#(?P<number>\d+)\b")
_TAG = re.compile(rf"{_REPOSITORY} tag (?P<tag>[^\s;]+)")
_TAGS = re.compile(rf"{_REPOSITORY} tags?\b")
_NOTES = re.compile(
    r"Kubernetes (?:(?P<before>\d+\.\d+) )?release notes(?: \(kubernetes/sig-release\))? ?(?P<after>\d+\.\d+)?"
)
_FILE = re.compile(rf"{_REPOSITORY} (?P<path>[\w.-]*[/.][\w./-]*\w)(?P<rest>.*)")
_ANYTHING = re.compile(rf"{_REPOSITORY} ")
_COMMIT = re.compile(r"commit ([0-9a-f]{7,40})")
_AT_TAG = re.compile(r" at (v\d[\w.+-]*)")
_GITHUB = "https://github.com"


@lru_cache(maxsize=2048)
def source_url(source: str) -> str:
    """The address of the first part of `source` that has one; empty when none has.

    A repository without an address of its own means GitHub. A file is linked at the commit or tag that the source
    names, else at the newest state of its branch.
    """
    return next((url for part in source.split("; ") if (url := _url_of(part))), "")


def _url_of(part: str) -> str:
    if part.startswith("https://"):
        return part.split(" ", 1)[0]
    if match := _REQUEST.match(part):
        return f"{_GITHUB}/{match['repository']}/pull/{match['number']}"
    if match := _TAG.match(part):
        return f"{_GITHUB}/{match['repository']}/releases/tag/{match['tag']}"
    if match := _NOTES.match(part):
        minor = match["before"] or match["after"]
        return f"{_GITHUB}/kubernetes/sig-release/tree/HEAD/releases/release-{minor}" if minor else ""
    if match := _TAGS.match(part):
        return f"{_GITHUB}/{match['repository']}/tags"
    if match := _FILE.match(part):
        named = _COMMIT.search(match["rest"]) or _AT_TAG.search(match["rest"])
        return f"{_GITHUB}/{match['repository']}/blob/{named[1] if named else 'HEAD'}/{match['path']}"
    if match := _ANYTHING.match(part):
        return f"{_GITHUB}/{match['repository']}"
    return ""
