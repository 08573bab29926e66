"""Pseudonyms for what identifies, wherever a text of a report holds it.

A name gets the same pseudonym everywhere and in every report of its cluster, so that redacted reports can be compared.
It cannot be guessed back: the pseudonyms are keyed with the cluster's identifier, which no report contains.
"""

import hmac
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from ipaddress import ip_interface

from tracker.domain.sentence import Sentence
from tracker.reports.readiness.quoting import ON_MANIFESTS, QUOTED, Quoted, sort_of

WITHHELD = "[withheld]"

_URL = re.compile(r"[a-z][a-z0-9+.-]*://[^\s\"'<>]+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IPV4 = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?\b")
_IPV6 = re.compile(r"(?<![\w:.])[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*(?:/\d{1,3})?", re.IGNORECASE)
"""What may be one; `ipaddress` decides."""
_HOST = re.compile(r"\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+\b", re.IGNORECASE)
_PATH = re.compile(r"(?<![\w.:/])(?:\.{1,2}|~)?/[\w.@+-]+(?:/[\w.@+-]+)*")
_WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_TELLING = re.compile(r"[-_.\d]")
"""What a word needs to be nobody's prose: ``web-1`` and not ``once``."""
OBJECT = re.compile(r"([A-Z]\w+) (?:([^/]+)/)?(.*)")
_SEPARATOR = re.compile(r"(, | and )")
_FIELD = re.compile(r"(?:spec|status|metadata|template|profiles|webhooks|unhealthyPodEvictionPolicy)\b.*")
_SYSTEM_NAMESPACES = frozenset({"default", "kube-system", "kube-public", "kube-node-lease"})
_ARTICLES = frozenset({"the", "a", "an", "its", "it", "one"})
"""Too common behind "of" to be taken for a name there."""
_PUBLIC_DOMAINS = ("k8s.io", "kubernetes.io", "x-k8s.io")


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Replaces what identifies."""

    key: str
    """The cluster's identifier."""
    names: frozenset[str]
    """Words of manifests that are names, in lower case (`identifying.words`)."""
    public: frozenset[str]
    """Words that everybody uses (`identifying.public_words`)."""
    recorded: frozenset[str] = frozenset()
    """Names of clusters, pools, scopes and own components in the record, in lower case."""

    def pseudonym(self, sort: str, text: str) -> str:
        """``name-3f9a2c1d``: the same for the same text, whatever its case."""
        digest = hmac.new(self.key.encode(), text.lower().encode(), "sha256").hexdigest()
        return f"{sort}-{digest[:8]}"

    def fingerprint(self, fingerprint: str) -> str:
        """Keyed like names are, because a fingerprint is a hash of names."""
        return hmac.new(self.key.encode(), fingerprint.encode(), "sha256").hexdigest()[:16]

    def text(self, text: str, code: str = "") -> str:
        """A sentence of a rule, or of the plan, with what it quotes replaced; its own words are never touched.

        A text that does not remember what its values are is withheld where a recorded name is left in it: nobody can
        tell whether that is the name or the same word. `code` is the rule's; without one, the text quotes nothing but
        what the record calls things.
        """
        if isinstance(text, Sentence):
            return self._sentence(text, code)
        if code.startswith(ON_MANIFESTS):
            return self._replaced(text, QUOTED.get(code, ()))
        replaced = self._replaced(text, QUOTED.get(code, ()), of_record=True)
        return WITHHELD if _whole_words(self.recorded).search(replaced) else replaced

    def _sentence(self, sentence: Sentence, code: str) -> str:
        if sentence.is_quoted:
            return self._replaced(sentence)
        values = sentence.values
        told = {name: self._value(name, value, values.keys(), code) for name, value in values.items()}
        return Sentence(sentence.template, told) if told else sentence

    def _value(self, name: str, value: object, beside: Collection[str], code: str) -> str:
        if isinstance(value, Sentence):
            return self._sentence(value, code)
        text = str(value)
        match sort_of(name, beside, code):
            case Quoted.NAMES:
                return self._list(text)
            case Quoted.OF_RECORD:
                return self._replaced(self._without_record(text))
            case Quoted.KNOWN:
                return text if text.lower() in self.public else self._replaced(self._without_record(text))
            case Quoted.SUBJECT:
                return self.subject(text)
            case Quoted.CLIENT:
                return self._client(text)
            case Quoted.WITHHELD:
                return WITHHELD
            case Quoted.PLAIN:
                return self._name(text) if text.lower() in self.recorded else self._replaced(text)

    def _replaced(self, text: str, quoted: Sequence[re.Pattern[str]] = (), *, of_record: bool = False) -> str:
        """A text with what stands at the places of `quoted`, and addresses and names wherever they stand, replaced."""
        patterns: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
            *((pattern, self._client if "client" in pattern.groupindex else self._list) for pattern in quoted),
            *(((_quoted_from_record(self.recorded), self._name),) if self.recorded and of_record else ()),
            (_URL, lambda url: self.pseudonym("url", url)),
            (_EMAIL, lambda email: self.pseudonym("email", email)),
            (_IPV4, lambda address: self.pseudonym("address", address)),
            (_IPV6, self._ipv6),
            (_PATH, lambda path: self.pseudonym("path", path)),
            (_HOST, self._host),
            (_WORD, self._word),
        )
        # What one pattern has replaced is set aside, so that no later one takes a pseudonym for a name.
        kept: list[str] = []
        for pattern, replacing in patterns:
            text = pattern.sub(partial(_set_aside, replacing, kept), text)
        return re.sub("\x00(\\d+)\x00", lambda match: kept[int(match[1])], text)

    def _without_record(self, text: str) -> str:
        """A value in which every recorded name is replaced; in the words of a sentence none may be."""
        return _whole_words(self.recorded).sub(lambda match: self._name(match[0]), text)

    def _name(self, name: str) -> str:
        return self.pseudonym("name", name)

    def _client(self, client: str) -> str:
        return client if client.lower() in self.public else self.pseudonym("client", client)

    def _list(self, quoted: str) -> str:
        """Names or objects with commas or "and" between them."""
        return "".join(part if _SEPARATOR.fullmatch(part) else self.object(part) for part in _SEPARATOR.split(quoted))

    def object(self, quoted: str) -> str:
        """``Job data/once``: the kind stays, and a namespace that every cluster has."""
        match = OBJECT.fullmatch(quoted)
        if match is None:
            return self._name(quoted)
        namespace = match[2] if match[2] in _SYSTEM_NAMESPACES else match[2] and self._name(match[2])
        name = self._name(match[3]) if match[3] else ""
        return f"{match[1]} {namespace}/{name}" if namespace else f"{match[1]} {name}"

    def subject(self, subject: str) -> str:
        """What an outcome, step or unknown is about: an object, something of the record, or a public name."""
        if subject.lower() in self.recorded:
            return self._name(subject)
        if OBJECT.fullmatch(subject):
            return self.object(subject)
        return _whole_parts(self.recorded).sub(lambda match: self._name(match[0]), subject)

    def _ipv6(self, text: str) -> str:
        address = text.rstrip(":.")
        try:
            ip_interface(address)
        except ValueError:
            return text
        return self.pseudonym("address", address) + text[len(address) :]

    def _host(self, host: str) -> str:
        lower = host.lower()
        is_public = lower in self.public or lower.endswith(_PUBLIC_DOMAINS) or _FIELD.match(host) is not None
        return host if is_public and lower not in self.names else self.pseudonym("host", host)

    def _word(self, word: str) -> str:
        return self._name(word) if word.lower() in self.names and _TELLING.search(word) else word

    def file(self, locator: str) -> str:
        """A file keeps its line, so that two places in it can be told apart."""
        path, _, line = locator.rpartition(":")
        return f"{self.pseudonym('file', path)}:{line}" if path and line.isdigit() else self.pseudonym("file", locator)


