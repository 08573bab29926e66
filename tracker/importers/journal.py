"""Reads a journal: dates followed by free text, in English or Korean, as a team keeps it in a file or on a wiki page.

Every dated entry becomes one observation, in the order of the document. What an entry says for sure becomes statements,
what reads like a product's name counts as added, and everything that a person should look at says why. Prose stays a
note in its own language; a text that speaks of trouble becomes an incident.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from tracker.domain.dates import parse_when
from tracker.domain.errors import ImporterError, InvalidDataError
from tracker.domain.event import EventKind, Incident, Provenance
from tracker.domain.grammar.clause import IsKnown
from tracker.domain.grammar.reading import language_of, read_line
from tracker.domain.grammar.statement import Reading
from tracker.domain.grammar.trouble import affected_by, find_trouble
from tracker.domain.grammar.words import unfinished_business
from tracker.domain.secrets import find_secrets, without_secrets
from tracker.importers.journal_entries import Entry, Undated, entries
from tracker.services.observation import Observation, Read, Skipped

SOURCE = "journal"
_TRANSLATION = re.compile(r"\s+::\s*([a-z]{2,3}(?:-[A-Za-z0-9]+)*):\s*")
_SENTENCE_END = re.compile(r"(?<=[^\d\s])[.!?。]\s+")
_LONG_TITLE = 80
"""Characters; a longer text gives its first sentence as the title and the rest as the body."""
_EXCERPT = 60
_UNUSED_NOW = datetime(1970, 1, 1, tzinfo=UTC)
"""Dates in journals are absolute, so that the present does not matter."""


def read(document: str, *, origin: str, zone: str = "UTC", is_known: IsKnown = lambda _name: False) -> Iterator[Read]:
    """The observations in a journal.

    Args:
        document: The text.
        origin: What it is called; part of the provenance.
        zone: The time zone in which its days are counted.
        is_known: Whether a name is known as a component (see `read_line`).

    Raises:
        ImporterError: Nothing in the document has a date.
    """
    seen: Counter[str] = Counter()
    found = False
    undated: Undated | None = None
    for part in entries(document):
        if isinstance(part, Undated):
            undated = Undated(undated.first_line, part.last_line, undated.text) if undated else part
            continue
        if undated:
            yield _without_date(undated)
        undated, found = None, True
        yield _observe(part, origin, zone, is_known, seen)
    if undated:
        yield _without_date(undated)
    if not found:
        raise ImporterError(
            "no entry begins with a date; write each like '2017-09-25 kube-aws v0.9.8 / kubernetes v1.7.4'",
            origin=origin,
        )


def _observe(entry: Entry, origin: str, zone: str, is_known: IsKnown, seen: Counter[str]) -> Read:
    place = f"line {entry.line}"
    try:
        when = parse_when(entry.date, now=_UNUSED_NOW, zone=zone)
    except InvalidDataError as error:
        return Skipped(place, str(error), _excerpt(entry.lines[0]), is_error=True)
    raw = "\n".join(line.rstrip() for line in entry.lines).strip()
    if not raw:
        return Skipped(place, f"nothing is written behind {entry.date}")
    first, translations = _take_translations(entry.lines[0])
    masked = without_secrets(first)
    reading = read_line(masked, is_known)
    title, rest = _title_and_rest(reading.text)
    body = without_secrets("\n\n".join(filter(None, (rest, _body(entry)))))
    trouble = find_trouble(" ".join(reading.prose))
    return Observation(
        when=when,
        title=title,
        provenance=Provenance(SOURCE, origin, place, _key(entry.date, raw, seen)),
        kind=_kind(reading, trouble),
        statements=reading.statements + tuple(guess.statement for guess in reading.guesses),
        body=body,
        language=language_of(reading),
        translations=tuple(sorted((tag, without_secrets(text)) for tag, text in translations)),
        links=reading.links,
        tags=reading.tags,
        incident=_incident(reading) if trouble else None,
        review=tuple(_reviews(entry, raw, reading, trouble)),
    )


def _kind(reading: Reading, trouble: str) -> EventKind | None:
    if trouble:
        return EventKind.INCIDENT
    has_changes = reading.statements or reading.guesses
    return EventKind.CONFIG if reading.features and not has_changes and not reading.prose else None


def _incident(reading: Reading) -> Incident:
    names = (affected_by(clause) for clause in reading.prose if find_trouble(clause))
    return Incident(affects=tuple(dict.fromkeys(filter(None, names))))


def _reviews(entry: Entry, raw: str, reading: Reading, trouble: str) -> Iterator[str]:
    """Why a person should look at the entry."""
    if trouble:
        yield f"speaks of trouble ({trouble!r}): recorded as an incident; check what it affected, its cause and its end"
        if reading.statements:
            yield "tells of a change and of trouble at once: two events may be meant"
    for guess in reading.guesses:
        if not guess.is_likely:
            yield f"{guess.statement.subject.name!r} is taken for a component: it may be ordinary words"
    for feature in reading.features:
        yield f"{feature!r} names a feature and no component with a version: record what was set, if it matters"
    for clause in reading.prose:
        business = unfinished_business(clause)
        if business and not trouble:
            yield f"{clause!r} speaks of something {business} and not of what runs now: record that, if it changed"
    yield from reading.hints
    for date in entry.mentions:
        yield f"mentions {date}: if that begins an entry of its own, put it on its own line"
    for secret in find_secrets(raw):
        yield f"held what looks like a secret ({secret.kind}); it was masked and not recorded: change it at its source"


def _title_and_rest(text: str) -> tuple[str, str]:
    end = _SENTENCE_END.search(text) if len(text) > _LONG_TITLE else None
    return (text[: end.start()], text[end.end() :]) if end else (text, "")


def _body(entry: Entry) -> str:
    """The lines below the first, without the indentation that they share."""
    # Imported here: most entries are one line.
    import textwrap

    return textwrap.dedent("\n".join(entry.lines[1:])).strip() if len(entry.lines) > 1 else ""


def _take_translations(line: str) -> tuple[str, list[tuple[str, str]]]:
    """``title :: ko: 제목``: the title, and the titles in other languages by their tags."""
    first, *rest = _TRANSLATION.split(line)
    return first, list(zip(rest[::2], (text.strip() for text in rest[1::2]), strict=True))


def _key(date: str, raw: str, seen: Counter[str]) -> str:
    """What an entry is found by when the document is imported again: its date, its words, and which of equals it is."""
    content = hashlib.sha256(f"{date}\n{' '.join(raw.split())}".encode()).hexdigest()[:32]
    seen[content] += 1
    return f"{SOURCE}:{content}:{seen[content]}"


def _without_date(part: Undated) -> Skipped:
    place = (
        f"line {part.first_line}" if part.first_line == part.last_line else f"lines {part.first_line}-{part.last_line}"
    )
    return Skipped(place, "has no date", _excerpt(part.text))


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
