"""Where a fact comes from: every row about the world can name its source and the day it was read there."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.knowledge.citation import source_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """The part that all facts share."""

    source: str
    """What was read: a repository and path, a tag, a page; several are joined with ``; ``."""
    retrieved_on: date
    """The day of the copy that was read. Promised dates change, so a promise is only as good as this day is recent."""
    note: str | None = None
    """What a careful reader should know about this row: doubts, exceptions, corrections."""
    overridden: str | None = None
    """The reason that a user gave for adding or replacing this row; None for a row of the edition itself."""

    @property
    def url(self) -> str:
        """Where a reader finds the source; empty when its words name no address."""
        return source_url(self.source)


@dataclass(frozen=True, slots=True)
class Claim:
    """A date that another source gives for the same fact."""

    on: date
    source: str
