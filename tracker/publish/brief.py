"""What a site shall be, beside what the store says."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.knowledge.reference import Reference
from tracker.publish.page import fingerprint
from tracker.publish.site_data import Edition, RuleNote
from tracker.services.publishing import Judge


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
