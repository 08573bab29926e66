"""Earlier upgrades: how long they took, what moved with them, and what went wrong within two days."""

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.reports.readiness.outline import Block, Linked, Paragraph, Table
from tracker.reports.readiness.wording import count, listed, minutes

_MOST = 12
"""The newest upgrades that are shown; an old cluster has had hundreds."""
_HEADINGS = ("Day", "Cluster", "Versions", "Took", "Moved with it", "Incidents within 48 hours")

Upgrade = Mapping[str, Any]


def blocks(memory: Mapping[str, Any]) -> tuple[Block, ...]:
    """A sentence of what to expect, then the upgrades, the newest first."""
    upgrades = [*memory["own"], *memory["siblings"]]
    if not upgrades:
        return (Paragraph("No earlier upgrade is recorded, of this cluster or of another."),)
    newest = sorted(upgrades, key=lambda upgrade: (upgrade["on"], upgrade["event"]), reverse=True)
    shown, more = newest[:_MOST], len(newest) - _MOST
    rest = (Paragraph(f"{count(more, 'older upgrade')} not shown; --format json lists all."),) if more > 0 else ()
    return (Paragraph(_told(memory)), Table(_HEADINGS, tuple(map(_row, shown))), *rest)


def _told(memory: Mapping[str, Any]) -> str:
    typical = memory["typical_minutes"]
    took = f"the typical one took {minutes(typical)}" if typical is not None else "how long they took is not recorded"
    own = [upgrade for upgrade in memory["own"] if upgrade["from"]]
    if not own:
        return f"No upgrade of this cluster is on record; of all that are, {took}."
    troubled = sum(bool(upgrade["incidents"]) for upgrade in own)
    told = f"{count(len(own), 'upgrade')} of this cluster on record; {took}"
    return f"{told}; {troubled} of {len(own)} had an incident within 48 hours."


def _row(upgrade: Upgrade) -> tuple[Linked, ...]:
    versions = f"{upgrade['from']} → {upgrade['to']}" if upgrade["from"] else f"{upgrade['to']} (first on record)"
    return (
        Linked(_event(upgrade), upgrade["url"]),
        Linked(upgrade["cluster"]),
        Linked(versions),
        Linked(minutes(upgrade["minutes"])),
        Linked(listed(upgrade["moved_with"]) if upgrade["moved_with"] else "nothing on record"),
        _incidents(upgrade["incidents"]),
    )


def _incidents(incidents: Sequence[Upgrade]) -> Linked:
    told = "; ".join(f"{_event(incident)} {incident['title']}" for incident in incidents)
    return Linked(told or "none on record", incidents[0]["url"] if incidents else "")


def _event(event: Upgrade) -> str:
    """The day, with what `tracker show` takes."""
    return f"{event['on']} ({event['event'][-8:]})"