@lru_cache(maxsize=8)
def _whole_words(names: frozenset[str]) -> re.Pattern[str]:
    """One of the names as a whole word."""
    return re.compile(rf"(?<![\w.-])(?:{_choices(names)})(?![\w-])" if names else r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _whole_parts(names: frozenset[str]) -> re.Pattern[str]:
    """One of the names as a scope, or as what stands behind one: ``workers/kubelet``."""
    return re.compile(rf"(?:^|(?<=/))(?:{_choices(names)})(?=/|$)" if names else r"(?!)", re.IGNORECASE)


def _choices(names: Collection[str]) -> str:
    """The longest first, so that of those that begin alike none hides another."""
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


@lru_cache(maxsize=8)
def _quoted_from_record(names: frozenset[str]) -> re.Pattern[str]:
    """Where sentences about the record name something: ``kubelet 1.28.1 of workers is …``, ``--pool workers=…``."""
    return re.compile(
        rf"(?:^|(?<!\w)(?:of|for|on|or|and|by|pool|component|beside|recorded|upgrade|move|record|restart|--pool) |[/,:] ?)(?P<quoted>{_choices(names - _ARTICLES)})(?=$|[\s/:;,=])",
        re.IGNORECASE,
    )


def _set_aside(replacing: Callable[[str], str], kept: list[str], match: re.Match[str]) -> str:
    """The match with its first group, or the whole of it, replaced by a mark; `kept` holds what the marks mean."""
    group = 1 if match.re.groupindex else 0
    replacement = replacing(match[group])
    if replacement == match[group]:
        return match[0]
    kept.append(replacement)
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return f"{match[0][:start]}\x00{len(kept) - 1}\x00{match[0][end:]}"
