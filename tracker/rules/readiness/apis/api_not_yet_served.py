"""An object is written in an API that the target does not serve yet, or not unless somebody switches it on."""

from collections.abc import Iterator

from tracker.domain.knowledge.apis import ApiUse
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.apis.facts import ApiFacts, row, where


def check(facts: ApiFacts) -> Iterator[Outcome]:
    """Live objects are served by definition and stay quiet."""
    found, life = facts.found, facts.kubernetes_life()
    if life is None or found.is_live or life.is_removed(facts.target):
        return
    evidence = (where(found), row(life))
    if life.introduced_in is None:
        missing = say("the reference data does not say since when %(api)s is served", api=found.api)
        yield RULE.undecided(found.subject, missing, evidence=evidence, key=facts.key)
    elif facts.target < life.introduced_in:
        yield RULE.finding(
            found.subject,
            say(
                "%(api)s is served from %(minor)s on, and the target is %(target)s",
                api=found.api,
                minor=life.introduced_in,
                target=facts.target,
            ),
            advice=say(
                "write it in an API that %(target)s serves, or upgrade to %(minor)s first",
                target=facts.target,
                minor=life.introduced_in,
            ),
            evidence=evidence,
            key=facts.key,
        )
    elif not life.served_by_default and life.use is not ApiUse.CONFIG_FILE:
        # No server serves the files that components read, whatever their stage.
        yield RULE.finding(
            found.subject,
            say(
                "%(api)s is %(stage)s and off unless --runtime-config or a feature gate switches it on",
                api=found.api,
                stage=life.stage,
            ),
            severity=Severity.NOTE,
            advice=say("make sure that the target's API servers keep it switched on"),
            evidence=evidence,
            key=facts.key,
        )


RULE = Rule(
    code="API003",
    title="An API in use is not served yet",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/reference/using-api/#api-versioning",
    check=check,
)
