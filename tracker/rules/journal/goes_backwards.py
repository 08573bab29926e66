"""A version is recorded after a higher one of the same thing."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.version import Version, compare_upstream
from tracker.rules.base import Rule
from tracker.rules.facts import EventFacts, RecordedChange
from tracker.rules.releases import find_release, was_out
from tracker.rules.world import World


def check(facts: EventFacts) -> Iterator[Outcome]:
    """A note when the earlier record cannot be true: then that one is wrong, not this."""
    for change in facts.changes:
        before, after = change.previous_version, change.version
        if not (isinstance(before, Version) and isinstance(after, Version)) or compare_upstream(after, before) >= 0:
            continue
        is_impossible = _was_not_out(change, before, facts.world)
        yield RULE.finding(
            str(change.subject),
            f"{change.subject} goes back from {before} to {after}"
            + (f", though {before} was not out yet" if is_impossible else ""),
            severity=Severity.NOTE if is_impossible else None,
            advice=f"Amend the earlier event: {before} cannot be right."
            if is_impossible
            else "If it was a rollback, say so in the event; otherwise amend the wrong one.",
            key=str(after),
        )


def _was_not_out(change: RecordedChange, version: Version, world: World) -> bool:
    release = find_release(change.subject, version, world.reference)
    return release is not None and not was_out(release, world)


RULE = Rule(
    code="JRN002",
    title="A version goes backwards",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/releases/version-skew-policy/#supported-component-upgrade-order",
    check=check,
)
