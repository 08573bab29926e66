"""How the report says numbers, days, durations and evidence; on plain values of the document."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any


def count(number: int, noun: str) -> str:
    """``1 hop``, ``1,200 hops``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(words: Iterable[str]) -> str:
    """``a, b and c``."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def minutes(number: int | None) -> str:
    """``45 min``, ``2 h 30 min``; a dash when it is not known."""
    if number is None:
        return "not recorded"
    hours, rest = divmod(number, 60)
    if hours >= 48:
        return count(round(hours / 24), "day")
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def days_until(day: str, today: str) -> str:
    """``in 3 days``, ``today``, ``3 days ago``; both as ISO dates."""
    days = (date.fromisoformat(day) - date.fromisoformat(today)).days
    if days == 0:
        return "today"
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def support(hop: Mapping[str, Any], today: str) -> str:
    """How long the target of a hop is supported."""
    ends = [
        f"{who} support {'ends' if day >= today else 'ended'} on {day} ({days_until(day, today)})"
        for who, day in (("upstream", hop["end_of_life"]), ("the provider's", hop["provider_until"]))
        if day
    ]
    return "; ".join(ends) or "the end of its support is not known"


def evidence(item: Mapping[str, Any]) -> str:
    """One piece of evidence in a line."""
    is_event, is_reference = item["kind"] == "event", item["kind"] == "reference"
    day = f"{item['on']} " if item["on"] and is_event else ""
    retrieved = f" (retrieved {item['on']})" if item["on"] and is_reference else ""
    locator = f"event {item['locator'][-8:]}" if is_event else item["locator"]
    return f"{day}{': '.join(part for part in (locator, item['text']) if part)}{retrieved}"


def changes(change: Mapping[str, Any]) -> str:
    """What a change does, and from which minor on when the one in question only announces it."""
    minor = change.get("announced_for")
    return f"{change['what']} (from {minor} on)" if minor else str(change["what"])
