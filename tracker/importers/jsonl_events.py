"""Reads events from JSON lines: one object each, as `log --format jsonl` prints them or as another program writes them.

An exported ledger is something else, and merged as it is (`tracker.domain.ledger_line`).
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from tracker.domain.errors import ImporterError, InvalidDataError
from tracker.domain.event import Event, EventKind, Incident, Link, Provenance, Visibility
from tracker.domain.event_document import from_document
from tracker.domain.grammar.statement import Statement
from tracker.domain.secrets import find_secrets, possible_patterns, without_secrets
from tracker.importers import event_fields
from tracker.services.importing import BATCH
from tracker.services.observation import Observation, Read, Skipped

SOURCE = "jsonl"
KEYS = (
    "date when ended cluster kind title text changes body language translations tags links visibility incident review "
    "details key id summary provenance"
).split()
"""What an object may hold; the manual says what each means."""
_TAKEN_AS_THEY_ARE = frozenset(("body", "language", "translations", "tags", "links", "review", "details"))
IGNORED = frozenset(("warnings", "findings", "revisions", "conflicts", "is_open", "lasted", "severity", "affects"))
"""What our own commands print beside an event."""
_UNDERSTOOD = IGNORED.union(KEYS)

_Item = TypeVar("_Item", Link, str)
ZoneOf = Callable[[str], str]


class Lines(NamedTuple):
    """Some lines of a file that follow one another."""

    first: int
    """The number of the first one."""
    texts: list[str]


@dataclass(slots=True)
class Source:
    """What has to be known of a file to read some of its lines."""

    origin: str
    """What it is called; part of the provenance."""
    zone_of: ZoneOf
    """The time zone of a cluster by its name; of the import's own cluster for an empty name."""
    seen: Counter[str] = field(default_factory=Counter)
    """How often each entry without a key of its own has come; counts on while lines are read."""


def read(lines: Iterable[str], *, origin: str, zone_of: ZoneOf) -> Iterator[Read]:
    """The observations in JSON lines.

    Args:
        lines: The lines of the file.
        origin: As in `Source`.
        zone_of: As in `Source`.

    Raises:
        ImporterError: The file holds nothing.
    """
    source = Source(origin, zone_of)
    for some in batches_of_lines(lines, origin=origin):
        yield from read_lines(some, source)


def batches_of_lines(lines: Iterable[str], *, origin: str) -> Iterator[Lines]:
    """The lines in batches, each of which can be read alone.

    Raises:
        ImporterError: There is none, or all are empty.
    """
    lines, first, is_empty = iter(lines), 1, True
    while texts := list(islice(lines, BATCH)):
        is_empty = is_empty and not any(map(str.strip, texts))
        yield Lines(first, texts)
        first += len(texts)
    if is_empty:
        raise ImporterError("the file is empty", origin=origin)


def read_lines(lines: Lines, source: Source) -> Iterator[Read]:
    """The observations in some lines of a file."""
    # One look at all of them is cheaper than one at each, and nearly always says that there is nothing.
    secrets = possible_patterns("".join(lines.texts))
    for number, text in enumerate(lines.texts, start=lines.first):
        line = text.strip()
        if line:
            place = f"line {number}"
            try:
                yield _observe(line, secrets, place, source)
            except InvalidDataError as error:
                yield Skipped(place, str(error), is_error=True)


def _observe(line: str, possible: tuple[int, ...], place: str, source: Source) -> Observation:
    review: tuple[str, ...] = ()
    secrets = find_secrets(line, possible)
    if secrets:
        line = without_secrets(line)
        review = tuple(f"held what looks like a secret ({each.kind}); it was masked" for each in secrets)
    fields = _object(line)
    cluster = _text(fields, "cluster")
    event = from_document("", "", _document(fields, source.zone_of(cluster)))
    told = event_fields.read_text_field(_text(fields, "text")) if "text" in fields else None
    statements = _statements(fields) or (told.statements if told and "changes" not in fields else ())
    title = event.title or (told.title if told else "")
    if not title:
        raise InvalidDataError("title: it is missing")
    return Observation(
        when=event.when,
        title=title,
        provenance=Provenance(SOURCE, source.origin, place, _key(fields, line, source.seen)),
        kind=EventKind(fields["kind"]) if "kind" in fields else None,
        statements=statements,
        changes=event.changes,
        ended=event.ended,
        body=event.body,
        language=event.language or (told.language if told else ""),
        translations=event.translations,
        links=_together(told.links if told else (), event.links),
        tags=_together(told.tags if told else (), event.tags),
        visibility=Visibility(fields["visibility"]) if "visibility" in fields else None,
        incident=_incident(event),
        review=(*event.review, *review),
        cluster=cluster,
        details=event.details,
    )


