"""What a rule says: a finding, or undecided because something is missing. Silence means looked and fine."""

import hashlib
from dataclasses import dataclass, fields
from datetime import date
from enum import IntEnum, StrEnum
from operator import attrgetter
from typing import Any

_Made = tuple[type, tuple[Any, ...]]
"""How an object is made again: its class, and all its values in order."""


class Severity(IntEnum):
    """How much a finding matters; a higher value matters more."""

    NOTE = 1
    RECOMMENDED = 2
    REQUIRED = 3
    """Blocks the upgrade, or breaks the policy."""

    @property
    def label(self) -> str:
        """The severity as reports print it: `required`."""
        return self.name.lower()

    @classmethod
    def parse(cls, text: str) -> "Severity":
        """The severity called `text`, in any case; raises KeyError for any other word."""
        return cls[text.upper()]


class Disposition(StrEnum):
    """What can be done about a finding now."""

    ACTIONABLE = "actionable"
    WAITING = "waiting on upstream"
    ACCEPTED = "accepted by waiver"
    PINNED = "pinned"


class EvidenceKind(StrEnum):
    """What sort of thing a piece of evidence is."""

    EVENT = "event"
    FILE = "file"
    OBJECT = "object"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that an outcome rests on, precise enough to look it up."""

    kind: EvidenceKind
    locator: str
    """An event identifier, ``file:line``, ``kind namespace/name``, or the key of a reference row."""
    text: str = ""
    """What it says, in a few words."""
    on: date | None = None
    """The day of the event, of the object's trace, or on which the reference row was retrieved."""
    url: str = ""

    def __reduce__(self) -> _Made:
        return Evidence, _values_of_evidence(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something is out of policy."""

    code: str
    """Stable and never reused: ``SKEW001``."""
    severity: Severity
    subject: str
    message: str
    """What, against what limit."""
    cluster: str = ""
    """The cluster's name; empty for findings on files alone."""
    advice: str = ""
    evidence: tuple[Evidence, ...] = ()
    source: str = ""
    """URL of the policy."""
    disposition: Disposition = Disposition.ACTIONABLE
    since: date | None = None
    """First day, when replayed."""
    until: date | None = None
    """Last day, inclusive; None while it lasts."""
    key: str = ""
    """What tells two findings of one code and subject apart and does not change with versions or days."""
    waiver: str = ""
    """Who accepted it, why and until when."""

    def __reduce__(self) -> _Made:
        return Finding, _values_of_finding(self)

    @property
    def fingerprint(self) -> str:
        """Stable across runs, machines and wording: 16 hexadecimal digits."""
        return fingerprint(self.code, self.cluster, self.subject, self.key)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule could not decide, and says what is missing."""

    code: str
    subject: str
    missing: str
    """Completes the sentence "unknown because …"."""
    cluster: str = ""
    advice: str = ""
    evidence: tuple[Evidence, ...] = ()
    since: date | None = None
    until: date | None = None
    key: str = ""

    def __reduce__(self) -> _Made:
        return Undecided, _values_of_undecided(self)

    @property
    def fingerprint(self) -> str:
        """Stable across runs, machines and wording: 16 hexadecimal digits."""
        return fingerprint(self.code, self.cluster, self.subject, self.key)


Outcome = Finding | Undecided

# A check of a fleet sends many outcomes from process to process. As a call with all values they take half the time that
# a dataclass takes, which sets field by field.
_values_of_evidence, _values_of_finding, _values_of_undecided = (
    attrgetter(*(field.name for field in fields(kind))) for kind in (Evidence, Finding, Undecided)
)


def fingerprint(code: str, cluster: str, subject: str, key: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the four parts."""
    return hashlib.sha256("\x1f".join((code, cluster, subject, key)).encode()).hexdigest()[:16]
