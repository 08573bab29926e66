"""Reads only what has to be read: objects of kinds that a scan has nothing to say about are checked, not built.

Most documents are in the plainest form, with ``apiVersion`` and ``kind`` at the start of a line. For those the two values
are cut out of the text, and libyaml checks the whole document without making objects of it, six times faster than
reading. Whatever is not plain beyond doubt is read. A property test holds this to `reader.read`.
"""

from collections.abc import Callable, Iterator

import yaml
from yaml._yaml import CParser

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import NotAnObject, Place, Reading, Skimmed, Unread
from tracker.importers.manifests import documents, plain_text
from tracker.importers.manifests.documents import Document
from tracker.importers.manifests.reader import read_document
from tracker.importers.manifests.text import decode, undecodable

_MOST_BRACKETS = 2000
"""libyaml takes quadratic time for deeply nested flow collections; reading has a bound for that, checking has none."""


def skim(document: bytes | str, *, origin: str, is_silent: Callable[[ApiKey], bool]) -> Iterator[Reading | Skimmed]:
    """Like `reader.read`, but with a `Skimmed` in place of plain objects whose API `is_silent`."""
    try:
        text = decode(document).content
    except UnicodeDecodeError as error:
        yield Unread(Place(origin, 1), undecodable(error))
        return
    for part in documents.split(text):
        yield from _skimmed(part, origin, is_silent) or read_document(part, origin)


def _skimmed(part: Document, origin: str, is_silent: Callable[[ApiKey], bool]) -> list[Reading | Skimmed]:
    """What a plain document holds; nothing when it has to be read."""
    text = part.text
    if plain_text.is_doubtful(text):
        return []
    if plain_text.is_mapping_without_api(text):
        found: list[Reading | Skimmed] = [
            NotAnObject(Place(origin, part.content_line, part.number), "it has no apiVersion")
        ]
    else:
        apis = plain_text.apis_in(text) or ()
        found = [Skimmed(api) for api in apis] if all(map(is_silent, apis)) else []
    return found if found and _is_well_formed(text) else []


def _is_well_formed(text: str) -> bool:
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        return False
    try:
        CParser(text).raw_parse()
    except (yaml.YAMLError, UnicodeError):
        return False
    return True
