"""What a page of the site should say by the JSON file beside it, in the form in which `site_reading` reads the page."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.support.site_reading import ChangeRead, EntryRead, LineRead, OutcomeInFull, OutcomeRead, words
from tracker.domain.when import When

Json = Mapping[str, Any]


def moment_of(when: Json) -> str:
    """A moment as pages write it: a day, or a day with a time and its zone."""
    read = When.from_document(when)
    return f"{read} {read.zone}" if read.instant else str(read)


def title_of(event: Json) -> str:
    """The title that a page in English shows."""
    translations = event.get("translations", {}) if event.get("language") != "en" else {}
    return one_line(translations.get("en", event["title"]))


def plain(text: str) -> str:
    """A text without the marks of Markdown within lines."""
    return re.sub(r"[`*]", "", text)


def one_line(text: str | None) -> str:
    """A text as a page shows it, where line breaks are spaces; empty for None."""
    return " ".join((text or "").split())


def line_of(event: Json, *, with_cluster: bool = True) -> LineRead:
    """An event in a line, from a line or from a whole event."""
    return LineRead(
        event["id"],
        event["kind"],
        title_of(event),
        moment_of(event["when"]),
        event["cluster"] if with_cluster else "",
    )


def entry_of(event: Json) -> EntryRead:
    """A whole event."""
    incident, provenance = event.get("incident", {}), event["provenance"]
    ended = event.get("ended")
    return EntryRead(
        id=event["id"],
        kind=event["kind"],
        title=title_of(event),
        moment=moment_of(event["when"]),
        cluster=event["cluster"],
        changes=tuple(map(_change_of, event.get("changes", ()))),
        tags=tuple(event.get("tags", ())),
        links=tuple((link["rel"], _address_of(link["url"])) for link in event.get("links", ())),
        severity=_SEVERITIES.get(incident["severity"], incident["severity"]) if incident else "",
        state=("resolved" if ended else "not resolved") if incident else "",
        ended=moment_of(ended) if ended else "",
        affects=tuple(incident.get("affects", ())),
        fix=one_line(incident.get("fix")),
        updates=tuple((moment_of(each["when"]), one_line(each["text"])) for each in incident.get("updates", ())),
        body=words(plain(event.get("body", ""))),
        provenance=" · ".join(provenance[key] for key in ("source", "origin", "place") if key in provenance),
    )


_SEVERITIES = {"unknown": "severity unknown"}
"""Of incidents, where a page says more than the word."""


def value_of(value: str | None, kind: str) -> str:
    """A value as pages write it: a version without the ``v`` that some write, a setting as it was recorded."""
    return (value or "") if kind == "config" else re.sub(r"^v(?=\d)", "", value or "")


def _change_of(change: Json) -> ChangeRead:
    subject = "/".join(filter(None, (change.get("scope"), change["name"])))
    before, to = (value_of(change.get(end), change["type"]) for end in ("from", "to"))
    return ChangeRead(subject, before if before != to or not to else "", to)


def _address_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}".rstrip("/") or url


def outcome_of(outcome: Json, *, with_cluster: bool = True) -> OutcomeRead:
    """A finding or an undecided outcome."""
    return OutcomeRead(
        severity=outcome["severity"],
        code=outcome["code"],
        cluster=outcome["cluster"] if with_cluster else "",
        subject=one_line(outcome["subject"]),
        message=plain(one_line(outcome["message"] if "message" in outcome else outcome["missing"])),
        since=outcome["since"] or "",
    )


def outcome_in_full(outcome: Json, *, with_cluster: bool = True) -> OutcomeInFull:
    """The same with all that a card has."""
    return OutcomeInFull(
        outcome_of(outcome, with_cluster=with_cluster),
        advice=plain(one_line(outcome["advice"])),
        evidence=tuple(map(_evidence_of, outcome["evidence"])),
        accepted=one_line(f"{outcome['disposition']}: {outcome['waiver']}") if outcome.get("waiver") else "",
    )


def _evidence_of(piece: Json) -> str:
    text, locator = piece["text"], piece["locator"]
    said = (text or locator) if piece["kind"] == "event" else ": ".join(filter(None, (locator, text)))
    return one_line(f"{said} {piece['on'] or ''}")
