"""A file or document could not be read, so that nobody knows which APIs it uses."""

from collections.abc import Iterator

from tracker.domain.manifest import Unread
from tracker.domain.outcome import Evidence, EvidenceKind, Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule


def check(unread: Unread) -> Iterator[Outcome]:
    """Always undecided."""
    place = unread.place
    locator = f"{place.origin}:{place.line}"
    # The line belongs to the evidence: what stands above a document must not make another outcome of it.
    yield RULE.undecided(
        place.origin,
        unread.reason,
        advice=say("repair or render it, or leave it out of the scan"),
        evidence=(
            Evidence(EvidenceKind.FILE, locator, place.within or say("document %(number)s", number=place.document)),
        ),
        key=f"{place.document} {place.within}",
    )


RULE = Rule(
    code="API008",
    title="A document could not be read",
    severity=Severity.NOTE,
    source="https://yaml.org/spec/1.2.2/",
    check=check,
)
