"""A report that may be shown to others: names and addresses become pseudonyms, free text is withheld.

A name gets the same pseudonym everywhere and in every report of its cluster, so that redacted reports can be compared.
It cannot be guessed back: the pseudonyms are keyed with the cluster's identifier, which no report contains.
"""

import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_interface
from typing import Any

from tracker.reports.readiness.comparison import Document
from tracker.reports.readiness.quoting import QUOTED

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
_OBJECT = re.compile(r"([A-Z]\w+) (?:([^/]+)/)?(.*)")
_SEPARATOR = re.compile(r"(, | and )")
_PLACE = re.compile(r".+:\d+")
_FIELD = re.compile(r"(?:spec|status|metadata|template|profiles|webhooks|unhealthyPodEvictionPolicy)\b.*")
_SYSTEM_NAMESPACES = frozenset({"default", "kube-system", "kube-public", "kube-node-lease"})
_ON_MANIFESTS = ("API", "DRN")
"""Rules that see manifests only, and so name nothing of the record."""
_ARTICLES = frozenset({"the", "a", "an", "its", "it", "one"})
"""Too common behind "of" to be taken for a name there."""
_PUBLIC_DOMAINS = ("k8s.io", "kubernetes.io", "x-k8s.io")
_FREE_FORM = ("CHG", "CFG")
"""Rules whose evidence quotes a value of a manifest or a setting."""


