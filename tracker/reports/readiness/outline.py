"""The report as text without a layout: what the formats for people share, so that all of them say the same.

`tracker.reports.readiness.story` makes it from the document; a format decides only how a table or a group looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two."""

    text: str
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Tasks:
    """What a person ticks off."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Text with an address; empty when there is none."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Linked, ...], ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a hop."""

    number: int
    what: str
    """The subject, with the versions: ``workers: 1.28.8 → 1.30.14``."""
    kind: str
    necessity: str
    """``required``, or until when it may wait."""
    may_wait: bool
    why: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a hop in their order."""

    items: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a group."""

    subject: str
    text: str
    advice: str = ""
    evidence: tuple[str, ...] = ()
    note: str = ""
    """Why it does not count: a waiver."""


@dataclass(frozen=True, slots=True)
class Group:
    """Things that are alike: the findings of one rule, what is unknown for one reason, what one command shows."""

    label: str
    """``required``, ``recommended``, ``note``, ``undecided``, ``look`` …"""
    title: str
    code: str = ""
    url: str = ""
    advice: str = ""
    """What all of them have in common."""
    command: str = ""
    """A line for a shell that looks for all of them."""
    evidence_label: str = "evidence"
    """What is said before the evidence of an item."""
    items: tuple[Item, ...] = ()


Block = Paragraph | Tasks | Table | Steps | Group


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under its own heading."""

    key: str
    """Stable, for links: ``hop-1.30``."""
    title: str
    blocks: tuple[Block, ...]
    mark: str = ""
    """``exact`` or ``projection`` for hops."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole report in the order of reading."""

    title: str
    """``seoul: Kubernetes 1.29 → 1.31``."""
    verdict: str
    """``ready``, ``ready with advice``, ``unknown``, ``not ready``."""
    sentence: str
    """What the verdict means here."""
    reasons: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    """What the verdict rests on, as (name, value)."""
    sections: tuple[Section, ...]


def texts(*rows: Sequence[str]) -> tuple[tuple[Linked, ...], ...]:
    """Rows of a table without links."""
    return tuple(tuple(Linked(text) for text in row) for row in rows)
