"""Reads a search expression: words, "phrases", and terms such as ``component:kafka``, ``before:2017-06``, ``-tag:drill``."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

from tracker.domain.dates import first_micros, parse_when
from tracker.domain.errors import InvalidDataError
from tracker.domain.event import EventKind
from tracker.domain.search_query import Criterion, SearchField, SearchQuery
from tracker.domain.when import When

_TERM = re.compile(r'(?P<minus>-?)(?:(?P<field>[A-Za-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)|(?=\s|$))')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_YEAR = re.compile(r"\d{4}")
_FIELDS = {field.value: field for field in SearchField}
_BOUNDS = ("after", "since", "before")


def parse_search(text: str, *, now: datetime, zone: str = "UTC") -> SearchQuery:
    """What a search expression asks for; `now` and `zone` are what ``after:yesterday`` is counted from.

    Raises:
        InvalidDataError: It asks for nothing, or a term has a value that it cannot have.
    """
    criteria: list[Criterion] = []
    bounds: dict[str, date] = {}
    for term in _TERM.finditer(unicodedata.normalize("NFC", text).translate(_QUOTES)):
        field = (term["field"] or "").lower()
        value = (term["phrase"] if term["phrase"] is not None else term["word"] or "").strip()
        if field in _BOUNDS:
            if term["minus"]:
                raise InvalidDataError(f"{term[0]!r}: a date cannot be negated; use before: or after: instead")
            bounds["before" if field == "before" else "after"] = _day(field, value, now, zone)
        else:
            criteria.extend(_criteria(term, field, value))
    if not criteria and not bounds:
        raise InvalidDataError('nothing to search for: write words, a "phrase", or a term such as component:kafka')
    return SearchQuery(tuple(criteria), bounds.get("after"), bounds.get("before"))


def _criteria(term: re.Match[str], field: str, value: str) -> Iterator[Criterion]:
    negated = bool(term["minus"])
    if field and field not in _FIELDS:
        _refuse_misspelt(field)
        # A colon in ordinary text: "12:30", "https://…".
        field, value = "", f"{term['field']}:{value}"
    if field and not value:
        raise InvalidDataError(f"{field}: has no value: write {field}:VALUE without a space")
    if field == SearchField.KIND:
        yield Criterion(SearchField.KIND, _kind(value), negated=negated)
    elif value.strip("*"):
        is_phrase = term["phrase"] is not None
        yield Criterion(_FIELDS.get(field, SearchField.TEXT), value.strip("*"), is_exact=is_phrase, negated=negated)


def _kind(value: str) -> str:
    try:
        return EventKind(value.lower()).value
    except ValueError as error:
        kinds = ", ".join(EventKind)
        raise InvalidDataError(f"kind:{value}: there is no such kind; kinds are {kinds}") from error


def _day(field: str, value: str, now: datetime, zone: str) -> date:
    """The day of a bound; a year or a month stands for its first day."""
    if _YEAR.fullmatch(value):
        value += "-01"
    try:
        return parse_when(value, now=now, zone=zone).day
    except InvalidDataError as error:
        raise InvalidDataError(f"{field}:{value}: {error}") from error


def _refuse_misspelt(field: str) -> None:
    # Imported here: only an unknown word before a colon needs it.
    from difflib import get_close_matches

    near = get_close_matches(field, (*_FIELDS, *_BOUNDS), n=1, cutoff=0.75)
    if near:
        raise InvalidDataError(f"{field}: is no term of a search; did you mean {near[0]}:?")


def bounds_of(query: SearchQuery, zone: str) -> tuple[int | None, int | None]:
    """The first and the last `When.sort_at` that the query's days allow in a zone."""
    since = first_micros(When.on(query.after, zone)) if query.after else None
    until = first_micros(When.on(query.before, zone)) - 1 if query.before else None
    return since, until
