"""Outcomes of rules as lines of a table: what, how bad, about what, with which evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from tracker.domain.outcome import Disposition, Evidence, EvidenceKind, Finding, Outcome, Undecided
from tracker.domain.sentence import Sentence
from tracker.publish.gathered import ClusterData, WindowKey
from tracker.publish.sanitise import safe_url, whole
from tracker.publish.site_data import SiteData
from tracker.publish.views.entries import Named
from tracker.publish.views.labels import DISPOSITIONS, SEVERITIES
from tracker.publish.views.links import Links
from tracker.publish.words import Spoken, Words, language_of

_WORST_FIRST = ("required", "recommended", "note", "undecided")


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence; a link where there is something to open."""

    text: Markup
    language: str
    """Of the text; empty where it is that of the page, or a name."""
    day: str
    href: str
    is_elsewhere: bool


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A finding or an undecided outcome."""

    anchor: str
    kind: str
    """``required``, ``recommended``, ``note`` or ``undecided``."""
    kind_label: str
    code: str
    rule: str
    """Link to the rule's page; empty when the site has none."""
    cluster: Named
    subject: str
    message: Spoken
    advice: Spoken
    evidence: tuple[EvidenceLine, ...]
    disposition: str
    is_accepted: bool
    waiver: str
    """Who accepted it, why and until when; empty in the public edition."""
    since: str
    until: str
    days: int
    """How long it has lasted, both ends included; 0 when it is not known since when."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to turn the outcomes of a site into lines on one page."""

    links: Links
    words: Words
    codes: frozenset[str]
    """Codes of rules that have a page."""
    today: date

    @classmethod
    def of(cls, site: SiteData, links: Links, words: Words) -> "Desk":
        """The desk of a page of the site."""
        return cls(links, words, frozenset(rule.code for rule in site.rules), site.today)

    def lines(self, outcomes: Iterable[Outcome], days: Mapping[str, date]) -> tuple[OutcomeLine, ...]:
        """Lines, worst first; `days` gives the days of the events that evidence names, by identifier."""
        return tuple(self.line(outcome, days) for outcome in worst_first(outcomes))

    def line(self, outcome: Outcome, days: Mapping[str, date]) -> OutcomeLine:
        """One outcome."""
        length = ((outcome.until or self.today) - outcome.since).days + 1 if outcome.since else 0
        common = OutcomeLine(
            anchor=f"o-{outcome.fingerprint}",
            kind="undecided",
            kind_label=self.words.text("undecided"),
            code=outcome.code,
            rule=self.links.rule(outcome.code) if outcome.code in self.codes else "",
            cluster=Named(outcome.cluster, self.links.cluster(outcome.cluster) if outcome.cluster else ""),
            subject=self.own(outcome.subject),
            message=self.words.told(outcome.missing if isinstance(outcome, Undecided) else outcome.message),
            advice=self.words.told(outcome.advice),
            evidence=tuple(self._evidence(piece, days) for piece in outcome.evidence),
            disposition="",
            is_accepted=False,
            waiver="",
            since=outcome.since.isoformat() if outcome.since else "",
            until=outcome.until.isoformat() if outcome.until else "",
            days=max(0, length),
        )
        if isinstance(outcome, Undecided):
            return common
        return replace(
            common,
            kind=outcome.severity.label,
            kind_label=self.words.text(SEVERITIES[outcome.severity]),
            disposition=self.words.text(DISPOSITIONS[outcome.disposition]),
            is_accepted=is_accepted(outcome),
            waiver=outcome.waiver,
        )

    def own(self, text: str) -> str:
        """A text that is a sentence in some outcomes, and in others a name or what somebody wrote."""
        return self.words.sentence(text).text if isinstance(text, Sentence) else text

    def _evidence(self, piece: Evidence, days: Mapping[str, date]) -> EvidenceLine:
        day = piece.on.isoformat() if piece.on else ""
        if piece.kind is EvidenceKind.EVENT and piece.locator in days:
            href = self.links.event(days[piece.locator], piece.locator)
            return EvidenceLine(whole(piece.text or piece.locator), "", day, href, False)
        href = safe_url(piece.url) or ""
        said = whole(self.words.told(piece.text).text if isinstance(piece.text, Sentence) else piece.text)
        if piece.kind is not EvidenceKind.EVENT:
            said = Markup(": ").join(part for part in (piece.locator, said) if part)
        return EvidenceLine(said, language_of_evidence(piece.kind, piece.text), day, href, bool(href))


def language_of_evidence(kind: str, text: str) -> str:
    """Rows of the reference data say in English what no rule says of them; all else is a place or what somebody wrote."""
    return language_of(text) if kind == EvidenceKind.REFERENCE else ""


def newest(windows: Sequence[Outcome], most: int) -> list[Outcome]:
    """The windows that last, then those that began last; at most so many."""
    return sorted(windows, key=window_key, reverse=True)[:most]


def window_key(window: Outcome) -> WindowKey:
    """How new a window is."""
    return window.until is None, window.since or date.min


def elsewhere(counts: Mapping[str, int], links: Links) -> list[tuple[Named, int]]:
    """The clusters on whose pages the rest of a list stands, and how much of it, by their names."""
    return [(Named(cluster, links.cluster(cluster)), counts[cluster]) for cluster in sorted(counts)]


def worst_first(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """In the order in which `Desk.lines` puts them."""
    return sorted(
        outcomes,
        key=lambda outcome: (
            _WORST_FIRST.index(kind_of(outcome)),
            outcome.cluster,
            outcome.code,
            outcome.subject,
            outcome.since.isoformat() if outcome.since else "",
        ),
    )


def kind_of(outcome: Outcome) -> str:
    """The severity of a finding, or ``undecided``."""
    return outcome.severity.label if isinstance(outcome, Finding) else "undecided"


def is_accepted(outcome: Outcome) -> bool:
    """Whether somebody accepted it by a waiver."""
    return isinstance(outcome, Finding) and outcome.disposition is Disposition.ACCEPTED


def event_days(*clusters: ClusterData) -> dict[str, date]:
    """The days of the events that the evidence of some clusters names, by identifier."""
    return {identifier: day for data in clusters for identifier, day in data.event_days.items()}
