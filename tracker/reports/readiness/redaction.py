"""A report that may be shown to others: names and addresses become pseudonyms, free text is withheld."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tracker.domain.sentence import Sentence, say
from tracker.reports.readiness.comparison import Document
from tracker.reports.readiness.pseudonyms import OBJECT, WITHHELD, Pseudonyms

_PLACE = re.compile(r".+:\d+")
_ENVIRONMENTS = frozenset("dev development test testing qa stage staging preview prod production".split())
"""Words for environments that tell nothing."""
_ABOUT_INCIDENTS = "JRN010"
"""The rule whose outcomes are about incidents, by their titles."""
_UNREADABLE = {
    str(said): said
    for said in (
        say("it is not JSON"),
        say("it is not YAML"),
        say("its Helm release is damaged"),
        say("the file cannot be read"),
        say("the folder cannot be read"),
    )
}
"""What is left of a reason whose quotation goes, by its English."""
_FREE_FORM = ("CHG", "CFG")
"""Rules whose evidence quotes a value of a manifest or a setting."""


@dataclass(frozen=True, slots=True)
class Redactor(Pseudonyms):
    """Replaces what identifies in a report."""

    is_older: bool = False
    """The report was read from a file: its sentences are text that no longer remembers what its values are."""

    def redact(self, document: Document) -> dict[str, Any]:
        """The document without names, addresses and free text; versions, kinds, codes and dates stay."""
        recorded = frozenset(name.lower() for name in _recorded_names(document) if name)
        return replace(self, recorded=self.recorded | recorded)._document(document)  # noqa: SLF001 (of its own kind)

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
        return text if not text or text.lower() in _ENVIRONMENTS else self.pseudonym("environment", text)

    def _hop(self, hop: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **hop,
            "blockers": [self._told(blocker) for blocker in hop["blockers"]],
            "unknowns": [self._texts(unknown) for unknown in hop["unknowns"]],
            "steps": [self._step(step) for step in hop["steps"]],
        }

    def _step(self, step: Mapping[str, Any]) -> dict[str, Any]:
        changes = [
            {key: self.subject(value) if key in ("name", "scope") else value for key, value in change.items()}
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
            told["missing"] = _without_quotation(outcome["missing"])
            told["subject"] = self.file(outcome["subject"])
        if outcome["code"] == _ABOUT_INCIDENTS:
            told["subject"] = WITHHELD
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
        return found | ({"subject": self.subject(item["subject"])} if "subject" in item else {})

    def _reason(self, reason: str, document: Document) -> str:
        """A reason repeats what an outcome or the plan says."""
        for outcome in (*document["findings"], *document["undecided"]):
            said = outcome.get("message", outcome.get("missing", ""))
            quoted = f"{outcome['subject']}: {said}"
            if said != reason and quoted not in reason:
                continue
            told = self._outcome(outcome)
            redacted: str = told.get("message", told.get("missing", ""))
            return redacted if said == reason else _quoting(reason, quoted, told["subject"], redacted)
        return self.text(reason)

    def _evidence(self, item: Mapping[str, Any], code: str) -> dict[str, Any]:
        if item["kind"] == "reference":
            return {**item, "text": self._of_row(item["text"], code)}
        found = {**item, "url": ""}
        if item["kind"] == "event":
            return {**found, "text": WITHHELD}
        is_place = item["kind"] == "file" or _PLACE.fullmatch(item["locator"]) is not None
        found["locator"] = self.file(item["locator"]) if is_place else self.subject(item["locator"])
        # Behind it stand Helm's release and the chart's template.
        said = re.split(r";|,? ?Helm release ", item["text"], maxsplit=1)[0]
        if code.startswith(_FREE_FORM):
            return {**found, "text": f"{self._used(said.partition(': ')[0])}: {WITHHELD}" if said else ""}
        # A text of which nothing went is still the sentence that it was.
        return {**found, "text": self.text(item["text"] if said == item["text"] else said, code)}

    def _of_row(self, text: str, code: str) -> str:
        """A row of the reference data says the same to everybody, but for what a rule says of it."""
        return self.text(text, code) if isinstance(text, Sentence) or self.is_older else text

    def _used(self, what: str) -> str:
        return self.object(what) if OBJECT.fullmatch(what) else self.text(what)

    def _earlier(self, upgrade: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **self._event(upgrade),
            "cluster": self.pseudonym("cluster", upgrade["cluster"]),
            "moved_with": [self.subject(name) for name in upgrade["moved_with"]],
            "incidents": [self._event(incident) for incident in upgrade["incidents"]],
        }

    def _event(self, event: Mapping[str, Any]) -> dict[str, Any]:
        return {**event, "title": WITHHELD, "url": ""}


def _without_quotation(reason: str) -> str:
    """Why a document could not be read; behind a colon or as an alias, the parser quotes what it could not read."""
    said = re.split(r"[:*]", reason, maxsplit=1)[0].strip()
    return reason if said == reason else _UNREADABLE.get(said, said)


def _quoting(reason: str, quoted: str, subject: str, message: str) -> str:
    """A reason that quotes something else of an outcome than before; one that is a sentence remains one."""
    if not isinstance(reason, Sentence):
        return reason.replace(quoted, f"{subject}: {message}")
    if "message" in reason.values:
        return Sentence(reason.template, {**reason.values, "subject": subject, "message": message})
    within = {
        name: _quoting(value, quoted, subject, message) if isinstance(value, Sentence) else value
        for name, value in reason.values.items()
    }
    return Sentence(reason.template, within)


def _recorded_names(document: Document) -> Iterator[str]:
    """Names that the document's own form gives away: of clusters, pools, and components that nobody else knows."""
    yield document["cluster"]["name"]
    yield from document["unlisted"]
    yield from (upgrade["cluster"] for upgrade in (*document["memory"]["own"], *document["memory"]["siblings"]))
    for step in (step for hop in document["hops"] for step in hop["steps"]):
        if step["kind"] == "node pool":
            yield step["subject"]
