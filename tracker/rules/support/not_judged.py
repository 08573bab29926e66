"""Platforms and components that no other rule can judge: no version was told, or the reference data does not know them."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.rules.base import Rule
from tracker.rules.facts import InventoryFacts


def check(facts: InventoryFacts) -> Iterator[Outcome]:
    """Three outcomes for a cluster at most, with all names: each name alone would be a wall."""
    if facts.without_version:
        yield RULE.undecided(
            "components without a version",
            f"the version of {_list(facts.without_version)} was never told",
            advice="Record it: `tracker add --version NAME=VERSION`.",
        )
    if facts.unknown:
        yield RULE.undecided(
            "unknown components",
            f"the reference data does not know {_list(facts.unknown)}",
            advice="Add rows of your own to the reference data for those that have releases and support windows.",
        )
    if facts.without_end:
        verb = "is" if len(facts.without_end) == 1 else "are"
        yield RULE.undecided(
            "operating systems of unknown support",
            f"the reference data does not say how long {_list(facts.without_end)} {verb} supported",
            advice="Amend the event if it is a slip; otherwise add the release line to the reference data.",
        )


def _list(names: tuple[str, ...]) -> str:
    ordered = sorted(names, key=str.casefold)
    return ordered[0] if len(ordered) == 1 else f"{', '.join(ordered[:-1])} and {ordered[-1]}"


RULE = Rule(
    code="SUP012",
    title="Some components cannot be judged",
    severity=Severity.NOTE,
    source="",
    check=check,
)
