"""Reads only what has to be read: an object of a kind that a scan has nothing to say about is checked, not built.

Most documents hold one object in the plainest form, with ``apiVersion`` and ``kind`` at the start of a line. For those
the two values are cut out of the text, and libyaml checks the whole document without making objects of it, six times
faster than reading. Whatever is not plain beyond doubt is read. A property test holds this to `reader.read`.
"""

import re
from collections.abc import Callable, Iterator

import yaml
from yaml.cyaml import CLoader

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import NotAnObject, Place, Reading, Skimmed, Unread
from tracker.importers.manifests import documents
from tracker.importers.manifests.documents import Document
from tracker.importers.manifests.reader import read_document
from tracker.importers.manifests.text import decode, undecodable

_ODD_ROOT = re.compile(r"""^["'?{<&*!]""", re.MULTILINE)
"""Root keys that are not plain words, and roots that are no block mapping."""
_PLAIN_ROOT = re.compile(r"(?:---[ ]*(?:#[^\n]*)?\r?\n)?(?:[ ]*(?:#[^\n]*)?\r?\n)*[A-Za-z][\w.-]*:(?:[ ]|\r?\n)")
"""A block mapping whose first key is a plain word at the start of a line."""
_DEEP = " " * 150
_MOST_BRACKETS = 2000
"""libyaml takes quadratic time for deeply nested flow collections; reading has a bound for that, checking has none."""
_VALUE = re.compile(r":[ ]+([A-Za-z][A-Za-z0-9./-]*)[ ]*\r?(?:\n(?![ ])|\Z)")
_MATTERS_IN = {"CustomResourceDefinition": "storedVersions", "Secret": "release", "ConfigMap": "release"}
"""Words that make the content of a kind matter: versions stored by a cluster, and Helm's releases."""


def skim(document: bytes | str, *, origin: str, is_silent: Callable[[ApiKey], bool]) -> Iterator[Reading | Skimmed]:
    """Like `reader.read`, but with a `Skimmed` in place of plain objects whose API `is_silent`."""
    try:
        text = decode(document).content
    except UnicodeDecodeError as error:
        yield Unread(Place(origin, 1), undecodable(error))
        return
    for part in documents.split(text):
        yield from _skim_document(part, origin, is_silent)


def _skim_document(part: Document, origin: str, is_silent: Callable[[ApiKey], bool]) -> Iterator[Reading | Skimmed]:
    if not _is_doubtful(part.text):
        if _is_mapping_without_api(part.text) and _is_well_formed(part):
            yield NotAnObject(Place(origin, part.content_line, part.number), "it has no apiVersion")
            return
        api = _plain_identity(part.text)
        if api is not None and is_silent(api) and _is_well_formed(part):
            yield Skimmed(api)
            return
    yield from read_document(part, origin)


def _is_doubtful(text: str) -> bool:
    """Whether its lines may not say what they seem to say: a template, odd keys or line breaks, aliases, depth."""
    return (
        "{{" in text
        or "\\" in text
        or "\t" in text
        or "]:" in text
        or "}:" in text
        or "? " in text
        or "<<" in text
        or " *" in text
        or "- - -" in text
        or "\n..." in text
        or _DEEP in text
        or not (text.isascii() or ("\x85" not in text and "\u2028" not in text and "\u2029" not in text))
        or _ODD_ROOT.search(text) is not None
        or (text.startswith("---") and text[3 : text.find("\n")].strip(" \r") != "")
    )


def _is_mapping_without_api(text: str) -> bool:
    return "kind" not in text and "apiVersion" not in text and _PLAIN_ROOT.match(text) is not None


def _plain_identity(text: str) -> ApiKey | None:
    """What a document without doubt is, where that stands in lines of its own and its content does not matter."""
    api_version, kind = _root_value(text, "apiVersion"), _root_value(text, "kind")
    if not api_version or not kind or kind.endswith("List") or "uid:" in text:
        return None
    matters = _MATTERS_IN.get(kind)
    return None if matters is not None and matters in text else ApiKey.of(api_version, kind)


def _root_value(text: str, key: str) -> str | None:
    """The plain value of a key that stands at the start of exactly one line."""
    start = 0 if text.startswith(key) else text.find(f"\n{key}") + 1
    if (start == 0 and not text.startswith(key)) or text.find(f"\n{key}", start) >= 0:
        return None
    value = _VALUE.match(text, start + len(key))
    return value[1] if value else None


def _is_well_formed(part: Document) -> bool:
    if part.text.count("[") + part.text.count("{") > _MOST_BRACKETS:
        return False
    try:
        CLoader(part.text).raw_parse()
    except (yaml.YAMLError, UnicodeError):
        return False
    return True
