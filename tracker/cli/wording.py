"""Words that several commands share."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # What only records needs no rules.
    from tracker.domain.outcome import Finding


def count(number: int, one: str, many: str = "") -> str:
    """``1 event``, ``2 events``, ``1,200 entries``; the plural is the singular with an s unless it is given."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def finding_line(finding: "Finding") -> str:
    """A finding in one line; the subject is named where the message does not name it."""
    subject = "" if finding.subject.casefold() in finding.message.casefold() else f"{finding.subject}: "
    return f"{finding.severity.label}: {finding.code}: {subject}{finding.message}"
