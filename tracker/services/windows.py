"""Outcomes through time: steps of judgement joined into windows of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.domain.event import Subject
from tracker.domain.outcome import Evidence, EvidenceKind, Finding, Outcome, Undecided
from tracker.domain.sentence import say


class Told(NamedTuple):
    """A fact of a history as an event told it."""

    subject: Subject
    value: str | None
    """None: it is there, its value was never told."""
    day: date
    event_id: str


Reason = Told | Evidence
"""What an outcome rests on: a recorded fact, or evidence as it is."""

_Identity = tuple[str, str, str, int]
"""Code, subject, key, and severity (0: undecided): what turns graver begins a window of its own."""


@dataclass(slots=True)
class _Window:
    """An outcome that lasts; the text and the reasons are those of its last day."""

    first: int
    last: int
    outcome: Outcome
    reasons: tuple[Reason, ...]
    has_changed: bool = False
    """Its text was another one on an earlier day."""


class Windows:
    """Collects what was judged, span by span in order of time, and joins the spans of the same outcome."""

    def __init__(self, cluster: str) -> None:
        self._cluster = cluster
        self._lasting: dict[_Identity, _Window] = {}
        self._over: list[Outcome] = []
        self.instants: list[Outcome] = []
        """What is true of recorded events, in the order in which they were added."""

    def add(self, outcome: Outcome, first: int, last: int, reasons: tuple[Reason, ...]) -> None:
        """An outcome that holds from one day to another (ordinals, inclusive) for some reasons."""
        # As a bare number: the hash of a member of an enumeration is slow.
        severity = int(outcome.severity) if isinstance(outcome, Finding) else 0
        identity = (outcome.code, outcome.subject, outcome.key, severity)
        window = self._lasting.get(identity)
        if window is None or window.last + 1 < first:
            if window is not None:
                self._over.append(self._tell(window, window.last))
            self._lasting[identity] = _Window(first, last, outcome, reasons)
        elif window.last <= last:
            if window.outcome is not outcome:
                window.has_changed = window.has_changed or _text(window.outcome) != _text(outcome)
                window.outcome = outcome
            window.last, window.reasons = last, reasons

    def add_instant(self, outcome: Outcome, day: int, evidence: tuple[Evidence, ...]) -> None:
        """An outcome about an event of a day; the day is part of what tells it from others."""
        on = date.fromordinal(day)
        key = f"{on} {outcome.key}".rstrip()
        text, reasons = _text(outcome), (*evidence, *outcome.evidence)
        self.instants.append(_placed(outcome, text, self._cluster, reasons, since=on, until=on, key=key))

    def close(self, end: int) -> Iterator[Outcome]:
        """Every window; one that reaches `end` (an ordinal) is open."""
        yield from self._over
        for window in self._lasting.values():
            yield self._tell(window, None if window.last >= end else window.last)

    def _tell(self, window: _Window, last: int | None) -> Outcome:
        outcome, text = window.outcome, _text(window.outcome)
        if last is not None and window.has_changed:
            # The text does not claim to hold for all of a window that is over.
            text = say("%(text)s (on the last day)", text=text)
        reasons = (*map(_evidence, window.reasons), *outcome.evidence)
        since, until = date.fromordinal(window.first), None if last is None else date.fromordinal(last)
        return _placed(outcome, text, self._cluster, reasons, since=since, until=until, key=outcome.key)


def _text(outcome: Outcome) -> str:
    return outcome.message if isinstance(outcome, Finding) else outcome.missing


def _placed(
    told: Outcome,
    text: str,
    cluster: str,
    evidence: tuple[Evidence, ...],
    *,
    since: date,
    until: date | None,
    key: str,
) -> Outcome:
    """An outcome of a cluster with its days. Field by field: `replace` takes three times as long, for each of many."""
    if isinstance(told, Finding):
        return Finding(
            told.code,
            told.severity,
            told.subject,
            text,
            cluster,
            told.advice,
            evidence,
            told.source,
            told.disposition,
            since,
            until,
            key,
            told.waiver,
        )
    return Undecided(told.code, told.subject, text, cluster, told.advice, evidence, since, until, key)


def _evidence(reason: Reason) -> Evidence:
    """A fact's evidence is the event that last told it."""
    if isinstance(reason, Evidence):
        return reason
    told = f"{reason.subject} {reason.value}" if reason.value else f"{reason.subject}, version not told"
    return Evidence(EvidenceKind.EVENT, reason.event_id, told, reason.day)
