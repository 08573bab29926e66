"""From the document to an `Outline`: the verdict first, why, the next hop, the later ones, and what it all rests on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tracker.reports.readiness import looking, story_findings, story_hops, story_memory
from tracker.reports.readiness.outline import Block, Group, Item, Outline, Paragraph, Section, Tasks
from tracker.reports.readiness.wording import count, days_until, listed
from tracker.reports.sentences import sentence, stopped

Document = Mapping[str, Any]

_NOT_LOOKED_AT = (
    "not_looked_at",
    "Not looked at",
    "Their manifests were not among what was read this time, so nobody knows whether they are resolved.",
)
_STALE_DAYS = 90
"""Without an event for so long, a record may have fallen behind its cluster."""


def tell(document: Document) -> Outline:
    """The outline of a report."""
    return Outline(
        title=_title(document),
        verdict=document["verdict"],
        sentence=_sentence(document),
        reasons=tuple(sentence(reason) for reason in document["reasons"]),
        facts=tuple(_facts(document)),
        sections=tuple(section for section in _sections(document) if section.blocks),
    )


def _title(document: Document) -> str:
    name, current, target = document["cluster"]["name"], document["current"], document["target"]
    if document["direction"] == "same":
        return f"{name}: Kubernetes {target}, as it is"
    return f"{name}: Kubernetes {current} → {target}"


def _sentence(document: Document) -> str:
    doing = {"rollback": "the way back", "same": "the present version"}.get(document["direction"], "the upgrade")
    match document["verdict"]:
        case "not ready":
            return f"Something blocks {doing}; it comes first."
        case "unknown":
            return f"Nothing that was looked at blocks {doing}, and what is not known could:"
        case "ready with advice":
            return f"Nothing blocks {doing}. Read the advice before you begin."
        case _:
            return f"Everything that decides was looked at, and nothing stands in the way of {doing}."


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    cluster, today = document["cluster"], document["judged_on"]
    about = ", ".join(part for part in (cluster["environment"], cluster["provider"]) if part)
    yield "Cluster", f"{cluster['name']} ({about})" if about else cluster["name"]
    hops = [f"{hop['from']} → {hop['to']}" for hop in document["hops"]]
    if hops:
        yield "Way", f"{count(len(hops), 'hop')}: {', '.join(hops)}"
    yield "Judged on", today
    yield "Record", _freshness(document["last_recorded_on"], today)
    yield "Manifests", _manifests(document)
    reference = document["reference"]
    yield "Reference data", f"edition {reference['edition']}, Kubernetes as of {reference['as_of']}"
    if document["is_redacted"]:
        yield "Redacted", "names, addresses and free text are replaced; versions, kinds and dates are not"


def _freshness(day: str | None, today: str) -> str:
    if day is None:
        return "nothing is recorded"
    old = (date.fromisoformat(today) - date.fromisoformat(day)).days > _STALE_DAYS
    doubt = "; make sure that nothing changed since" if old else ""
    return f"last event on {day} ({days_until(day, today)}){doubt}"


def _manifests(document: Document) -> str:
    if not document["manifests_read"]:
        return "none were given"
    looked = document["looked_at"]
    return f"{count(looked.get('files', 0), 'file')}, {count(looked.get('objects', 0), 'object')} looked at"


def _sections(document: Document) -> Iterator[Section]:
    if "comparison" in document:
        yield Section("changes", "Since the report before", _comparison(document["comparison"]))
    yield Section("blockers", "What blocks", story_findings.blockers(document))
    for hop in document["hops"]:
        yield story_hops.section(hop, document)
    yield Section("advice", "What to improve first", story_findings.findings(document["findings"], "recommended"))
    yield Section("notes", "Good to know", story_findings.findings(document["findings"], "note"))
    yield Section("unknown", "What cannot be known from here", _unknown(document))
    yield Section("look", "Look yourself", _look(document))
    yield Section("accepted", "Accepted by waiver", story_findings.accepted(document))
    yield Section("today", "Beside the verdict: the cluster as it is today", story_findings.today(document["today"]))
    yield Section("memory", "What earlier upgrades teach", story_memory.blocks(document["memory"]))
    yield Section("checklist", "Checklist", tuple(_checklist(document)))


def _comparison(compared: Mapping[str, Any]) -> tuple[Block, ...]:
    before = compared["with"]
    same = compared["verdict"]["before"] == compared["verdict"]["now"]
    verdict = f"still {before['verdict']}" if same else f"{before['verdict']} then, {compared['verdict']['now']} now"
    told = f"Compared with the report of {before['judged_on']} for {before['target']}: {verdict}."
    groups = (
        Group(
            label=name,
            title=title,
            items=tuple(Item(f"{each['code']} {each['subject']}", each["message"]) for each in compared[name]),
            advice=advice,
        )
        for name, title, advice in (("new", "New", ""), ("resolved", "Resolved", ""), _NOT_LOOKED_AT)
        if compared.get(name)
    )
    return (Paragraph(told), *groups, Paragraph(f"Unchanged: {compared['unchanged']:,}."))


def _unknown(document: Document) -> tuple[Block, ...]:
    hops = [(hop["to"], unknown) for hop in document["hops"] for unknown in hop["unknowns"]]
    items: dict[tuple[str, str, str], list[str]] = {}
    for target, unknown in [("", each) for each in document["unknowns"]] + hops:
        key = (unknown["subject"], unknown["missing"], unknown["advice"])
        items.setdefault(key, []).extend([target] if target else [])
    told = tuple(
        Item(subject, stopped(missing), sentence(advice), note=f"hop to {listed(targets)}" if targets else "")
        for (subject, missing, advice), targets in items.items()
    )
    blocks: list[Block] = []
    if not document["manifests_read"]:
        blocks.append(
            Paragraph(
                "No manifests were given, so nothing is known about the APIs in use and about what a drain would break: "
                "give them with --manifests PATH, or read the cluster with --live.",
                is_warning=True,
            )
        )
    if told:
        blocks.append(Group("unknown", "The record leaves open", items=told))
    blocks += story_findings.undecided(document["undecided"])
    if document["unlisted"]:
        names = listed(document["unlisted"])
        blocks.append(Paragraph(f"The reference data does not know {names}: only their manifests can be judged."))
    return tuple(blocks)


def _look(document: Document) -> tuple[Block, ...]:
    groups = looking.groups(document["look_yourself"])
    if not groups:
        return ()
    intro = "These changes are on the way, and nothing that was read could show whether they are in use."
    return (Paragraph(intro), *groups)


def _checklist(document: Document) -> Iterator[Block]:
    """Everything above as things to tick off; steps carry the numbers that `tracker plan done` takes."""
    before = [f"Resolved: {title}" for title in story_findings.blocking_titles(document)]
    before += [f"Found out: {text}" for text in story_findings.open_titles(document)]
    before += [f"Looked at: {group.title} ({count(len(group.items), 'change')})" for group in _groups(document)]
    if before:
        yield Tasks("Before", tuple(before))
    for hop in document["hops"]:
        if hop["steps"]:
            yield Tasks(f"{hop['from']} → {hop['to']}", tuple(map(_task, hop["steps"])))
    if document["hops"]:
        yield Paragraph("tracker plan start keeps this list; tracker plan done N records each step as it is done.")


def _groups(document: Document) -> Sequence[Group]:
    return looking.groups(document["look_yourself"])


def _task(step: Mapping[str, Any]) -> str:
    waits = "" if step["necessity"] == "required" else f" (may wait{story_hops.until(step)})"
    return f"{step['number']}. {story_hops.what(step)}, {story_hops.KINDS.get(step['kind'], step['kind'])}{waits}"
