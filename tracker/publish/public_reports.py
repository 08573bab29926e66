"""What of a kept readiness report the public may read.

A report rests on the whole record and on manifests, of which the public edition shows a part or nothing. It is therefore
not searched for what must go: it is made anew from what may stay. That is everything that the reference data says, the
words of the program, numbers, versions and days, and those names that public events of the cluster show as well.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.domain.cluster import Cluster
from tracker.domain.event import Event
from tracker.domain.secrets import REDACTED
from tracker.domain.sentence import Sentence
from tracker.publish.words import is_translated
from tracker.rules.evidence import without_reason

Json = Mapping[str, Any]

_TOKEN = re.compile(r"[^\s,;:()\[\]{}\"'`]+")
_SEVERAL = re.compile(rf"{re.escape(REDACTED)}(?:[^\w\[]*{re.escape(REDACTED)})+")
_NUMBER = re.compile(
    r"v?\d{1,6}(?:\.\d{1,6}){0,2}(?:-(?:alpha|beta|rc)\.?\d*|_coreos\.\d{1,2}|-gke\.\d{1,6}|\+(?:k3s|rke2r)\d{1,2})?%?"
    r"|\d{4}-\d{2}(?:-\d{2})?|[A-Z]{3}\d{3}",
    re.IGNORECASE,
)
"""A number, a version, a day or the code of a rule; four numbers with dots would be an address, and twelve digits an account.

Of a provider's suffixes those that only count: a hash tells which build somebody runs."""
_WORDS = frozenset(
    """
    kubernetes etcd kubelet kubectl kube-proxy kube-apiserver kube-controller-manager kube-scheduler
    deployment statefulset daemonset replicaset job cronjob pod poddisruptionbudget service ingress node
    upgrade same rollback upstream events files objects redacted
    and to or from until up in for of at most least by day days minor minors replica replicas place places time times
    removed deprecated announced minavailable maxunavailable
    """.split()
)
"""Words that may stand in a value or be a subject, because they are everybody's."""
_REASON_OF_A_ROW = " (replaced: "
"""What begins the reason for which somebody replaced a row, in a text that is no sentence any more."""
_NOBODYS = {"waiver": "", "fingerprint": "0" * 16}
"""A fingerprint is a hash of names that can be guessed."""


def public_report(document: Json, cluster: Cluster, shown: Iterable[Event]) -> dict[str, Any]:
    """The document as the public may read it; its sentences are `Sentence`s before and after.

    Args:
        document: One of any age; what it lacks stays away.
        cluster: As the public knows it.
        shown: The events of the cluster that the public sees.
    """
    events = {event.id: event for event in shown}
    subjects = (change.subject for event in events.values() for change in event.changes)
    names = [cluster.name, *(name for subject in subjects for name in (subject.name, subject.scope))]
    names += _public_names(document)
    words = frozenset(word.lower() for name in names for word in (name, *_TOKEN.findall(name)))
    return _Editor(cluster, events, frozenset(_quotes(document)), words | _WORDS).report(document)


def _public_names(document: Json) -> Iterator[str]:
    """What the document names for everybody who comes that way: the APIs that go, and the changes."""
    for api in (api for hop in _items(document, "hops") for api in _items(hop, "removed_apis")):
        yield from _texts(api, "api", "replacement")
    for change in _changes(document):
        yield from _texts(change, "id")


def _quotes(document: Json) -> Iterator[str]:
    """What the document repeats of the reference data."""
    for change in _changes(document):
        yield from _texts(change, "what", "replacement")


def _changes(document: Json) -> Iterator[Json]:
    for hop in _items(document, "hops"):
        yield from _items(hop, "breaking_changes")
    yield from _items(document, "look_yourself")


