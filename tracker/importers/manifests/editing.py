"""Changes the ``apiVersion`` of objects in a file and leaves every other byte as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.domain.manifest import ManifestObject
from tracker.importers.manifests import documents, yaml_document
from tracker.importers.manifests.errors import UnreadableError
from tracker.importers.manifests.objects import ObjectReader, marks_of
from tracker.importers.manifests.text import decode


@dataclass(frozen=True, slots=True)
class Located:
    """An object, and where its ``apiVersion`` stands in the decoded text."""

    found: ManifestObject
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of a file."""

    before: str
    after: str
    content: bytes
    """`after` in the file's own encoding."""
    changed: tuple[ManifestObject, ...]


def locate(text: str, origin: str) -> Iterator[Located]:
    """The objects whose ``apiVersion`` is written out where it stands: not behind an alias, tag, escape or fold."""
    for part in documents.split(text):
        try:
            values = list(yaml_document.parse(part.text))
        except UnreadableError:
            continue
        for value in values:
            for found in ObjectReader(origin, part, marks_of(value, part)).readings(value.value, part.content_line):
                scalar = value.versions.get(id(found.body)) if isinstance(found, ManifestObject) else None
                if scalar is None or not isinstance(found, ManifestObject):
                    continue
                # Marks of the C parser are always there; the stubs allow for a parser without them.
                start, end = scalar.start_mark.index, scalar.end_mark.index  # type: ignore[union-attr]
                if part.text[start:end].strip("'\"") == found.api.api_version:
                    yield Located(found, part.offset + start, part.offset + end)


Target = tuple[int, str, str]
"""An object of a file: its line, subject and ``apiVersion``."""


def rename(content: bytes, origin: str, targets: Mapping[Target, str]) -> Edit:
    """Write new versions into a file.

    Args:
        content: The file.
        origin: Its path.
        targets: The new ``apiVersion`` of objects.

    Raises:
        UnicodeDecodeError: The file is not in the encoding that it claims.
    """
    text = decode(content)
    chosen = {
        located.start: (located, version)
        for located in locate(text.content, origin)
        if (version := targets.get(target_of(located.found))) is not None
    }
    after = text.content
    for located, version in sorted(chosen.values(), key=lambda each: -each[0].start):
        old = after[located.start : located.end]
        renamed = old.replace(located.found.api.api_version, version)
        after = after[: located.start] + renamed + after[located.end :]
    changed = tuple(located.found for located, _ in chosen.values())
    return Edit(text.content, after, text.encode(after), changed)


def target_of(found: ManifestObject) -> Target:
    """What tells an object of a file from the others."""
    return found.place.line, found.subject, found.api.api_version
