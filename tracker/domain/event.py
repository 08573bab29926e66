"""Something that happened to a cluster at a time, and the typed facts that it carries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from tracker.domain.errors import InvalidDataError
from tracker.domain.when import When


class EventKind(StrEnum):
    """What sort of thing happened; the value is what people type and what is stored."""

    UPGRADE = "upgrade"
    COMPONENT = "component"
    CONFIG = "config"
    INCIDENT = "incident"
    MAINTENANCE = "maintenance"
    PLAN = "plan"
    NOTE = "note"


class Action(StrEnum):
    """What a change did to its subject."""

    ADDED = "added"
    UPGRADED = "upgraded"
    DOWNGRADED = "downgraded"
    SET = "set"
    REMOVED = "removed"


class SubjectType(StrEnum):
    """What a fact is about."""

    PLATFORM = "platform"
    """Kubernetes, its parts, its installer, etcd, the container runtime, the node operating system."""
    COMPONENT = "component"
    CONFIG = "config"
    NODE_POOL = "node_pool"
    """The value is the kubelet version of the pool."""


_ACTIONS = {action.value: action for action in Action}
"""A look-up costs a fifth of a call of the enumeration, and an import makes a million."""


class Visibility(StrEnum):
    """Who may read an event on a published site."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a fact is about; `scope` narrows it to a node pool, a namespace, or the component whose key it is."""

    type: SubjectType
    name: str
    scope: str = ""

    def __str__(self) -> str:
        return f"{self.scope}/{self.name}" if self.scope else self.name

    def __hash__(self) -> int:
        # Of the two texts alone: an enumeration's hash takes longer than both, and few subjects differ in it only.
        return hash((self.name, self.scope))


@dataclass(frozen=True, slots=True)
class Change:
    """A typed fact: the subject went from one value to another. None means "not there", or "there, value unknown".

    After `Action.REMOVED` the subject is gone; after every other action it is there with the value `to`.
    """

    subject: Subject
    action: Action
    before: str | None = None
    to: str | None = None

    def __post_init__(self) -> None:
        if self.action is Action.REMOVED and self.to is not None:
            raise InvalidDataError(f"{self.subject} is removed and cannot have the new value {self.to!r}")

    def to_document(self) -> dict[str, Any]:
        """The change as it stands in the ledger; see `event_document`."""
        document: dict[str, Any] = {
            "action": self.action.value,
            "name": self.subject.name,
            "type": self.subject.type.value,
        }
        if self.subject.scope:
            document["scope"] = self.subject.scope
        if self.before is not None:
            document["from"] = self.before
        if self.to is not None:
            document["to"] = self.to
        return document

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Change":
        """The change that `to_document` wrote."""
        subject = _told_subject(document["type"], document["name"], document.get("scope", ""))
        action = document["action"]
        return cls(subject, _ACTIONS.get(action) or Action(action), document.get("from"), document.get("to"))


@lru_cache(maxsize=1 << 14, typed=True)
def _told_subject(kind: str, name: str, scope: str) -> Subject:
    """Kept: a fleet speaks of the same subjects again and again, and the same object is found faster in a mapping."""
    return Subject(SubjectType(kind), name, scope)


@dataclass(frozen=True, slots=True)
class Link:
    """A pointer to more: `rel` says what it is (release, issue, pull-request, postmortem …)."""

    rel: str
    url: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record came from, and the key under which importing it again finds it."""

    source: str
    """``cli``, ``journal``, ``csv``, ``jsonl``, ``git``, ``kubectl`` …"""
    origin: str = ""
    """A file, a repository, a cluster context."""
    place: str = ""
    """Where in the origin: ``line 12``, a commit, an object."""
    key: str = ""
    """Stable across imports of the same thing; empty when it was typed by hand."""


@dataclass(frozen=True, slots=True)
class IncidentUpdate:
    """What was known or done at some point of an incident."""

    when: When
    text: str


class IncidentSeverity(StrEnum):
    """How bad it was, worst first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Incident:
    """What an event of kind incident carries besides its start; the end is the event's `ended`."""

    severity: IncidentSeverity = IncidentSeverity.UNKNOWN
    affects: tuple[str, ...] = ()
    """Names of components."""
    cause: str = ""
    """The identifier of the event that caused it, or empty."""
    fix: str = ""
    updates: tuple[IncidentUpdate, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a cluster's timeline, as it reads after its latest revision."""

    id: str
    """UUIDv7: sorts by the order of recording."""
    cluster_id: str
    kind: EventKind
    title: str
    when: When
    ended: When | None = None
    """When it was over: an incident's end, an upgrade's, a maintenance window's. None: a moment, or still open."""
    body: str = ""
    """Markdown."""
    language: str = ""
    """BCP 47 tag of title and body, or empty."""
    translations: tuple[tuple[str, str], ...] = ()
    """Titles in other languages as (BCP 47 tag, title), sorted by tag."""
    changes: tuple[Change, ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    visibility: Visibility = Visibility.INTERNAL
    incident: Incident | None = None
    provenance: Provenance = field(default_factory=lambda: Provenance("cli"))
    review: tuple[str, ...] = ()
    """Why a person should look at this: what an importer was unsure of. Empty when there is nothing to look at."""
    details: tuple[tuple[str, str], ...] = ()
    """Facts that only this kind of event has, as sorted (name, value): a plan's step, a report's target."""

    @property
    def order(self) -> tuple[int, str]:
        """The place on the timeline: time first, then order of recording."""
        return (self.when.sort_at, self.id)

    @property
    def is_open(self) -> bool:
        """Whether this is an incident that has not ended."""
        return self.kind is EventKind.INCIDENT and self.ended is None

    def detail(self, name: str) -> str:
        """The detail of that name, or an empty text."""
        return dict(self.details).get(name, "")
