"""What the rules say, by rule: one group, its advice once, and every place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tracker.reports.readiness.outline import Block, Group, Item, Paragraph
from tracker.reports.readiness.story_hops import blocker_item
from tracker.reports.readiness.wording import count, evidence
from tracker.reports.sentences import sentence, stopped

Outcome = Mapping[str, Any]
ACCEPTED = "accepted by waiver"


def blockers(document: Mapping[str, Any]) -> tuple[Block, ...]:
    """What the plan cannot get around, then the findings that block."""
    found = tuple(blocker_item(blocker) for hop in document["hops"] for blocker in hop["blockers"])
    plan = (Group("required", "No release or path exists", items=found),) if found else ()
    return (*plan, *findings(document["findings"], "required"))


def findings(outcomes: Iterable[Outcome], severity: str) -> tuple[Group, ...]:
    """The findings of a severity that count, a group for each rule."""
    counting = [o for o in outcomes if o["severity"] == severity and o["disposition"] != ACCEPTED]
    return tuple(_group(severity, members) for members in _by_code(counting))


def undecided(outcomes: Iterable[Outcome]) -> list[Group]:
    """What rules could not decide, a group for each rule."""
    return [_group("undecided", members) for members in _by_code([o for o in outcomes if not o["accepted"]])]


def accepted(document: Mapping[str, Any]) -> tuple[Block, ...]:
    """What does not count because a waiver says so."""
    waived = [o for o in document["findings"] if o["disposition"] == ACCEPTED]
    open_ones = [o for o in document["undecided"] if o["accepted"]]
    return tuple(_group("accepted", members) for members in _by_code([*waived, *open_ones]))


def today(outcomes: Mapping[str, Any]) -> tuple[Block, ...]:
    """What else is known of the cluster; it does not decide whether the upgrade may begin."""
    counting = [o for o in outcomes["findings"] if o["disposition"] != ACCEPTED]
    groups = (
        *(_group(members[0]["severity"], members) for members in _by_code(counting)),
        *undecided(outcomes["undecided"]),
    )
    return (Paragraph("These do not decide whether the upgrade may begin."), *groups) if groups else ()


def blocking_titles(document: Mapping[str, Any]) -> Iterator[str]:
    """What has to be resolved before the first step, a line each."""
    for group in blockers(document):
        if isinstance(group, Group):
            yield _titled(group)


def open_titles(document: Mapping[str, Any]) -> Iterator[str]:
    """What has to be found out before the first step, a line each."""
    if not document["manifests_read"]:
        yield "which APIs the manifests use"
    unknowns = [*document["unknowns"], *(unknown for hop in document["hops"] for unknown in hop["unknowns"])]
    yield from dict.fromkeys(unknown["missing"] for unknown in unknowns)
    for group in undecided(document["undecided"]):
        yield _titled(group)


def _titled(group: Group) -> str:
    places = group.items[0].subject if len(group.items) == 1 else f"{count(len(group.items), 'place')}"
    code = f"{group.code} " if group.code else ""
    return f"{code}{group.title}: {places}"


def _by_code(outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome["code"], []).append(outcome)
    return list(found.values())


def _group(label: str, members: Sequence[Outcome]) -> Group:
    advice = {outcome["advice"] for outcome in members}
    common = advice.pop() if len(advice) == 1 else ""
    return Group(
        label=label,
        title=_capital(members[0]["title"]),
        code=members[0]["code"],
        url=members[0].get("source", "") if members[0].get("source", "").startswith("https://") else "",
        advice=sentence(common),
        items=tuple(_item(outcome, common) for outcome in members),
    )


def _item(outcome: Outcome, common_advice: str) -> Item:
    said = outcome["message"] if "message" in outcome else f"unknown because {outcome['missing']}"
    notes = (outcome.get("waiver", ""), _since(outcome), _disposition(outcome))
    return Item(
        subject=outcome["subject"],
        text=stopped(said),
        advice="" if outcome["advice"] == common_advice else sentence(outcome["advice"]),
        evidence=tuple(map(evidence, outcome["evidence"])),
        note="; ".join(note for note in notes if note),
    )


def _since(outcome: Outcome) -> str:
    return f"since {outcome['since']}" if outcome["since"] else ""


def _disposition(outcome: Outcome) -> str:
    told = outcome.get("disposition", "actionable")
    return "" if told in ("actionable", ACCEPTED) else str(told)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
