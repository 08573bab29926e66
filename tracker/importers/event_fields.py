"""The fields of an event as texts, as a CSV row or a JSON object gives them, read into an observation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tracker.domain.dates import parse_when
from tracker.domain.errors import InvalidDataError
from tracker.domain.event import EventKind, Incident, IncidentSeverity, Link, Visibility
from tracker.domain.grammar.markup import relation
from tracker.domain.grammar.reading import language_of, read_line
from tracker.domain.grammar.statement import Statement
from tracker.domain.when import When

_UNUSED_NOW = datetime(1970, 1, 1, tzinfo=UTC)
"""Dates in files are absolute, so that the present does not matter."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a text in the grammar of `add` tells."""

    title: str
    statements: tuple[Statement, ...]
    links: tuple[Link, ...]
    tags: tuple[str, ...]
    language: str


def read_text_field(text: str) -> Told:
    """A title in the grammar of `add`: only what it says for sure counts."""
    reading = read_line(text)
    return Told(reading.text, reading.statements, reading.links, reading.tags, language_of(reading))


def read_changes(text: str) -> tuple[Statement, ...]:
    """A list of changes in the grammar of `add`, every part of which has to be one.

    Raises:
        InvalidDataError: A part is no change.
    """
    reading = read_line(text)
    unclear = [*reading.prose, *reading.features, *(guess.statement.subject.name for guess in reading.guesses)]
    if unclear:
        raise InvalidDataError(
            f"changes: {unclear[0]!r} is no change; write it like 'kubernetes 1.31.4', 'Kafka added' or 'maxPods=110'"
        )
    return reading.statements


def read_moment(text: str, zone: str, column: str) -> When:
    """A date or an instant.

    Raises:
        InvalidDataError: It is none, or counted from the day of the import (``yesterday``).
    """
    if not text[:1].isdigit():
        raise InvalidDataError(
            f"{column}: {text!r} is not a date: write it like 2017-09-25 or 2017-09-25T14:30:00+09:00"
        )
    try:
        return parse_when(text, now=_UNUSED_NOW, zone=zone)
    except InvalidDataError as error:
        raise InvalidDataError(f"{column}: {error}") from error


def read_kind(text: str) -> EventKind | None:
    """A kind of event; None for an empty text."""
    return EventKind(_one_of("kind", text, [kind.value for kind in EventKind])) if text else None


def read_visibility(text: str) -> Visibility | None:
    """A visibility; None for an empty text."""
    return Visibility(_one_of("visibility", text, [each.value for each in Visibility])) if text else None


def read_incident(fields: Mapping[str, str]) -> Incident | None:
    """The incident that ``severity`` and ``affects`` describe; None when both are empty."""
    severity, affects = fields.get("severity", ""), split_list(fields.get("affects", ""), ",;")
    if not severity and not affects:
        return None
    known = [each.value for each in IncidentSeverity]
    return Incident(IncidentSeverity(_one_of("severity", severity or "unknown", known)), affects)


def read_links(text: str) -> tuple[Link, ...]:
    """Addresses, each with an optional ``rel=`` before it, separated by white space.

    Raises:
        InvalidDataError: One is no web or mail address.
    """
    links = []
    for part in text.split():
        rel, sign, url = part.partition("=")
        if not sign or ":" in rel:
            rel, url = relation(part), part
        if not url.lower().startswith(("https://", "http://", "mailto:")):
            raise InvalidDataError(f"links: {part!r} does not begin with https://, http:// or mailto:")
        links.append(Link(rel, url))
    return tuple(links)


def split_list(text: str, separators: str = ",; \t\n") -> tuple[str, ...]:
    """The parts of a list in one cell."""
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in text.split(separators[0])))))


def _one_of(column: str, text: str, known: list[str]) -> str:
    word = text.strip().lower()
    if word not in known:
        raise InvalidDataError(f"{column}: {text!r} is none of {', '.join(known)}")
    return word
