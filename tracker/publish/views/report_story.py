"""A kept readiness report as its page tells it, from the document that the store kept.

The document may be years old: what it lacks is left out, and nothing here knows more than the document says. It is in
English; the sentences that were kept beside it are told in the language of the page, as long as there are words for them.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from tracker.domain.knowledge.changes import ChangeSeverity
from tracker.domain.outcome import Severity
from tracker.domain.sentence import Sentence
from tracker.domain.sentence_document import read_sentences
from tracker.domain.upgrade.plan import StepKind
from tracker.publish.gathered import KeptReport
from tracker.publish.sanitise import safe_url, whole
from tracker.publish.views.labels import CHANGE_SEVERITIES, SEVERITIES, STEP_KINDS
from tracker.publish.views.outcomes import EvidenceLine, language_of_evidence
from tracker.publish.words import Spoken, Words, is_translated

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A subject, what is said of it, and what can be done."""

    kind: str
    """For the style sheet: a severity, or ``undecided``."""
    kind_label: str
    code: str
    subject: str
    message: Spoken
    advice: Spoken
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a hop."""

    number: int
    kind: str
    subject: str
    before: str
    to: str
    reason: Spoken
    may_wait_until: str


@dataclass(frozen=True, slots=True)
class HopStory:
    """One hop of the way."""

    before: str
    to: str
    patch: str
    is_projection: bool
    end_of_life: str
    blockers: tuple[Said, ...]
    unknowns: tuple[Said, ...]
    steps: tuple[StepLine, ...]
    removed_apis: tuple[tuple[str, str], ...]
    """(API, replacement or empty)."""
    changes: tuple[tuple[str, Spoken], ...]
    """(severity, what)."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier upgrade that the report recalls."""

    day: str
    title: str
    cluster: str
    minutes: int | None
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportStory:
    """A report, part by part."""

    current: str
    target: str
    judged_on: str
    reference: str
    reasons: tuple[Spoken, ...]
    looked_at: tuple[str, ...]
    """How many of what."""
    findings: tuple[Said, ...]
    undecided: tuple[Said, ...]
    hops: tuple[HopStory, ...]
    look_yourself: tuple[tuple[Spoken, tuple[Spoken, ...]], ...]
    """(what changes, how to look)."""
    earlier: tuple[Earlier, ...]


