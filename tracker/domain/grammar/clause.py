"""Reads one clause: a name with a version, a verb with a name, a setting, a node pool, or nothing of these.

A clause is read from its words, never from its likeness to something: what does not fit one of the forms completely is
free text.
"""

import re
from collections.abc import Callable

from tracker.domain.event import Subject, SubjectType
from tracker.domain.grammar import words
from tracker.domain.grammar.statement import Statement, Verb
from tracker.domain.platforms import platform_name

VERSION = re.compile(r"v?\d+(?:\.\d+)+(?:[-+_.]?[0-9A-Za-z]+)*", re.IGNORECASE)
_LABEL = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|(?=[a-f]*\d)[0-9a-f]{7,40}")
"""What stands for a version without being one: a date, the beginning of a git hash."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.+_-]*")
_SCOPE = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*(?:\[[^\]\s]+\])?")
_SETTING = re.compile(r"(?P<key>\S+?)\s*(?P<sign>[=:])\s*(?P<value>\S.*)", re.DOTALL)
_SCALAR = re.compile(r"-?\d+(?:\.\d+)?(?:[a-zA-Z%]+)?|true|false|on|off|yes|no", re.IGNORECASE)
_HANGUL = re.compile(r"[\u3131-\u318e\uac00-\ud7a3]+")

IsKnown = Callable[[str], bool]
"""Whether something of that name is known: recorded before, or a product that the reference data lists."""


def read_pool(text: str) -> Statement | None:
    """``pool workers 1.27.3``, ``node pool workers kubelet v1.27.3``, ``pool workers retired``."""
    tokens = text.split()
    for announcement in words.POOL:
        size = len(announcement)
        if tuple(token.lower() for token in tokens[:size]) == announcement and len(tokens) > size:
            name, *rest = re.split(r"[=@]", tokens[size], maxsplit=1) + tokens[size + 1 :]
            rest = [token for token in rest if token.lower() not in ("kubelet", *words.ARROWS)]
            subject = Subject(SubjectType.NODE_POOL, unquote(name))
            if len(rest) == 1 and VERSION.fullmatch(rest[0]):
                return Statement(subject, Verb.IS, rest[0])
            if len(rest) == 1 and words.stem(rest[0]) in words.RETIRE:
                return Statement(subject, Verb.RETIRED)
            if len(rest) == 1 and words.stem(rest[0]) in words.ADD:
                return Statement(subject, Verb.ADDED)
    return None


def read_setting(text: str, *, is_code: bool = False) -> Statement | None:
    """``key=value``, ``key: "value"``, ``scope/key=value``; in code every ``key: value``, elsewhere only a clear one."""
    match = _SETTING.fullmatch(text)
    if match is None or not _KEY.fullmatch(unquote(match["key"])):
        return None
    key, value = unquote(match["key"]), match["value"].strip()
    if not is_quoted(value) and (any(space in value for space in " \t") and not is_code):
        return None
    if match["sign"] == ":" and not is_code and not _is_clear_setting(key, value):
        return None
    if match["sign"] == "=" and platform_name(key) and VERSION.fullmatch(value):
        return Statement(subject_of(key), Verb.IS, value)
    scope, slash, name = key.partition("/")
    if not (slash and name and _SCOPE.fullmatch(scope)):
        scope, name = "", key
    return Statement(Subject(SubjectType.CONFIG, name, scope), Verb.SET, unquote(value))


def _is_clear_setting(key: str, value: str) -> bool:
    """Whether ``key: value`` in running text can only be a setting: of a key and a value that no sentence has."""
    looks_like_key = any(sign in key for sign in "._-/[") or (key != key.lower() and key[:1].islower())
    return looks_like_key and (is_quoted(value) or _SCALAR.fullmatch(value) is not None)


def read_labelled(text: str) -> tuple[str, str] | None:
    """The name and the opaque label of ``etcd 2024-06`` and ``etcd a1b2c3d``; None for every other clause."""
    name, _, label = text.rpartition(" ")
    name = _latin(name)
    return (name, label) if _LABEL.fullmatch(label) and is_name(name.split()) else None


def read_named(text: str) -> tuple[list[str], Verb, str | None, str | None] | None:
    """The words of the name, the verb, the version and the version before; None when the clause is no such form."""
    text = text.replace("컨트롤 플레인", "컨트롤플레인")
    label = re.fullmatch(r'("[^"]+"|[^\s"@]+(?: [^\s"@]+){0,2})@("[^"]+"|\S+)', text)
    if label:
        return list(map(_latin, _name_words(label[1]))), Verb.IS, unquote(label[2]), None
    quoted = re.match(r'"[^"]+"', text)
    tokens = ([quoted[0], *text[quoted.end() :].split()]) if quoted else text.split()
    # An emoji or a tick beside the words says nothing.
    tokens = [token for token in tokens if token in words.ARROWS or any(map(str.isalnum, token))]
    if not tokens:
        return None
    tokens, verb = _take_verb(list(map(_latin, tokens)))
    if verb and len(tokens) > 1 and tokens[0].lower() in words.ARTICLES:
        del tokens[0]
    tokens, before, version = _take_versions(tokens)
    if not tokens or (verb is None and version is None) or (verb == "change" and version is None):
        return None
    if verb == Verb.RETIRED:
        return (_bare(tokens), Verb.RETIRED, None, version) if before is None else None
    is_addition = verb == Verb.ADDED or (verb == "deploy" and version is None)
    return _bare(tokens), Verb.ADDED if is_addition else Verb.IS, version, before


def _take_verb(tokens: list[str]) -> tuple[list[str], str | None]:
    """The words without the verb at the end or the beginning, and what the verb means."""
    rest = tokens
    while len(rest) > 1 and rest[-1].lower() in words.FILLERS:
        rest = rest[:-1]
    if len(tokens) > 2 and tokens[0].lower() in ("roll", "rolled") and tokens[1].lower() == "back":
        return tokens[2:], "change"
    for position, remaining in ((-1, rest[:-1]), (0, rest[1:])):
        meaning = _meaning(words.stem(rest[position])) if remaining else None
        if meaning:
            return remaining, meaning
    # "kubernetes upgraded to 1.7.4", "kubernetes rolled back to 1.6.3": the verb stands before the version.
    for position, word in enumerate(tokens[1:-1], start=1):
        if _meaning(words.stem(word)) == "change":
            return tokens[:position] + tokens[position + 1 :], "change"
        if word.lower() == "rolled" and tokens[position + 1].lower() == "back":
            return tokens[:position] + tokens[position + 2 :], "change"
    return tokens, None


def _meaning(stem: str) -> str | None:
    if stem in words.ADD:
        return Verb.ADDED
    if stem in words.RETIRE:
        return Verb.RETIRED
    if stem in words.DEPLOY:
        return "deploy"
    return "change" if stem in words.CHANGE else None


def _take_versions(tokens: list[str]) -> tuple[list[str], str | None, str | None]:
    """The words before the versions at the end, the earlier version and the later one."""
    version = _version(tokens[-1]) if tokens else None
    if version is None:
        return tokens, None, None
    rest = tokens[:-1]
    if rest and rest[-1].lower() in words.ARROWS:
        rest = rest[:-1]
        before = _version(rest[-1]) if rest else None
        if before:
            rest = rest[:-1]
            if rest and rest[-1].lower() == "from":
                rest = rest[:-1]
        return rest, before, version
    before = _version(rest[-1]) if rest and _particle(rest[-1]) == "에서" else None
    return (rest[:-1] if before else rest), before, version


def _version(token: str) -> str | None:
    bare = token.removesuffix(_particle(token))
    return bare if VERSION.fullmatch(bare) else None


def _bare(tokens: list[str]) -> list[str]:
    """The words of a name without the particle behind the last."""
    last = tokens[-1]
    particle = _particle(last)
    return [*tokens[:-1], last.removesuffix(particle)] if particle in words.PARTICLES and particle != last else tokens


def _latin(token: str) -> str:
    """The platform that a word in Hangul names, with or without a particle (``쿠버네티스를``); else the word."""
    if token.isascii() or not _HANGUL.fullmatch(token):
        return token
    endings = ("", *(particle for particle in words.PARTICLES if token.endswith(particle)))
    names = (platform_name(token.removesuffix(ending)) for ending in endings)
    return next(filter(None, names), token)


def _name_words(text: str) -> list[str]:
    return [text] if is_quoted(text) else text.split()


def _particle(token: str) -> str:
    """The Hangul at the end of a Latin word."""
    match = _HANGUL.search(token)
    return token[match.start() :] if match and match.end() == len(token) else ""


def is_name(tokens: list[str]) -> bool:
    """Whether the words can be a name at all: one to three Latin words, or one quoted text."""
    if len(tokens) == 1 and is_quoted(tokens[0]):
        return bool(unquote(tokens[0]).strip())
    scope, slash, first = tokens[0].rpartition("/") if tokens else ("", "", "")
    if slash and not _SCOPE.fullmatch(scope):
        return False
    names = [first, *tokens[1:]]
    return 1 <= len(names) <= 3 and all(_NAME.fullmatch(name) for name in names)


def is_generic(tokens: list[str]) -> bool:
    """Whether the words are common English rather than a name."""
    lower = [token.lower() for token in tokens]
    return lower[-1] in words.GENERIC or any(token in words.STOPWORDS for token in lower)


def is_feature(tokens: list[str]) -> bool:
    """Whether the words name a feature of Kubernetes or of a cloud."""
    return bool(tokens) and tokens[-1].lower() in words.FEATURES


def is_verb(word: str) -> bool:
    """Whether a word is one of the verbs of the grammar, or stands beside them."""
    return _meaning(words.stem(word)) is not None or word.lower() in words.FILLERS


def subject_of(name: str) -> Subject:
    """The platform or component of that name, with an optional scope before a slash."""
    if is_quoted(name):
        name, scope = unquote(name), ""
    else:
        scope, _, name = name.rpartition("/")
    platform = platform_name(name)
    return Subject(SubjectType.PLATFORM if platform else SubjectType.COMPONENT, platform or name, scope)


def is_quoted(text: str) -> bool:
    """Whether the text stands in straight quotes."""
    return len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"


def unquote(text: str) -> str:
    """The text without the quotes around it."""
    return text[1:-1] if is_quoted(text) else text
