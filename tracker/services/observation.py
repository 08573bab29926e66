"""What an importer says: things that a document tells, with their provenance, before they are events of a cluster."""

from dataclasses import dataclass

from tracker.domain.event import Change, EventKind, Incident, Link, Provenance, Visibility
from tracker.domain.grammar.statement import Statement
from tracker.domain.when import When


@dataclass(frozen=True, slots=True)
class Observation:
    """One entry of a document. What it says of subjects becomes changes once the state at its date is known."""

    when: When
    title: str
    provenance: Provenance
    """With a key that is the same whenever the same entry is imported."""
    kind: EventKind | None = None
    """None: what weighs most among the changes decides."""
    statements: tuple[Statement, ...] = ()
    changes: tuple[Change, ...] = ()
    """Changes that the document states in full, with the action and both values."""
    ended: When | None = None
    body: str = ""
    language: str = ""
    translations: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    visibility: Visibility | None = None
    incident: Incident | None = None
    review: tuple[str, ...] = ()
    """What the importer was not sure of."""
    cluster: str = ""
    """The name of the cluster that the entry belongs to; empty for the one that the import is for."""
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of a document that became no observation."""

    place: str
    """``line 12``, ``lines 1-40``."""
    reason: str
    """What a person can do about it."""
    excerpt: str = ""
    is_error: bool = False
    """The part was meant to be an entry and is broken, so that the import fails unless it is to keep going."""


Read = Observation | Skipped
