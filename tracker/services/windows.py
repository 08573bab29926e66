"""Outcomes through time: steps of judgement joined into windows of days."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.outcome import Evidence, EvidenceKind, Finding, Outcome
from tracker.domain.state import Fact

Reason = Fact | Evidence
"""What an outcome rests on: a recorded fact, or evidence as it is."""

_Identity = tuple[type[Outcome], str, str, str, int]
"""Sort, code, subject, key and severity: what turns graver begins a window of its own."""


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
        severity = outcome.severity if isinstance(outcome, Finding) else 0
        identity = (type(outcome), outcome.code, outcome.subject, outcome.key, severity)
        window = self._lasting.get(identity)
        if window is None or window.last + 1 < first:
            if window is not None:
                self._over.append(self._tell(window, window.last))
            self._lasting[identity] = _Window(first, last, outcome, reasons)
        elif window.last <= last:
            window.has_changed |= _text(window.outcome) != _text(outcome)
            window.last, window.outcome, window.reasons = last, outcome, reasons

    def add_instant(self, outcome: Outcome, day: int, evidence: tuple[Evidence, ...]) -> None:
        """An outcome about an event of a day; the day is part of what tells it from others."""
        on = date.fromordinal(day)
        self.instants.append(
            replace(
                outcome,
                cluster=self._cluster,
                since=on,
                until=on,
                key=f"{on} {outcome.key}".rstrip(),
                evidence=(*evidence, *outcome.evidence),
            )
        )

    def close(self, end: int) -> Iterator[Outcome]:
        """Every window; one that reaches `end` (an ordinal) is open."""
        yield from self._over
        for window in self._lasting.values():
            yield self._tell(window, None if window.last >= end else window.last)

    def _tell(self, window: _Window, last: int | None) -> Outcome:
        is_over = last is not None
        return replace(
            _of_the_last_day(window.outcome) if is_over and window.has_changed else window.outcome,
            cluster=self._cluster,
            since=date.fromordinal(window.first),
            until=None if last is None else date.fromordinal(last),
            evidence=(*map(_evidence, window.reasons), *window.outcome.evidence),
        )


def _text(outcome: Outcome) -> str:
    return outcome.message if isinstance(outcome, Finding) else outcome.missing


def _of_the_last_day(outcome: Outcome) -> Outcome:
    """The outcome with a text that does not claim to hold for all of a window that is over."""
    told = f"{_text(outcome)} (on the last day)"
    return replace(outcome, message=told) if isinstance(outcome, Finding) else replace(outcome, missing=told)


def _evidence(reason: Reason) -> Evidence:
    """A fact's evidence is the event that last told it."""
    if isinstance(reason, Evidence):
        return reason
    told = f"{reason.subject} {reason.value}" if reason.value else f"{reason.subject}, version not told"
    return Evidence(EvidenceKind.EVENT, reason.event_id, told, reason.since.day)
