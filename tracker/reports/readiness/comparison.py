"""What changed between two reports: by fingerprint, so that moved lines and reworded messages change nothing."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tracker.domain.errors import InvalidDataError
from tracker.domain.outcome import fingerprint

Document = Mapping[str, Any]
_PLACE = re.compile(r"(.+?):\d+(?: \(.*\))?$")


def not_looked_at(old: Document, was_read: Callable[[str], bool]) -> frozenset[str]:
    """The fingerprints of what an older report found only in places that were not read this time.

    `was_read` says of a file, as the older report names it, whether this time's arguments cover it.
    """
    found = set()
    for outcome in (*old["findings"], *old["undecided"]):
        origins = [origin for each in outcome["evidence"] if (origin := _origin(each))]
        if origins and not any(map(was_read, origins)):
            found.add(outcome["fingerprint"])
    return frozenset(found)


def _origin(evidence: Mapping[str, Any]) -> str:
    """The file, or the question to a live cluster, that a locator begins with; empty for what was not read."""
    match = _PLACE.match(evidence["locator"])
    return match[1] if match and evidence["kind"] in ("file", "object") else ""


def compared(document: Document, old: Document, origin: str, unseen: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The document with a ``comparison`` to an older report of the same cluster.

    `unseen` holds fingerprints of the older one that could not have been found this time (`not_looked_at`): when they are
    gone, that says nothing.

    Raises:
        InvalidDataError: The older one is about another cluster, or only one of them is redacted.
    """
    if document["is_redacted"] != old["is_redacted"]:
        which = "is redacted and this one is not" if old["is_redacted"] else "is not redacted and this one is"
        raise InvalidDataError(f"{origin}: it {which}: their names cannot be compared; redact both, or none")
    if document["cluster"]["name"] != old["cluster"]["name"]:
        raise InvalidDataError(
            f"{origin}: it is about {old['cluster']['name']}, and this report about {document['cluster']['name']}"
        )
    now, before = _outcomes(document), _outcomes(old)
    return {
        **document,
        "comparison": {
            "with": {key: old[key] for key in ("judged_on", "current", "target", "verdict")},
            "verdict": {"before": old["verdict"], "now": document["verdict"]},
            "new": [now[key] for key in now if key not in before],
            "resolved": [before[key] for key in before if key not in now and key not in unseen],
            "not_looked_at": [before[key] for key in before if key not in now and key in unseen],
            "unchanged": len(now.keys() & before.keys()),
        },
    }


def _outcomes(document: Document) -> dict[str, dict[str, str]]:
    """Everything that a reader would miss, by fingerprint: findings, undecided outcomes, the plan's own."""
    found = {outcome["fingerprint"]: _told(outcome) for outcome in (*document["findings"], *document["undecided"])}
    hops = document["hops"]
    for blocker in (blocker for hop in hops for blocker in hop["blockers"]):
        found |= _of_plan(blocker["subject"], blocker["message"])
    for unknown in (*document["unknowns"], *(unknown for hop in hops for unknown in hop["unknowns"])):
        found |= _of_plan(unknown["subject"], unknown["missing"])
    return found


def _told(outcome: Mapping[str, Any]) -> dict[str, str]:
    message = outcome["message"] if "message" in outcome else f"unknown because {outcome['missing']}"
    return {key: outcome[key] for key in ("fingerprint", "code", "subject")} | {"message": message}


def _of_plan(subject: str, message: str) -> dict[str, dict[str, str]]:
    key = fingerprint("PLAN", "", subject, message)
    return {key: {"fingerprint": key, "code": "PLAN", "subject": subject, "message": message}}
