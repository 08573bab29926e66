"""Writes statements as a line that `read_line` reads back as the same statements."""

import re
from collections.abc import Iterable

from tracker.domain.event import SubjectType
from tracker.domain.grammar.clause import VERSION
from tracker.domain.grammar.statement import Statement, Verb

_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9+_-]*(?:\.[A-Za-z0-9+_-]+)*")
_PLAIN_VALUE = re.compile(r"[A-Za-z0-9._/+%-]*[A-Za-z0-9_/+%-]")


def format_line(statements: Iterable[Statement]) -> str:
    """The statements as one line."""
    return ", ".join(format_statement(statement) for statement in statements)


def format_statement(statement: Statement, *, quoted: bool = False) -> str:
    """One statement; `quoted` puts every name of several words in quotes, as somebody should type it."""
    subject, value = statement.subject, statement.value
    if subject.type is SubjectType.CONFIG:
        return f"{subject}={_value(value or '')}"
    if subject.type is SubjectType.NODE_POOL:
        rest = value if statement.verb is Verb.IS else statement.verb.value
        return f"pool {subject.name} {rest}"
    name = _name(str(subject), quoted=quoted)
    if statement.verb is Verb.RETIRED:
        return f"{name} retired"
    if statement.verb is Verb.ADDED:
        return f"{name} {value} added" if value else f"{name} added"
    if value and not VERSION.fullmatch(value):
        return f"{name}@{_value(value)}"
    return f"{name} {statement.before} -> {value}" if statement.before else f"{name} {value}"


def _name(name: str, *, quoted: bool) -> str:
    words = name.rpartition("/")[2].split(" ")
    plain = all(_PLAIN_NAME.fullmatch(word) for word in words) and len(words) <= 3
    return name if plain and not (quoted and len(words) > 1) else f'"{name}"'


def _value(value: str) -> str:
    return value if _PLAIN_VALUE.fullmatch(value) else f'"{value}"'
