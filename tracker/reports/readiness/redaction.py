"""A report that may be shown to others: names and addresses become pseudonyms, free text is withheld.

A name gets the same pseudonym everywhere and in every report of its cluster, so that redacted reports can be compared.
It cannot be guessed back: the pseudonyms are keyed with the cluster's identifier, which no report contains.
"""

import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_interface
from typing import Any

from tracker.reports.readiness.comparison import Document

WITHHELD = "[withheld]"

_URL = re.compile(r"[a-z][a-z0-9+.-]*://[^\s\"'<>]+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IPV4 = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?\b")
_IPV6 = re.compile(r"(?<![\w:.])[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*(?:/\d{1,3})?", re.IGNORECASE)
"""What may be one; `ipaddress` decides."""
_HOST = re.compile(r"\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+\b", re.IGNORECASE)
_PATH = re.compile(r"(?<![\w.:/])(?:\.{1,2}|~)?/[\w.@+-]+(?:/[\w.@+-]+)*")
_WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_SUBJECT = re.compile(r"([A-Z]\w+) (?:([^\s/]+)/)?([^\s/]+)")
_PLACE = re.compile(r".+:\d+")
_WRITER = re.compile(r"(^|; |: )([^;:]+?)(?= (?:wrote it as|takes the version))")
_FIELD = re.compile(r"(?:spec|status|metadata|template|profiles|webhooks|unhealthyPodEvictionPolicy)\b.*")
_PUBLIC_DOMAINS = ("k8s.io", "kubernetes.io", "x-k8s.io")
_FREE_FORM = ("CHG", "CFG")
"""Rules whose evidence quotes a value of a manifest or a setting."""


@dataclass(frozen=True, slots=True)
class Redactor:
    """Replaces what identifies."""

    key: str
    """The cluster's identifier."""
    names: frozenset[str]
    """Words that are names, in lower case (`identifying.words`)."""
    public: frozenset[str]
    """Words that everybody uses (`identifying.public_words`)."""

    def redact(self, document: Document) -> dict[str, Any]:
        """The document without names, addresses and free text; versions, kinds, codes and dates stay."""
        structural = {word.lower() for name in _structural(document) for word in (name, *_WORD.findall(name))}
        own = Redactor(self.key, self.names | {word for word in structural if word not in self.public}, self.public)
        return own._document(document)

    def pseudonym(self, sort: str, text: str) -> str:
        """``name-3f9a2c1d``: the same for the same text, whatever its case."""
        digest = hmac.new(self.key.encode(), text.lower().encode(), "sha256").hexdigest()
        return f"{sort}-{digest[:8]}"

    def text(self, text: str) -> str:
        """A sentence with everything replaced that identifies."""
        patterns: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
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
        for pattern, replace in patterns:
            text = pattern.sub(partial(_set_aside, replace, kept), text)
        return re.sub("\x00(\\d+)\x00", lambda match: kept[int(match[1])], text)

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
        return self.pseudonym("name", word) if word.lower() in self.names else word

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
                "environment": self.text(cluster["environment"]),
                "provider": cluster["provider"] if cluster["provider"].lower() in self.public else WITHHELD,
            },
            "reasons": [self.text(reason) for reason in document["reasons"]],
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

    def _hop(self, hop: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **hop,
            "blockers": [self._told(blocker) for blocker in hop["blockers"]],
            "unknowns": [self._texts(unknown) for unknown in hop["unknowns"]],
            "steps": [self._step(step) for step in hop["steps"]],
        }

    def _step(self, step: Mapping[str, Any]) -> dict[str, Any]:
        changes = [
            {key: self.text(value) if key in ("name", "scope") else value for key, value in change.items()}
            for change in step["changes"]
        ]
        return {**self._told(step), "changes": changes}

    def _outcomes(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return {name: [self._outcome(outcome) for outcome in document[name]] for name in ("findings", "undecided")}

    def _outcome(self, outcome: Mapping[str, Any]) -> dict[str, Any]:
        told = self._told(outcome)
        told["cluster"] = self.pseudonym("cluster", outcome["cluster"]) if outcome["cluster"] else ""
        told["fingerprint"] = hmac.new(self.key.encode(), outcome["fingerprint"].encode(), "sha256").hexdigest()[:16]
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
        found = dict(item)
        for key in ("subject", "message", "missing", "advice", "reason"):
            if isinstance(found.get(key), str):
                found[key] = self.text(_WRITER.sub(self._writer, found[key]))
        return found

    def _writer(self, match: re.Match[str]) -> str:
        return match[1] + (match[2] if match[2].lower() in self.public else self.pseudonym("client", match[2]))

    def _evidence(self, item: Mapping[str, Any], code: str) -> dict[str, Any]:
        if item["kind"] == "reference":
            return dict(item)
        found = {**item, "url": ""}
        if item["kind"] == "event":
            return {**found, "text": WITHHELD}
        is_place = item["kind"] == "file" or _PLACE.fullmatch(item["locator"]) is not None
        found["locator"] = self._file(item["locator"]) if is_place else self.text(item["locator"])
        # Behind it stand Helm's release and the chart's template.
        said = re.split(r";|,? ?Helm release ", item["text"], maxsplit=1)[0]
        if code.startswith(_FREE_FORM):
            said = f"{said.partition(': ')[0]}: {WITHHELD}" if said else ""
        return {**found, "text": self.text(said)}

    def _earlier(self, upgrade: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **self._event(upgrade),
            "cluster": self.pseudonym("cluster", upgrade["cluster"]),
            "moved_with": [self.text(name) for name in upgrade["moved_with"]],
            "incidents": [self._event(incident) for incident in upgrade["incidents"]],
        }

    def _event(self, event: Mapping[str, Any]) -> dict[str, Any]:
        return {**event, "title": WITHHELD, "url": ""}


def _set_aside(replace: Callable[[str], str], kept: list[str], match: re.Match[str]) -> str:
    replacement = replace(match[0])
    if replacement == match[0]:
        return replacement
    kept.append(replacement)
    return f"\x00{len(kept) - 1}\x00"


def _structural(document: Document) -> list[str]:
    """Names that the document's own form gives away: of clusters, subjects, and components that nobody else knows."""
    found = [document["cluster"]["name"], document["cluster"]["environment"], *document["unlisted"]]
    found += [upgrade["cluster"] for upgrade in (*document["memory"]["own"], *document["memory"]["siblings"])]
    outcomes = [*document["findings"], *document["undecided"]]
    for outcome in outcomes:
        match = _SUBJECT.fullmatch(outcome["subject"])
        if match is not None:
            found += [part for part in (match[2], match[3]) if part]
    return found
