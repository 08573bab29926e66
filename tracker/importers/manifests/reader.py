"""One document stream to readings: what a manifest, a rendered chart or a dump holds, and what cannot be read."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from tracker.domain.manifest import HelmRelease, ManifestObject, Place, Reading, Unread
from tracker.domain.sentence import say
from tracker.importers.manifests import documents, helm, json_document, kubeadm, yaml_document
from tracker.importers.manifests.documents import Document
from tracker.importers.manifests.errors import UnreadableError
from tracker.importers.manifests.objects import TEMPLATE, Marks, ObjectReader, marks_of
from tracker.importers.manifests.text import decode, refuse_foreign_bytes, undecodable


def read(document: bytes | str, *, origin: str) -> Iterator[Reading]:
    """Every object of a YAML or JSON stream in order, lists flattened, Helm's stored releases and kubeadm's configuration unpacked.

    Everything is accounted for: a document yields its objects, or one `NotAnObject` or `Unread`. Only documents
    without content, and lists without items, yield nothing.
    """
    try:
        text = decode(document).content
    except UnicodeDecodeError as error:
        yield Unread(Place(origin, 1), undecodable(error))
        return
    for part in documents.split(text):
        yield from read_document(part, origin)


def read_document(part: Document, origin: str) -> Iterator[Reading]:
    """The objects of one document of a stream."""
    try:
        values = list(_json_values(part) if part.text.lstrip().startswith("{") else _yaml_values(part))
    except UnreadableError as error:
        reason = TEMPLATE if "{{" in part.text else error.reason
        # libyaml reports what is missing at the end on the line after it.
        line = min(error.line, part.text.rstrip().count("\n") + 1)
        yield Unread(Place(origin, part.line + line - 1, part.number), reason)
        return
    for value, marks in values:
        for found in ObjectReader(origin, part, marks).readings(value, part.content_line):
            yield found
            if isinstance(found, ManifestObject):
                yield from _stored_objects(found)
                yield from _stored_configuration(found, part)


def _yaml_values(part: Document) -> Iterator[tuple[Any, Marks]]:
    for found in yaml_document.parse(part.text):
        yield found.value, marks_of(found, part)


def _json_values(part: Document) -> Iterator[tuple[Any, Marks]]:
    """The values of a JSON document, or of several in a row; flow-style YAML looks the same and is tried next."""
    refuse_foreign_bytes(part.text)
    end, found = 0, []
    try:
        while part.text[end:].strip():
            value, end = json_document.parse(part.text, end)
            lines = _lines_at(part, value.offsets.values())
            marks = Marks(
                {key: lines[offset] for key, offset in value.offsets.items()},
                {key: (name, _line_at(part, at)) for key, (name, at) in value.conflicts.items()},
            )
            found.append((value.value, marks))
    except UnreadableError:
        yield from _yaml_values(part)
    else:
        yield from found


def _lines_at(part: Document, offsets: Iterable[int]) -> dict[int, int]:
    """The lines of the stream at offsets of a document, which are counted once whatever their number."""
    lines, counted, line = {}, 0, part.line
    for offset in sorted(offsets):
        line += part.text.count("\n", counted, offset)
        lines[offset], counted = line, offset
    return lines


def _line_at(part: Document, offset: int) -> int:
    return part.line + part.text.count("\n", 0, offset)


def _stored_objects(found: ManifestObject) -> Iterator[Reading]:
    """What a stored Helm release holds, when the object is one."""
    try:
        stored = helm.stored_release(found)
    except UnreadableError as error:
        yield Unread(found.place, error.reason)
        return
    if stored is None:
        return
    for inner in read(stored.manifest, origin=found.place.origin):
        where = {"helm_release": str(stored.release), "line": inner.place.line}
        within = say("Helm release %(helm_release)s, line %(line)s", **where)
        place = replace(found.place, within=within)
        if isinstance(inner, ManifestObject):
            yield replace(inner, place=place, release=stored.release, namespace=_inner_namespace(inner, stored.release))
        else:
            yield replace(inner, place=place)


def _stored_configuration(found: ManifestObject, part: Document) -> Iterator[Reading]:
    """The configuration files in a ConfigMap of kubeadm's, when the object is one."""
    for stored in kubeadm.stored_configuration(found):
        for inner in read(stored.text, origin=found.place.origin):
            yield kubeadm.placed(inner, found, stored, part)


def _inner_namespace(inner: ManifestObject, release: HelmRelease) -> str:
    return inner.namespace or release.namespace
