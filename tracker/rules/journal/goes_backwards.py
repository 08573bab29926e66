"""A version is recorded after a higher one of the same thing."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, say
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
            _told(change, before, after, is_impossible=is_impossible),
            severity=Severity.NOTE if is_impossible else None,
            advice=say("Amend the earlier event: %(version)s cannot be right.", version=before)
            if is_impossible
            else say("If it was a rollback, say so in the event; otherwise amend the wrong one."),
            key=str(after),
        )


def _told(change: RecordedChange, before: Version, after: Version, *, is_impossible: bool) -> Sentence:
    step = {"subject": change.subject, "before": before, "after": after}
    if is_impossible:
        return say("%(subject)s goes back from %(before)s to %(after)s, though %(before)s was not out yet", **step)
    return say("%(subject)s goes back from %(before)s to %(after)s", **step)


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
