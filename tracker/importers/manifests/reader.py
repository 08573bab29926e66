"""One document stream to readings: what a manifest, a rendered chart or a dump holds, and what cannot be read."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import HelmRelease, ManifestObject, NotAnObject, Place, Reading, Unread
from tracker.importers.manifests import documents, helm, json_document, yaml_document
from tracker.importers.manifests.documents import Document
from tracker.importers.manifests.errors import UnreadableError
from tracker.importers.manifests.text import decode, undecodable

TEMPLATE = "it is an unrendered template; render it first (helm template, kustomize build) and scan the result"


def read(document: bytes | str, *, origin: str) -> Iterator[Reading]:
    """Every object of a YAML or JSON stream in order, lists flattened and Helm's stored releases unpacked.

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
        yield Unread(Place(origin, part.line + error.line - 1, part.number), reason)
        return
    for value, lines in values:
        yield from _Objects(origin, part, lines).readings(value, part.content_line)


def _yaml_values(part: Document) -> Iterator[tuple[Any, Mapping[int, int]]]:
    _refuse_foreign_bytes(part.text)
    for found in yaml_document.parse(part.text):
        yield found.value, {key: part.line + line - 1 for key, line in found.lines.items()}


def _json_values(part: Document) -> Iterator[tuple[Any, Mapping[int, int]]]:
    """The values of a JSON document, or of several in a row; flow-style YAML looks the same and is tried next."""
    _refuse_foreign_bytes(part.text)
    end, found = 0, []
    try:
        while part.text[end:].strip():
            value, end = json_document.parse(part.text, end)
            lines, counted, line = {}, 0, part.line
            for key, offset in value.offsets.items():
                line += part.text.count("\n", counted, offset)
                lines[key], counted = line, offset
            found.append((value.value, lines))
    except UnreadableError:
        yield from _yaml_values(part)
    else:
        yield from found


def _refuse_foreign_bytes(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise UnreadableError(
            f"it holds a byte that is not UTF-8 (0x{ord(text[error.start]) & 0xFF:02X})", line
        ) from None


class _Objects:
    """Makes readings of the values of one document."""

    def __init__(self, origin: str, part: Document, lines: Mapping[int, int]) -> None:
        self.origin = origin
        self.part = part
        self.lines = lines

    def readings(self, value: Any, line: int) -> Iterator[Reading]:
        """The objects in a document's value, which begins on `line`."""
        if value is None:
            return
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            for item in value:
                yield from self.readings(item, line)
            return
        place = Place(self.origin, self.lines.get(id(value), line), self.part.number)
        identity = _identity(value)
        if isinstance(identity, str):
            yield Unread(place, TEMPLATE) if "{{" in identity else NotAnObject(place, identity)
            return
        items = value.get("items")
        if identity.kind.endswith("List") and (items is None or isinstance(items, list)):
            yield from self._items(identity, items or [], place.line)
            return
        yield from self._object(place, identity, value)

    def _items(self, identity: ApiKey, items: list[Any], line: int) -> Iterator[Reading]:
        """The items of a list; those of a typed list need not repeat what they are."""
        kind = identity.kind.removesuffix("List")
        for item in items:
            if kind and isinstance(item, dict) and not ("apiVersion" in item and "kind" in item):
                named = {"apiVersion": identity.api_version, "kind": kind, **item}
                place = Place(self.origin, self.lines.get(id(item), line), self.part.number)
                yield from self._object(place, ApiKey.of(named["apiVersion"], named["kind"]), named)
            else:
                yield from self.readings(item, line)

    def _object(self, place: Place, identity: ApiKey, body: Mapping[str, Any]) -> Iterator[Reading]:
        metadata = body.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        found = ManifestObject(
            place=place,
            api=identity,
            name=_name(metadata),
            namespace=_text(metadata.get("namespace")),
            body=body,
            template=self.part.template,
            release=helm.release_of(metadata),
        )
        yield found
        yield from _stored_objects(found)


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
        within = f"Helm release {stored.release}, line {inner.place.line}"
        place = replace(found.place, within=within)
        if isinstance(inner, ManifestObject):
            yield replace(inner, place=place, release=stored.release, namespace=_inner_namespace(inner, stored.release))
        else:
            yield replace(inner, place=place)


def _inner_namespace(inner: ManifestObject, release: HelmRelease) -> str:
    return inner.namespace or release.namespace


def _identity(value: Any) -> ApiKey | str:
    """Group, version and kind, or why the value is no Kubernetes object."""
    if not isinstance(value, dict):
        return (
            "it is a list"
            if isinstance(value, list)
            else "it is plain text"
            if isinstance(value, str)
            else "it is a value"
        )
    api_version, kind = value.get("apiVersion"), value.get("kind")
    for name, found in (("apiVersion", api_version), ("kind", kind)):
        if found is None:
            return f"it has no {name}"
        if not isinstance(found, str):
            return f"its {name} is no text"
        if "{{" in found:
            return found
    return ApiKey.of(api_version, kind) if api_version and kind else "its apiVersion or kind is empty"


def _name(metadata: Mapping[str, Any]) -> str:
    name = _text(metadata.get("name"))
    return name or (f"{prefix}*" if (prefix := _text(metadata.get("generateName"))) else "")


def _text(value: Any) -> str:
    return "" if value is None else str(value)
