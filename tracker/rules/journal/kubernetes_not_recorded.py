"""Nothing says which version of Kubernetes a cluster runs, so hardly any rule has anything to judge."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import KUBERNETES, InventoryFacts


def check(facts: InventoryFacts) -> Iterator[Outcome]:
    """A cluster of which only a name or a note is known would look faultless otherwise."""
    if facts.lacks_kubernetes:
        yield RULE.undecided(
            str(KUBERNETES),
            say("no Kubernetes version is recorded"),
            advice=say("Record it: `tracker add --version kubernetes=VERSION`."),
        )


def nothing_recorded() -> Outcome:
    """What to say of a store without any cluster."""
    return RULE.undecided(
        say("clusters"),
        say("there is nothing to check: no cluster is recorded"),
        advice=say("Record the first one: `tracker add --version kubernetes=VERSION`."),
    )


RULE = Rule(
    code="JRN013",
    title="The version of Kubernetes is not recorded",
    severity=Severity.NOTE,
    source="",
    check=check,
)
