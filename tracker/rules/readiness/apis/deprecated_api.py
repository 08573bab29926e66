"""An object is written in an API that the target still serves and calls deprecated."""

from collections.abc import Iterator

from tracker.domain.knowledge.apis import ApiKey, ApiLifecycle
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.rules.base import Rule
from tracker.rules.readiness.apis.facts import ApiFacts, row, what_to_do, where


def check(facts: ApiFacts) -> Iterator[Outcome]:
    """A note where nobody has said when it goes, or where a live object may be written in another version."""
    found, life = facts.found, facts.kubernetes_life()
    if life is None or not life.is_deprecated(facts.target) or life.is_removed(facts.target):
        return
    if facts.is_judged_by_traces or (found.release is not None and found.release.is_history):
        return
    yield RULE.finding(
        found.subject,
        _told(found.api, life),
        severity=Severity.RECOMMENDED if life.removed_in else Severity.NOTE,
        advice=what_to_do(facts, found.api),
        evidence=(where(found), row(life)),
        key=facts.key,
    )


def _told(api: ApiKey, life: ApiLifecycle) -> Sentence:
    known = {"api": api, "since": life.deprecated_in, "minor": life.removed_in}
    if life.removed_in is None:
        return say("%(api)s is deprecated since %(since)s and has no date of removal yet", **known)
    if life.removal_is_planned:
        return say("%(api)s is deprecated since %(since)s and is removed in %(minor)s as planned", **known)
    return say("%(api)s is deprecated since %(since)s and is removed in %(minor)s", **known)


RULE = Rule(
    code="API002",
    title="An API in use is deprecated",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/reference/using-api/deprecation-policy/",
    check=check,
)