@dataclass(frozen=True, slots=True)
class Redactor:
    """Replaces what identifies."""

    key: str
    """The cluster's identifier."""
    names: frozenset[str]
    """Words of manifests that are names, in lower case (`identifying.words`)."""
    public: frozenset[str]
    """Words that everybody uses (`identifying.public_words`)."""
    recorded: frozenset[str] = frozenset()
    """Names of clusters, pools, scopes and own components in the record, in lower case."""

    def redact(self, document: Document) -> dict[str, Any]:
        """The document without names, addresses and free text; versions, kinds, codes and dates stay."""
        recorded = frozenset(name.lower() for name in _recorded_names(document) if name)
        own = Redactor(self.key, self.names, self.public, self.recorded | recorded)
        return own._document(document)

    def pseudonym(self, sort: str, text: str) -> str:
        """``name-3f9a2c1d``: the same for the same text, whatever its case."""
        digest = hmac.new(self.key.encode(), text.lower().encode(), "sha256").hexdigest()
        return f"{sort}-{digest[:8]}"

    def fingerprint(self, fingerprint: str) -> str:
        """Keyed like names are, because a fingerprint is a hash of names."""
        return hmac.new(self.key.encode(), fingerprint.encode(), "sha256").hexdigest()[:16]

    def text(self, text: str, code: str = "") -> str:
        """A sentence of a rule, or of the plan, with what it quotes replaced; its own words are never touched.

        `code` is the rule's; without one, the sentence quotes nothing but what the record calls things.
        """
        patterns: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
            *(
                (pattern, self._client if "client" in pattern.groupindex else self._list)
                for pattern in QUOTED.get(code, ())
            ),
            *(
                ((self._recorded_pattern(), self._name),)
                if self.recorded and not code.startswith(_ON_MANIFESTS)
                else ()
            ),
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

    def _recorded_pattern(self) -> re.Pattern[str]:
        """Where sentences about the record name something: ``kubelet 1.28.1 of workers is …``, ``--pool workers=…``."""
        names = "|".join(map(re.escape, sorted(self.recorded - _ARTICLES, key=len, reverse=True)))
        return re.compile(
            rf"(?:^|(?<!\w)(?:of|for|on|or|and|by|pool|component|beside|recorded|upgrade|move|record|restart|--pool) |[/,:] ?)(?P<quoted>{names})(?=$|[\s/:;,=])",
            re.IGNORECASE,
        )

    def _name(self, name: str) -> str:
        return self.pseudonym("name", name)

    def _client(self, client: str) -> str:
        return client if client.lower() in self.public else self.pseudonym("client", client)

    def _list(self, quoted: str) -> str:
        """Names or objects with commas or "and" between them."""
        return "".join(part if _SEPARATOR.fullmatch(part) else self._object(part) for part in _SEPARATOR.split(quoted))

    def _object(self, quoted: str) -> str:
        """``Job data/once``: the kind stays, and a namespace that every cluster has."""
        match = _OBJECT.fullmatch(quoted)
        if match is None:
            return self._name(quoted)
        namespace = match[2] if match[2] in _SYSTEM_NAMESPACES else match[2] and self._name(match[2])
        name = self._name(match[3]) if match[3] else ""
        return f"{match[1]} {namespace}/{name}" if namespace else f"{match[1]} {name}"

    def _subject(self, subject: str) -> str:
        """What an outcome, step or unknown is about: an object, something of the record, or a public name."""
        if _OBJECT.fullmatch(subject):
            return self._object(subject)
        return "/".join(self._name(part) if part.lower() in self.recorded else part for part in subject.split("/"))

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

    def _file(self, locator: str) -> str:
        """A file keeps its line, so that two places in it can be told apart."""
        path, _, line = locator.rpartition(":")
        return f"{self.pseudonym('file', path)}:{line}" if path and line.isdigit() else self.pseudonym("file", locator)

    def _document(self, document: Document) -> dict[str, Any]:
        cluster, memory = document["cluster"], document["memory"]
        return {
            **document,
            "is_redacted": True,
            "cluster": {
                "name": self.pseudonym("cluster", cluster["name"]),
                "environment": self._environment(cluster["environment"]),
                "provider": cluster["provider"] if cluster["provider"].lower() in self.public else WITHHELD,
            },
            "reasons": [self._reason(reason, document) for reason in document["reasons"]],
            "hops": [self._hop(hop) for hop in document["hops"]],
            "unknowns": [self._texts(unknown) for unknown in document["unknowns"]],
            "unlisted": [self.pseudonym("name", name) for name in document["unlisted"]],
            **self._outcomes(document),
            "today": self._outcomes(document["today"]),
            "memory": {
                **memory,
                "own": [self._earlier(upgrade) for upgrade in memory["own"]],
                "siblings": [self._earlier(upgrade) for upgrade in memory["siblings"]],
            },
        }

    def _environment(self, text: str) -> str:
        return text if not text or text.lower() in self.public else self.pseudonym("environment", text)

    def _hop(self, hop: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **hop,
            "blockers": [self._told(blocker) for blocker in hop["blockers"]],
            "unknowns": [self._texts(unknown) for unknown in hop["unknowns"]],
            "steps": [self._step(step) for step in hop["steps"]],
        }

    def _step(self, step: Mapping[str, Any]) -> dict[str, Any]:
        changes = [
            {key: self._subject(value) if key in ("name", "scope") else value for key, value in change.items()}
            for change in step["changes"]
        ]
        return {**self._told(step), "changes": changes}

    def _outcomes(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return {name: [self._outcome(outcome) for outcome in document[name]] for name in ("findings", "undecided")}

    def _outcome(self, outcome: Mapping[str, Any]) -> dict[str, Any]:
        told = self._told(outcome)
        told["cluster"] = self.pseudonym("cluster", outcome["cluster"]) if outcome["cluster"] else ""
        told["fingerprint"] = self.fingerprint(outcome["fingerprint"])
        if outcome.get("waiver"):
            told["waiver"] = WITHHELD
        if outcome["code"] == "API008":
            # The parser quotes what it could not read.
            told["missing"] = re.split(r"[:*]", outcome["missing"], maxsplit=1)[0].strip()
            told["subject"] = self._file(outcome["subject"])
        if outcome["code"].startswith("WVR"):
            told |= {"message": WITHHELD, "subject": outcome["subject"].split()[0]}
        return told

    def _told(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """A finding, blocker or step: its texts, and its evidence."""
        told = self._texts(item)
        return {**told, "evidence": [self._evidence(each, item.get("code", "")) for each in item["evidence"]]}

    def _texts(self, item: Mapping[str, Any]) -> dict[str, Any]:
        found, code = dict(item), item.get("code", "")
        for key in ("message", "missing", "advice", "reason"):
            if isinstance(found.get(key), str):
                found[key] = self.text(found[key], code)
        return found | ({"subject": self._subject(item["subject"])} if "subject" in item else {})

    def _reason(self, reason: str, document: Document) -> str:
        """A reason repeats what an outcome or the plan says."""
        for outcome in (*document["findings"], *document["undecided"]):
            said = outcome.get("message", outcome.get("missing", ""))
            quoted = f"{outcome['subject']}: {said}"
            if said != reason and quoted not in reason:
                continue
            told = self._outcome(outcome)
            redacted = told.get("message", told.get("missing", ""))
            return str(redacted) if said == reason else reason.replace(quoted, f"{told['subject']}: {redacted}")
        return self.text(reason)

    def _evidence(self, item: Mapping[str, Any], code: str) -> dict[str, Any]:
        if item["kind"] == "reference":
            return dict(item)
        found = {**item, "url": ""}
        if item["kind"] == "event":
            return {**found, "text": WITHHELD}
        is_place = item["kind"] == "file" or _PLACE.fullmatch(item["locator"]) is not None
        found["locator"] = self._file(item["locator"]) if is_place else self._subject(item["locator"])
        # Behind it stand Helm's release and the chart's template.
        said = re.split(r";|,? ?Helm release ", item["text"], maxsplit=1)[0]
        if code.startswith(_FREE_FORM):
            return {**found, "text": f"{self._used(said.partition(': ')[0])}: {WITHHELD}" if said else ""}
        return {**found, "text": self.text(said, code)}

    def _used(self, what: str) -> str:
        return self._object(what) if _OBJECT.fullmatch(what) else self.text(what)

    def _earlier(self, upgrade: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **self._event(upgrade),
            "cluster": self.pseudonym("cluster", upgrade["cluster"]),
            "moved_with": [self._subject(name) for name in upgrade["moved_with"]],
            "incidents": [self._event(incident) for incident in upgrade["incidents"]],
        }

    def _event(self, event: Mapping[str, Any]) -> dict[str, Any]:
        return {**event, "title": WITHHELD, "url": ""}


def _set_aside(replacing: Callable[[str], str], kept: list[str], match: re.Match[str]) -> str:
    """The match with its first group, or the whole of it, replaced by a mark; `kept` holds what the marks mean."""
    group = 1 if match.re.groupindex else 0
    replacement = replacing(match[group])
    if replacement == match[group]:
        return match[0]
    kept.append(replacement)
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return f"{match[0][:start]}\x00{len(kept) - 1}\x00{match[0][end:]}"


def _recorded_names(document: Document) -> Iterator[str]:
    """Names that the document's own form gives away: of clusters, pools, and components that nobody else knows."""
    yield document["cluster"]["name"]
    yield from document["unlisted"]
    yield from (upgrade["cluster"] for upgrade in (*document["memory"]["own"], *document["memory"]["siblings"]))
    for step in (step for hop in document["hops"] for step in hop["steps"]):
        if step["kind"] == "node pool":
            yield step["subject"]
