"""A kept readiness report as its page tells it, from the document that the store kept.

The document may be years old: what it lacks is left out, and nothing here knows more than the document says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from tracker.publish.sanitise import safe_url, with_code

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A subject, what is said of it, and what can be done."""

    kind: str
    """For the style sheet: a severity, or empty."""
    code: str
    subject: str
    message: Markup
    advice: Markup
    evidence: tuple[tuple[str, str], ...]
    """(text, link or empty)."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a hop."""

    number: int
    kind: str
    subject: str
    before: str
    to: str
    reason: Markup
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
    changes: tuple[tuple[str, Markup], ...]
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
    reasons: tuple[Markup, ...]
    looked_at: tuple[tuple[str, int], ...]
    findings: tuple[Said, ...]
    undecided: tuple[Said, ...]
    hops: tuple[HopStory, ...]
    look_yourself: tuple[tuple[Markup, tuple[str, ...]], ...]
    """(what changes, how to look)."""
    earlier: tuple[Earlier, ...]


def report_story(document: Json) -> ReportStory:
    """The parts of a kept report."""
    memory = _object(document, "memory")
    return ReportStory(
        current=_text(document, "current"),
        target=_text(document, "target"),
        judged_on=_text(document, "judged_on"),
        reference=_text(_object(document, "reference"), "as_of"),
        reasons=tuple(with_code(str(reason)) for reason in _list(document, "reasons")),
        looked_at=tuple((str(what), int(count)) for what, count in _object(document, "looked_at").items()),
        findings=tuple(_said(each, _text(each, "severity")) for each in _list(document, "findings")),
        undecided=tuple(
            _said(each, "undecided") for each in (*_list(document, "undecided"), *_list(document, "unknowns"))
        ),
        hops=tuple(_hop(hop) for hop in _list(document, "hops")),
        look_yourself=tuple(
            (with_code(_text(each, "what")), tuple(str(how) for how in _list(each, "how")))
            for each in _list(document, "look_yourself")
        ),
        earlier=tuple(_earlier(each) for each in (*_list(memory, "own"), *_list(memory, "siblings"))),
    )


def _hop(hop: Json) -> HopStory:
    return HopStory(
        before=_text(hop, "from"),
        to=_text(hop, "to"),
        patch=_text(hop, "patch"),
        is_projection=bool(hop.get("is_projection")),
        end_of_life=_text(hop, "end_of_life"),
        blockers=tuple(_said(each, "required") for each in _list(hop, "blockers")),
        unknowns=tuple(_said(each, "undecided") for each in _list(hop, "unknowns")),
        steps=tuple(_step(step) for step in _list(hop, "steps")),
        removed_apis=tuple((_text(each, "api"), _text(each, "replacement")) for each in _list(hop, "removed_apis")),
        changes=tuple(
            (_text(each, "severity"), with_code(_text(each, "what"))) for each in _list(hop, "breaking_changes")
        ),
    )


def _step(step: Json) -> StepLine:
    return StepLine(
        number=int(step.get("number") or 0),
        kind=_text(step, "kind"),
        subject=_text(step, "subject"),
        before=_text(step, "from"),
        to=_text(step, "to"),
        reason=with_code(_text(step, "reason")),
        may_wait_until=_text(step, "may_wait_until"),
    )


def _said(told: Json, kind: str) -> Said:
    return Said(
        kind=kind,
        code=_text(told, "code"),
        subject=_text(told, "subject"),
        message=with_code(_text(told, "message") or _text(told, "missing")),
        advice=with_code(_text(told, "advice")),
        evidence=tuple(_evidence(piece) for piece in _list(told, "evidence")),
    )


def _evidence(piece: Json) -> tuple[str, str]:
    text = ": ".join(part for part in (_text(piece, "locator"), _text(piece, "text")) if part)
    return text, safe_url(_text(piece, "url")) or ""


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