def report_story(report: KeptReport, words: Words) -> ReportStory:
    """The parts of a kept report."""
    return _Teller(words, read_sentences(report.sentences)).story(report.document)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells the parts of one document."""

    words: Words
    sentences: Mapping[str, Sentence]
    """By their English."""

    def story(self, document: Json) -> ReportStory:
        memory, undecided = _object(document, "memory"), (*_list(document, "undecided"), *_list(document, "unknowns"))
        return ReportStory(
            current=_text(document, "current"),
            target=_text(document, "target"),
            judged_on=_text(document, "judged_on"),
            reference=_text(_object(document, "reference"), "as_of"),
            reasons=tuple(self._told(str(reason)) for reason in _list(document, "reasons")),
            looked_at=tuple(self._counted(what, int(count)) for what, count in _object(document, "looked_at").items()),
            findings=tuple(self._said(each, _text(each, "severity")) for each in _list(document, "findings")),
            undecided=tuple(self._said(each, "undecided") for each in undecided),
            hops=tuple(self._hop(hop) for hop in _list(document, "hops")),
            look_yourself=tuple(
                (self._told(_text(each, "what")), tuple(self._told(str(how)) for how in _list(each, "how")))
                for each in _list(document, "look_yourself")
            ),
            earlier=tuple(_earlier(each) for each in (*_list(memory, "own"), *_list(memory, "siblings"))),
        )

    def _hop(self, hop: Json) -> HopStory:
        return HopStory(
            before=_text(hop, "from"),
            to=_text(hop, "to"),
            patch=_text(hop, "patch"),
            is_projection=bool(hop.get("is_projection")),
            end_of_life=_text(hop, "end_of_life"),
            blockers=tuple(self._said(each, "required") for each in _list(hop, "blockers")),
            unknowns=tuple(self._said(each, "undecided") for each in _list(hop, "unknowns")),
            steps=tuple(self._step(step) for step in _list(hop, "steps")),
            removed_apis=tuple((_text(each, "api"), _text(each, "replacement")) for each in _list(hop, "removed_apis")),
            changes=tuple(
                (self._weight(_text(each, "severity")), self._told(_text(each, "what")))
                for each in _list(hop, "breaking_changes")
            ),
        )

    def _step(self, step: Json) -> StepLine:
        return StepLine(
            number=int(step.get("number") or 0),
            kind=self._kind_of_step(_text(step, "kind")),
            subject=_text(step, "subject"),
            before=_text(step, "from"),
            to=_text(step, "to"),
            reason=self._told(_text(step, "reason")),
            may_wait_until=_text(step, "may_wait_until"),
        )

    def _said(self, told: Json, kind: str) -> Said:
        return Said(
            kind=kind,
            kind_label=self._kind_of_outcome(kind),
            code=_text(told, "code"),
            subject=self._own(_text(told, "subject")),
            message=self._told(_text(told, "message") or _text(told, "missing")),
            advice=self._told(_text(told, "advice")),
            evidence=tuple(self._evidence(piece) for piece in _list(told, "evidence")),
        )

    def _evidence(self, piece: Json) -> EvidenceLine:
        text, href = _text(piece, "text"), safe_url(_text(piece, "url")) or ""
        sentence = self._sentence(text)
        told = self.words.told(sentence).text if sentence else whole(text)
        said = Markup(": ").join(part for part in (_text(piece, "locator"), told) if part)
        language = language_of_evidence(_text(piece, "kind"), sentence or text)
        return EvidenceLine(said, language, "", href, bool(href))

    def _told(self, text: str) -> Spoken:
        return self.words.told(self._sentence(text) or text)

    def _own(self, text: str) -> str:
        """A text that may be a name or what somebody wrote."""
        sentence = self._sentence(text)
        return self.words.sentence(sentence).text if sentence else text

    def _sentence(self, text: str) -> Sentence | None:
        sentence = self.sentences.get(text)
        return sentence if sentence and is_translated(sentence) else None

    def _counted(self, what: str, count: int) -> str:
        match what:
            case "events":
                return self.words.plural("%(count)s event", "%(count)s events", count)
            case "files":
                return self.words.plural("%(count)s file", "%(count)s files", count)
            case "objects":
                return self.words.plural("%(count)s object", "%(count)s objects", count)
            case _:
                return f"{count:,} {what}"

    def _kind_of_outcome(self, kind: str) -> str:
        with suppress(KeyError):
            return self.words.text(SEVERITIES[Severity.parse(kind)])
        return self.words.text("undecided") if kind == "undecided" else kind

    def _kind_of_step(self, kind: str) -> str:
        with suppress(ValueError):
            return self.words.text(STEP_KINDS[StepKind(kind)])
        return kind

    def _weight(self, severity: str) -> str:
        with suppress(ValueError):
            return self.words.text(CHANGE_SEVERITIES[ChangeSeverity(severity)])
        return severity


def _earlier(upgrade: Json) -> Earlier:
    minutes = upgrade.get("minutes")
    return Earlier(
        day=_text(upgrade, "on"),
        title=_text(upgrade, "title"),
        cluster=_text(upgrade, "cluster"),
        minutes=int(minutes) if minutes is not None else None,
        incidents=tuple(f"{_text(each, 'on')} {_text(each, 'title')}" for each in _list(upgrade, "incidents")),
    )


def _text(document: Json, key: str) -> str:
    value = document.get(key)
    return "" if value is None else str(value)


def _list(document: Json, key: str) -> Sequence[Any]:
    value = document.get(key)
    return value if isinstance(value, list) else []


def _object(document: Json, key: str) -> Json:
    value = document.get(key)
    return value if isinstance(value, dict) else {}
