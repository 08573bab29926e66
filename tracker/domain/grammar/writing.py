"""Writes statements as a line that `read_line` reads back as the same statements."""

import re
from collections.abc import Iterable

from tracker.domain.event import SubjectType
from tracker.domain.grammar.clause import VERSION, is_feature, is_generic, is_verb
from tracker.domain.grammar.statement import Statement, Verb

_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9+_-]*(?:\.[A-Za-z0-9+_-]+)*")
_PLAIN_VALUE = re.compile(r"[A-Za-z0-9._/+%-]*[A-Za-z0-9_/+%-]")


def format_line(statements: Iterable[Statement]) -> str:
    """The statements as one line."""
    return ", ".join(format_statement(statement) for statement in statements)


def format_statement(statement: Statement) -> str:
    """One statement, with quotes around a name or a value that would be read as something else without them."""
    subject, value = statement.subject, statement.value
    if subject.type is SubjectType.CONFIG:
        return f"{subject}={_value(value or '')}"
    if subject.type is SubjectType.NODE_POOL:
        name = subject.name if _PLAIN_NAME.fullmatch(subject.name) else f'"{subject.name}"'
        return f"pool {name} {value if statement.verb is Verb.IS else statement.verb.value}"
    name = _name(str(subject))
    if statement.verb is Verb.RETIRED:
        return f"{name} retired"
    if statement.verb is Verb.ADDED:
        return f"{name} {value} added" if value else f"{name} added"
    if value and not VERSION.fullmatch(value):
        return f"{name}@{_value(value)}"
    return f"{name} {statement.before} -> {value}" if statement.before else f"{name} {value}"


def _name(name: str) -> str:
    word = name.rpartition("/")[2]
    is_plain = _PLAIN_NAME.fullmatch(word) and not is_generic([word]) and not is_feature([word]) and not is_verb(word)
    return name if is_plain else f'"{name}"'


def _value(value: str) -> str:
    return value if _PLAIN_VALUE.fullmatch(value) else f'"{value}"'