@dataclass(frozen=True, slots=True)
class _Editor:
    """Makes the public form of one document."""

    cluster: Cluster
    events: Mapping[str, Event]
    quotes: frozenset[str]
    words: frozenset[str]
    """In lower case."""

    def report(self, document: Json) -> dict[str, Any]:
        memory = document.get("memory") or {}
        return {
            **_chosen(document, "schema", "judged_on", "verdict", "manifests_read", "reference"),
            **self._plain(document, "current", "target", "direction"),
            "cluster": {
                "name": self.cluster.name,
                "environment": self.cluster.environment,
                "provider": self.cluster.provider,
            },
            "reasons": [self._told(reason) for reason in document.get("reasons", ())],
            "last_recorded_on": None,
            "looked_at": {what: count for what, count in document.get("looked_at", {}).items() if what in _WORDS},
            "is_redacted": True,
            "hops": [self._hop(hop) for hop in _items(document, "hops")],
            "unknowns": [self._outcome(unknown) for unknown in _items(document, "unknowns")],
            "unlisted": [name for name in document.get("unlisted", ()) if self._value(name) == name],
            **self._outcomes(document),
            "today": self._outcomes(document.get("today") or {}),
            "look_yourself": list(_items(document, "look_yourself")),
            "memory": {
                "typical_minutes": None,
                "own": [self._earlier(each) for each in _items(memory, "own") if each.get("event") in self.events],
                "siblings": [],
            },
        }

    def _outcomes(self, told: Json) -> dict[str, Any]:
        return {key: [self._outcome(each) for each in _items(told, key)] for key in ("findings", "undecided")}

    def _hop(self, hop: Json) -> dict[str, Any]:
        return {
            **self._plain(hop, "from", "to", "patch"),
            **_chosen(hop, "is_projection", "end_of_life", "provider_until", "days_of_support"),
            "blockers": [self._outcome(blocker) for blocker in _items(hop, "blockers")],
            "unknowns": [self._outcome(unknown) for unknown in _items(hop, "unknowns")],
            "steps": [self._step(step) for step in _items(hop, "steps")],
            **_chosen(hop, "removed_apis", "breaking_changes"),
        }

    def _step(self, step: Json) -> dict[str, Any]:
        return {
            **self._outcome(step),
            **_chosen(step, "number", "kind", "necessity"),
            **self._plain(step, "from", "to", "may_wait_until"),
            "changes": [],
        }

    def _outcome(self, told: Json) -> dict[str, Any]:
        """A finding, what is undecided, a blocker, an unknown, or what a step has in common with them."""
        subject = self._value(told.get("subject") or "")
        edited = {
            **_chosen(told, "code", "title", "severity", "source", "disposition", "known", "accepted"),
            **_chosen(told, "since", "until", "days", "waits_on_upstream"),
            **{key: self._told(told[key]) for key in ("message", "missing", "advice", "reason") if key in told},
            **{key: nothing for key, nothing in _NOBODYS.items() if key in told},
            "subject": subject,
        }
        if "cluster" in told:
            edited["cluster"] = self.cluster.name if told["cluster"] else ""
        if "evidence" in told:
            # The row of a component tells its name.
            edited["evidence"] = [] if REDACTED in subject else list(map(_row, self._rows(told)))
        return edited

    def _rows(self, told: Json) -> Iterator[Json]:
        return (piece for piece in _items(told, "evidence") if piece.get("kind") == "reference")

    def _earlier(self, upgrade: Json) -> dict[str, Any]:
        incidents = (each for each in _items(upgrade, "incidents") if each.get("event") in self.events)
        return {
            **self._event(upgrade),
            "cluster": self.cluster.name,
            **self._plain(upgrade, "from", "to"),
            **_chosen(upgrade, "is_minor_hop", "minutes"),
            "moved_with": [name for name in upgrade.get("moved_with", ()) if self._value(name) == name],
            "incidents": [self._event(each) for each in incidents],
        }

    def _event(self, told: Json) -> dict[str, Any]:
        event = self.events[told["event"]]
        return {"event": event.id, "on": event.when.day.isoformat(), "title": event.title, "url": ""}

    def _plain(self, told: Json, *keys: str) -> dict[str, Any]:
        return {key: self._value(told[key]) if told[key] else told[key] for key in keys if key in told}

    def _told(self, text: str) -> str:
        """A sentence with its values edited; of a text that is none, nobody knows what it quotes."""
        if not text or text in self.quotes:
            return text
        if not isinstance(text, Sentence):
            return REDACTED
        return self._value(text) if text.is_quoted or not is_translated(text) else self._sentence(text)

    def _sentence(self, sentence: Sentence) -> str:
        values = {
            name: self._sentence(value) if isinstance(value, Sentence) else self._value(str(value))
            for name, value in sentence.values.items()
        }
        return Sentence(sentence.template, values)

    def _value(self, text: str) -> str:
        """A name or value: of its words, those that are numbers or that the public reads anyway."""
        if text in self.quotes:
            return text
        told = _TOKEN.sub(lambda token: token[0] if self._is_known(token[0]) else REDACTED, text)
        return _SEVERAL.sub(REDACTED, told)

    def _is_known(self, token: str) -> bool:
        return token.lower() in self.words or all(
            part.lower() in self.words or _NUMBER.fullmatch(part) for part in token.split("/")
        )


def _row(evidence: Json) -> dict[str, Any]:
    """A row of the reference data, without the reason that somebody gave for replacing it."""
    url = evidence.get("url", "")
    text = without_reason(evidence.get("text", ""))
    if _REASON_OF_A_ROW in text:
        text = text.partition(_REASON_OF_A_ROW)[0]
    return {**evidence, "text": text, "url": "" if REDACTED in url else url}


def _chosen(told: Json, *keys: str) -> dict[str, Any]:
    return {key: told[key] for key in keys if key in told}


def _items(told: Json, key: str) -> Sequence[Json]:
    return told.get(key) or ()


def _texts(told: Json, *keys: str) -> Iterator[str]:
    return (told[key] for key in keys if told.get(key))
