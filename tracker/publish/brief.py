"""What a site shall be, beside what the store says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.cluster import Cluster
from tracker.domain.event import Event
from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Outcome
from tracker.publish.gathered import Edition, RuleNote
from tracker.publish.page import fingerprint


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one cluster."""

    outcomes: tuple[Outcome, ...] = ()
    """Today."""
    windows: tuple[Outcome, ...] = ()
    """Through time."""


Judge = Callable[[Cluster, Sequence[Event]], Judgement]
"""Judges a cluster by the events that the edition shows, oldest first."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The order for a site."""

    title: str
    edition: Edition
    today: date
    reference: Reference
    judge: Judge
    rules: tuple[RuleNote, ...] = ()
    base_url: str = ""
    version: str = ""
    """Of the program."""
    context: str = ""
    """A fingerprint of what else decides a cluster's digest: the program, the reference data, waivers."""

    @property
    def fingerprint(self) -> str:
        """Decides, together with a cluster's part of the ledger, its digest."""
        return fingerprint(self.edition, self.today, self.context)
