"""From the values of a document to Kubernetes objects: lists flattened, identities checked, releases named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import ManifestObject, NotAnObject, Place, Reading, Unread
from tracker.domain.sentence import say
from tracker.importers.manifests import helm
from tracker.importers.manifests.documents import Document
from tracker.importers.manifests.yaml_document import YamlValue

TEMPLATE = say("it is an unrendered template; render it first (helm template, kustomize build) and scan the result")


@dataclass(frozen=True, slots=True)
class Marks:
    """What is known of the mappings in a value, by their `id`."""

    lines: Mapping[int, int]
    """The lines of the stream on which they begin."""
    conflicts: Mapping[int, tuple[str, int]]
    """A key that stands there twice with different values, and the line of the second."""


def marks_of(found: YamlValue, part: Document) -> Marks:
    """The marks of a YAML document's value, in lines of the stream."""
    return Marks(
        {key: part.line + line - 1 for key, line in found.lines.items()},
        {key: (name, part.line + line - 1) for key, (name, line) in found.conflicts.items()},
    )


class ObjectReader:
    """Makes readings of the values of one document."""

    def __init__(self, origin: str, part: Document, marks: Marks) -> None:
        self.origin = origin
        self.part = part
        self.lines = marks.lines
        self.conflicts = marks.conflicts

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
        conflict, at = self.conflicts.get(id(value), ("", 0))
        if conflict and (conflict != "items" or identity.kind.endswith("List")):
            reason = say("the key %(key)s stands there twice with different values", key=conflict)
            yield Unread(Place(self.origin, at, self.part.number), reason)
            return
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
        for key in ("name", "namespace"):
            if isinstance(metadata.get(key), bool):
                # YAML 1.1 reads off, no, on and yes so; the API server refuses the object.
                found = str(metadata[key]).lower()
                yield Unread(
                    place, say("its metadata.%(key)s is %(found)s, not text: put it in quotes", key=key, found=found)
                )
                return
        yield ManifestObject(
            place=place,
            api=identity,
            name=_name(metadata),
            namespace=_text(metadata.get("namespace")),
            body=body,
            template=self.part.template,
            release=helm.release_of(metadata),
        )


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
