"""What a run of the rules said, and what it looked at: the value that every output format renders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.outcome import Disposition, Finding, Outcome, Severity, Undecided
from tracker.rules.report_order import place


@dataclass(frozen=True, slots=True)
class Looked:
    """How many things of one sort were looked at."""

    what: str
    """In the plural: ``clusters``, ``events``, ``files``, ``objects``."""
    count: int

    def __str__(self) -> str:
        # Every noun in use forms its plural with an s.
        return f"{self.count:,} {self.what.removesuffix('s') if self.count == 1 else self.what}"


@dataclass(frozen=True, slots=True)
class Assessment:
    """The outcomes of one command, with what a reader needs to trust them."""

    command: str
    """``check``, ``check --throughout``, ``scan``, ``report``."""
    outcomes: tuple[Outcome, ...]
    """In report order (`in_report_order`)."""
    looked_at: tuple[Looked, ...]
    judged_on: date | None
    """The day whose policies and knowledge apply; None where the day does not matter."""
    edition: str
    """The edition of the reference data."""
    as_of: date
    """The day as of which that edition knows the releases of Kubernetes."""
    known: frozenset[str] = frozenset()
    """Fingerprints of the baseline: what is shown and does not count."""
    accepted: frozenset[str] = frozenset()
    """Fingerprints of undecided outcomes that a waiver accepts; accepted findings carry their disposition."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is out of policy, accepted findings included."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Finding))

    @property
    def undecided(self) -> tuple[Undecided, ...]:
        """What could not be decided."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Undecided))

    def counts(self, outcome: Outcome) -> bool:
        """Whether an outcome counts for the exit status: neither accepted by a waiver nor known from the baseline."""
        return not self.is_accepted(outcome) and not self.is_known(outcome)

    def is_accepted(self, outcome: Outcome) -> bool:
        """Whether a waiver accepts an outcome."""
        if isinstance(outcome, Finding):
            return outcome.disposition is Disposition.ACCEPTED
        return outcome.fingerprint in self.accepted

    def is_known(self, outcome: Outcome) -> bool:
        """Whether the baseline holds an outcome."""
        # A fingerprint costs a hash, and most runs have no baseline.
        return bool(self.known) and outcome.fingerprint in self.known

    @property
    def open_questions(self) -> tuple[Undecided, ...]:
        """The undecided outcomes that count."""
        return tuple(outcome for outcome in self.undecided if self.counts(outcome))

    def at_or_above(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of at least a severity that count."""
        return tuple(finding for finding in self.findings if finding.severity >= severity and self.counts(finding))

    @property
    def is_clean(self) -> bool:
        """Whether everything was looked at and nothing was found."""
        return not self.outcomes


def in_report_order(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """By cluster, findings before undecided, the gravest first, then in the order of the catalogue, subject and day."""

    def key(outcome: Outcome) -> tuple[object, ...]:
        gravity = -outcome.severity if isinstance(outcome, Finding) else 0
        day = outcome.since or date.min
        return (outcome.cluster, gravity, place(outcome.code), outcome.subject, day, outcome.key)

    return tuple(sorted(outcomes, key=key))
