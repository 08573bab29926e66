"""Kubernetes objects as they stand in files, streams and dumps: what was read, and what could not be read.

A reader turns each document into `Reading`s: a `ManifestObject` for every Kubernetes object, `NotAnObject` for other
YAML (Helm values, compose files), `Unread` for what nobody can judge. Together they account for every document.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands."""

    origin: str
    """The file's path as the user gave it, or ``-`` for standard input."""
    line: int
    """Counted from 1, at line feeds, as editors do."""
    document: int = 1
    """Which document of the stream, counted from 1; documents without content do not count."""
    within: str = ""
    """The place inside something that was unpacked: ``Helm release web.v3, line 12``."""

    def __str__(self) -> str:
        return f"{self.origin}:{self.line}" + (f" ({self.within})" if self.within else "")


@dataclass(frozen=True, slots=True)
class HelmRelease:
    """The Helm release that an object belongs to, as far as the manifest tells."""

    name: str
    namespace: str = ""
    revision: int | None = None
    chart: str = ""
    """Name and version: ``ingress-nginx-4.0.1``."""
    status: str = ""
    """Of a stored release: ``deployed``, ``superseded``, ``failed``, ``uninstalled`` …; else empty."""

    @property
    def is_history(self) -> bool:
        """Helm keeps it only to roll back to: another revision has replaced it, or it was uninstalled."""
        return self.status in {"superseded", "uninstalled"}

    def __str__(self) -> str:
        return self.name if self.revision is None else f"{self.name}.v{self.revision}"


@dataclass(frozen=True, slots=True)
class ManifestObject:
    """One Kubernetes object, or one item of a list."""

    place: Place
    api: ApiKey
    name: str
    """From ``metadata.name``, else ``generateName`` with a ``*``; empty when the manifest gives neither."""
    namespace: str
    """Empty when the manifest does not say: cluster-scoped, or decided by whoever applies it."""
    body: Mapping[str, Any] = field(repr=False)
    """The whole object as JSON values: mappings with text keys, lists, text, numbers, booleans, None. Merge keys
    and aliases are resolved; parts that aliases share are the same objects, so never change it."""
    template: str = ""
    """The chart's template that rendered it, from a ``# Source:`` comment."""
    release: HelmRelease | None = None

    @property
    def subject(self) -> str:
        """``Ingress shop/web``: what findings about this object call it."""
        return f"{self.api.kind} {self.namespace}/{self.name}" if self.namespace else f"{self.api.kind} {self.name}"

    @property
    def metadata(self) -> Mapping[str, Any]:
        """The object's metadata; empty when there is none."""
        return self.mapping("metadata")

    @property
    def annotations(self) -> Mapping[str, Any]:
        """The object's annotations; empty when there are none."""
        return self.mapping("metadata", "annotations")

    @property
    def labels(self) -> Mapping[str, Any]:
        """The object's labels; empty when there are none."""
        return self.mapping("metadata", "labels")

    @property
    def is_live(self) -> bool:
        """A server has handed it out: a dump of a cluster rather than a file that somebody wrote."""
        return "uid" in self.metadata or "resourceVersion" in self.metadata

    def get(self, *path: str) -> Any:
        """The value at a path of keys; None where a step is missing or no mapping."""
        value: Any = self.body
        for key in path:
            if not isinstance(value, Mapping):
                return None
            value = value.get(key)
        return value

    def mapping(self, *path: str) -> Mapping[str, Any]:
        """The mapping at a path of keys; empty where there is none."""
        value = self.get(*path)
        return value if isinstance(value, Mapping) else {}

    def items(self, *path: str) -> tuple[Any, ...]:
        """The elements of the list at a path of keys; none where there is no list."""
        value = self.get(*path)
        return tuple(value) if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True)
class NotAnObject:
    """A document that was read and is no Kubernetes object."""

    place: Place
    reason: str
    """``it has no kind``."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or document that could not be read, so that nothing is known about what it holds."""

    place: Place
    reason: Sentence
    """Completes "unread because …", without the place."""


@dataclass(frozen=True, slots=True)
class Skimmed:
    """An object of which only the API was read, because nobody asks for more; its document is well formed."""

    api: ApiKey


Reading = ManifestObject | NotAnObject | Unread
