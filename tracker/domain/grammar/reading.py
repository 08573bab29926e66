"""Reads a line: takes its markup out, cuts it into clauses, and reads each of them.

What the line says for sure becomes statements. What it may say becomes guesses: a name without a verb or a version
(``Kafka``), or a name of several words that nobody has heard of. Everything else is prose and stays as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.domain.event import Subject, SubjectType
from tracker.domain.grammar.clause import (
    VERSION,
    IsKnown,
    is_feature,
    is_generic,
    is_name,
    is_quoted,
    read_labelled,
    read_named,
    read_pool,
    read_setting,
    subject_of,
)
from tracker.domain.grammar.markup import Marked, take_markup, without_issue_keys
from tracker.domain.grammar.statement import Guess, Reading, Statement, Verb
from tracker.domain.grammar.words import ADD, CHANGE, DEPLOY, ENGLISH_VERBS, RETIRE, STOPWORDS
from tracker.domain.language import detect_language
from tracker.domain.platforms import platform_name

_SENTENCES = re.compile(r"[.!?](?:\s+|$)|[。！？]\s*")
_DONE_AND = "|".join(f"(?<={verb})" for verb in sorted(ADD | DEPLOY | RETIRE | CHANGE) if not verb.isascii())
_CLAUSES = re.compile(
    r"\s*(?:(?<!\d),|,(?!\d)|[;，、；])\s*|\s+/\s+|(?<=\.\d)/(?=[A-Za-z])|(?<=\.\d\d)/(?=[A-Za-z])"
    # "kube-dns 제거하고 coredns 도입": one thing was done, and then another.
    rf"|(?:{_DONE_AND})하고\s+"
)
_NUMBERED = re.compile(r"([A-Za-z][\w-]*) (v?\d+)")
_SETTING = re.compile(r"([A-Za-z]\w*): (\"[^\"]*\"|\S+)")
_MENTION = re.compile(r"([A-Za-z][\w-]*) (v?\d+(?:\.\d+)+(?:[\w.+-]*\w)?)", re.ASCII)
_NAMELESS = re.compile(
    r"(?<![\w.])(?!\d+(?:\.\d+){3}(?![\w.]))(?:(?:to|from|version) (?P<named>v?\d+\.\d+)|(?P<plain>v\d+\.\d+|\d+\.\d+\.\d+))"
    r"(?P<rest>(?:[\w.+-]*\w)?)",
    re.ASCII,
)
"""What reads as a version by its form, or by the word before it, and is no IPv4 address."""


@dataclass(slots=True)
class _Found:
    """What has been read of a line so far."""

    statements: list[Statement] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    features: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


def read_line(line: str, is_known: IsKnown = lambda _name: False) -> Reading:
    """Everything that a line says.

    Args:
        line: One entry, in English or Korean, with Markdown links and code.
        is_known: Whether a name is known; a known one needs no verb and may have several words.
    """
    marked = take_markup(line)
    found = _Found()
    for sentence in _SENTENCES.split(marked.text):
        _read_sentence(sentence, marked, is_known, found)
    return Reading(
        text=marked.fill(marked.text).rstrip(" ,;"),
        statements=tuple(dict.fromkeys(found.statements)),
        guesses=tuple(found.guesses),
        prose=tuple(found.prose),
        features=tuple(found.features),
        hints=tuple(found.hints),
        links=marked.links,
        tags=marked.tags,
    )


def language_of(reading: Reading) -> str:
    """The language that a line is written in; names and versions alone have none."""
    language = detect_language(reading.text)
    if language != "en":
        return language
    # "grinder" is a name, "grinder added" is English.
    spoken = {word.lower().strip(".,;:") for word in reading.text.split()} & (ENGLISH_VERBS | STOPWORDS)
    phrases = (*reading.prose, *(feature for feature in reading.features if " " in feature))
    return "en" if spoken else detect_language(" ".join(phrases))


def _read_sentence(sentence: str, marked: Marked, is_known: IsKnown, found: _Found) -> None:
    """Read the clauses of a sentence; names in a list share the verb that stands before or behind the list."""
    listed: list[str] = []
    leading: Verb | None = None
    for clause in filter(None, (part.strip() for part in _CLAUSES.split(sentence))):
        text = marked.fill(without_issue_keys(clause))
        tokens = [text] if is_quoted(text) else text.split()
        if _is_lone_name(tokens) and not _is_known_with_label(text, is_known):
            if leading and not is_generic(tokens):
                found.statements.append(Statement(subject_of(_joined(tokens)), leading))
            else:
                listed.append(text)
            continue
        verb = _read_clause(clause, marked, is_known, found)
        if listed and verb is Verb.ADDED and not _begins_with_verb(text):
            found.statements[-1:-1] = [Statement(subject_of(_joined(name.split())), verb) for name in listed]
            listed = []
        _guess_names(listed, is_known, found)
        listed = []
        leading = verb if verb and _begins_with_verb(text) else None
    _guess_names(listed, is_known, found)


def _read_clause(clause: str, marked: Marked, is_known: IsKnown, found: _Found) -> Verb | None:
    """Read one clause; returns the verb when it was an addition or a retirement without a version."""
    text = marked.fill(without_issue_keys(clause))
    setting = read_pool(text) or read_setting(text, is_code=marked.is_code(clause))
    if setting:
        found.statements.append(setting)
        return None
    labelled = read_labelled(text)
    if labelled and _is_known_with_label(text, is_known):
        found.statements.append(Statement(subject_of(labelled[0]), Verb.IS, labelled[1]))
        return None
    named = read_named(text)
    if named is None or not is_name(named[0]) or is_generic(named[0]):
        _read_joined(clause, marked, is_known, found)
        return None
    tokens, verb, version, before = named
    statement = Statement(subject_of(_joined(tokens)), verb, version, before)
    if is_feature(tokens) and not is_known(_joined(tokens)):
        found.features.append(text)
    elif len(tokens) == 1 or _is_sure(statement.subject, is_known) or all(token[:1].isupper() for token in tokens):
        found.statements.append(statement)
        return verb if version is None else None
    else:
        name = _joined(tokens)
        doubt = f"{name!r} is read as the name of one component; to be sure write {_explicit(statement)}"
        found.guesses.append(Guess(statement, doubt, is_likely=False))
    return None


def _is_sure(subject: Subject, is_known: IsKnown) -> bool:
    """Whether several words surely are one name."""
    return subject.type is SubjectType.PLATFORM or is_known(subject.name)


def _read_joined(clause: str, marked: Marked, is_known: IsKnown, found: _Found) -> None:
    """``a 1.0 and b 2.0`` where both halves can be read for sure; prose otherwise."""
    halves = re.split(r"\s+(?:and|&|및)\s+", clause)
    if len(halves) > 1:
        attempt = _Found()
        for half in halves:
            _read_clause(half, marked, is_known, attempt)
        if len(attempt.statements) + len(attempt.guesses) == len(halves):
            found.statements.extend(attempt.statements)
            found.guesses.extend(attempt.guesses)
            return
    text = marked.fill(without_issue_keys(clause))
    tokens = text.split()
    if not tokens:
        return
    if is_feature(tokens) and len(tokens) <= 2:
        found.features.append(text)
        return
    found.prose.append(marked.fill(clause))
    found.hints.extend(_hints(text, is_known))


def _hints(text: str, is_known: IsKnown) -> Iterator[str]:
    """How to record what free text seems to mention."""
    mentions = [
        (name, version)
        for name, version in _MENTION.findall(text)
        if platform_name(name) or is_known(name) or not is_generic([name])
    ]
    for name, version in mentions:
        yield (
            f"{name} {version} stands in a sentence and is not recorded as a change; "
            f"if it is one, write it apart: '{name} {version}'"
        )
    nameless = None if mentions else _NAMELESS.search(text)
    if VERSION.fullmatch(text):
        yield f"{text} of what? Write the name before it, or --version NAME={text}"
    elif nameless:
        version = f"{nameless['named'] or nameless['plain']}{nameless['rest']}"
        yield f"{version} stands in a sentence without a name and is not recorded; if it runs now write 'NAME {version}'"
    number = _NUMBERED.fullmatch(text)
    if number and (platform_name(number[1]) or is_known(number[1])):
        yield f"a version has a dot; to record {number[2]} as it is write '{number[1]}@{number[2]}'"
    labelled = read_labelled(text)
    if labelled and not is_generic(labelled[0].split()):
        yield f"{labelled[1]} is no version; if it is what runs from now on write '{labelled[0]}@{labelled[1]}'"
    setting = _SETTING.fullmatch(text)
    if setting:
        yield f"to record a setting write '{setting[1]}={setting[2]}'"


def _is_lone_name(tokens: list[str]) -> bool:
    """Whether the clause is nothing but a name."""
    if not tokens or not is_name(tokens):
        return False
    return len(tokens) == 1 or read_named(" ".join(tokens)) is None


def _is_known_with_label(text: str, is_known: IsKnown) -> bool:
    """``etcd 2024-06``: only of a known name is a date or a hash surely what runs; else it may be a day or a word."""
    labelled = read_labelled(text)
    return labelled is not None and (platform_name(labelled[0]) is not None or is_known(labelled[0]))


def _guess_names(names: list[str], is_known: IsKnown, found: _Found) -> None:
    for name in names:
        tokens = [name] if is_quoted(name) else name.split()
        subject = subject_of(name)
        if is_feature(tokens) and not is_known(name):
            found.features.append(name)
        elif is_generic(tokens) or _has_verb_form(tokens) or subject.type is SubjectType.PLATFORM:
            # "kubernetes" alone says nothing about it.
            found.prose.append(name)
        else:
            _guess_name(name, tokens, subject, is_known, found)


def _guess_name(name: str, tokens: list[str], subject: Subject, is_known: IsKnown, found: _Found) -> None:
    statement = Statement(subject, Verb.ADDED)
    doubt = f"{name!r} may be a component that was added; to be sure write {_explicit(statement)}"
    found.guesses.append(Guess(statement, doubt, is_likely=is_known(name) or _looks_like_a_product(tokens)))


def _looks_like_a_product(tokens: list[str]) -> bool:
    """``MobileAPI``, ``external-dns``, ``Slack Relay``; not ``grinder`` or ``log rotate``, which are words as well."""
    if len(tokens) == 1:
        return tokens[0] != tokens[0].lower() or "-" in tokens[0] or is_quoted(tokens[0])
    return all(token[:1].isupper() for token in tokens)


def _has_verb_form(tokens: list[str]) -> bool:
    """Whether several words hold one that looks like an English verb: "cleaned namespaces up"."""
    return len(tokens) > 1 and any(len(token) > 4 and token.endswith(("ed", "ing")) for token in tokens)


def _begins_with_verb(text: str) -> bool:
    return read_named(f"{text.split(maxsplit=1)[0]} x") is not None


def _joined(tokens: list[str]) -> str:
    return " ".join(tokens)


def _explicit(statement: Statement) -> str:
    # Imported here: only a doubt needs it.
    from tracker.domain.grammar.writing import format_statement

    text = format_statement(statement)
    return f"'{text}'"
