"""Platforms and components that no other rule can judge: no version was told, or the reference data does not know them."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, listed, say
from tracker.rules.base import Rule
from tracker.rules.facts import InventoryFacts


def check(facts: InventoryFacts) -> Iterator[Outcome]:
    """Three outcomes for a cluster at most, with all names: each name alone would be a wall."""
    if facts.without_version:
        yield RULE.undecided(
            say("components without a version"),
            say("the version of %(names)s was never told", names=_list(facts.without_version)),
            advice=say("Record it: `tracker add --version NAME=VERSION`."),
        )
    if facts.unknown:
        yield RULE.undecided(
            say("unknown components"),
            say("the reference data does not know %(names)s", names=_list(facts.unknown)),
            advice=say("Add rows of your own to the reference data for those that have releases and support windows."),
        )
    if facts.without_end:
        yield RULE.undecided(
            say("operating systems of unknown support"),
            _without_end(facts.without_end),
            advice=say("Amend the event if it is a slip; otherwise add the release line to the reference data."),
        )


def _without_end(systems: tuple[str, ...]) -> Sentence:
    if len(systems) == 1:
        return say("the reference data does not say how long %(name)s is supported", name=systems[0])
    return say("the reference data does not say how long %(names)s are supported", names=_list(systems))


def _list(names: tuple[str, ...]) -> str:
    return listed(sorted(names, key=str.casefold))


RULE = Rule(
    code="SUP012",
    title="Some components cannot be judged",
    severity=Severity.NOTE,
    source="",
    check=check,
)
