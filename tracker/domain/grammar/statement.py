"""What a line says: statements about subjects, and what could not be read for sure.

A statement is not yet a change: whether ``kubernetes v1.7.4`` is an upgrade is decided by the state at that date
(`tracker.domain.grammar.changes`).
"""

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.event import Link, Subject


class Verb(StrEnum):
    """What a statement says of its subject."""

    IS = "is"
    """It has this version from now on."""
    ADDED = "added"
    """It came, or came back; with or without a version."""
    RETIRED = "retired"
    SET = "set"
    """A config key has this value from now on."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact as it was told."""

    subject: Subject
    verb: Verb
    value: str | None = None
    """A version or a config value; None where none was told."""
    before: str | None = None
    """The version that it came from, where the line says so (``1.2 -> 1.3``)."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A statement that the line may or may not make."""

    statement: Statement
    doubt: str
    """Why it is not sure, and what to write instead; for a person."""
    is_likely: bool
    """It reads like a product's name: an importer may take it without asking for a review."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one line says."""

    text: str
    """The line without markup, in NFC, its white space collapsed."""
    statements: tuple[Statement, ...] = ()
    guesses: tuple[Guess, ...] = ()
    prose: tuple[str, ...] = ()
    """The parts that are free text, in their order."""
    features: tuple[str, ...] = ()
    """Parts that name a feature of Kubernetes or of a cloud, which has no version of its own: RBAC, ALB."""
    hints: tuple[str, ...] = ()
    """What free text seems to mention, and how to record it."""
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    """Issue keys (``INFRA-7``) and words behind a ``#``."""