def _object(line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except ValueError as error:
        raise InvalidDataError(f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise InvalidDataError("not a JSON object")
    if not fields.keys() <= _UNDERSTOOD:
        unknown = next(key for key in fields if key not in _UNDERSTOOD)
        raise InvalidDataError(f"unknown key {unknown!r}{_suggestion(unknown)}")
    return fields


def _document(fields: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """The event document behind an object, with moments and changes in their full form."""
    document = {key: value for key, value in fields.items() if value and key in _TAKEN_AS_THEY_ARE}
    changes = fields.get("changes", ())
    if not isinstance(changes, (list, tuple, str)):
        raise InvalidDataError("changes: a list of objects, or a text in the grammar of 'add'")
    if fields.get("ended"):
        document["ended"] = _moment(fields["ended"], zone, "ended")
    if fields.get("incident"):
        document["incident"] = _incident_document(fields["incident"], zone)
    return document | {
        "kind": fields.get("kind") or EventKind.NOTE.value,
        "title": _text(fields, "title"),
        "when": _moment(fields.get("when") or fields.get("date"), zone, "date"),
        "changes": [change for change in changes if isinstance(change, dict)] if not isinstance(changes, str) else [],
        "provenance": {"source": SOURCE},
    }


def _moment(value: Any, zone: str, key: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    if not isinstance(value, str) or not value.strip():
        raise InvalidDataError(f"{key}: it is missing")
    return event_fields.read_moment(value.strip(), zone, key).to_document()


def _incident_document(incident: Any, zone: str) -> Any:
    if not isinstance(incident, dict) or not isinstance(incident.get("updates", []), list):
        raise InvalidDataError("incident: an object with severity, affects, cause, fix and updates")
    updates = [
        {**update, "when": _moment(update.get("when"), zone, "updates")} if isinstance(update, dict) else update
        for update in incident.get("updates", ())
    ]
    return {**incident, "updates": updates}


def _statements(fields: Mapping[str, Any]) -> tuple[Statement, ...]:
    """Changes that are texts in the grammar of `add`; objects say everything themselves."""
    changes = fields.get("changes", ())
    texts = [changes] if isinstance(changes, str) else [change for change in changes if isinstance(change, str)]
    return tuple(statement for text in texts for statement in event_fields.read_changes(text))


def _incident(event: Event) -> Incident | None:
    return (event.incident or Incident()) if event.kind is EventKind.INCIDENT else None


def _together(told: tuple[_Item, ...], stated: tuple[_Item, ...]) -> tuple[_Item, ...]:
    """Both, each item once."""
    return tuple(dict.fromkeys(told + stated)) if len(told) + len(stated) > 1 else told + stated


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key) or ""
    if not isinstance(value, str):
        raise InvalidDataError(f"{key}: it has to be a text")
    return value.strip()


def _key(fields: Mapping[str, Any], line: str, seen: Counter[str]) -> str:
    own = fields.get("key") or fields.get("id")
    if own:
        return f"{SOURCE}:{own}"
    content = hashlib.sha256(line.encode()).hexdigest()[:32]
    seen[content] += 1
    return f"{SOURCE}:{content}:{seen[content]}"


def _suggestion(key: str) -> str:
    # Imported here: only a mistake needs it.
    from difflib import get_close_matches

    near = get_close_matches(key, KEYS, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; keys are {', '.join(KEYS)}"
