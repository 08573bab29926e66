"""Reference rows as evidence."""

from tracker.domain.knowledge.sourced import Sourced
from tracker.domain.outcome import Evidence, EvidenceKind
from tracker.domain.sentence import Sentence, say


def from_row(key: str, text: str, row: Sourced) -> Evidence:
    """A row of the reference data: its key (``kubernetes/1.31``), what it says, where and when that was read.

    A row that a user added or replaced says so.
    """
    told = say("%(text)s (replaced: %(overridden)s)", text=text, overridden=row.overridden) if row.overridden else text
    return Evidence(EvidenceKind.REFERENCE, key, told, row.retrieved_on, row.url)


def without_reason(text: str) -> str:
    """What a row says, without the reason that a user gave for replacing it."""
    if isinstance(text, Sentence) and "overridden" in text.values and isinstance(said := text.values["text"], str):
        return said
    return text
