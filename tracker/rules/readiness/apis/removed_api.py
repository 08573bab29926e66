"""An object is written in an API that the target no longer serves."""

from collections.abc import Iterator

from tracker.domain.knowledge.apis import ApiLifecycle
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.rules.base import Rule
from tracker.rules.readiness.apis.facts import ApiFacts, row, what_to_do, where
from tracker.rules.readiness.apis.named_apis import FIELD, lost_scale_target


def check(facts: ApiFacts) -> Iterator[Outcome]:
    """Every object but live ones of which another version is served: those `written_with_removed_api` judges."""
    yield from _named(facts)
    found, life = facts.found, facts.kubernetes_life()
    if life is None or not life.is_removed(facts.target) or facts.is_judged_by_traces:
        return
    severity, message, advice = Severity.REQUIRED, _told(facts, life), what_to_do(facts, found.api)
    if found.release is not None and found.release.is_history:
        severity = Severity.NOTE
        message = say(
            "%(message)s; Helm keeps this %(status)s revision only for a rollback",
            message=message,
            status=found.release.status,
        )
    elif found.release is not None and found.release.revision is not None:
        advice = say(
            "%(advice)s; 'helm upgrade' of this release fails once the API is gone, unless its stored manifest is"
            " mapped before",
            advice=advice,
        )
    yield RULE.finding(
        found.subject, message, severity=severity, advice=advice, evidence=(where(found), row(life)), key=facts.key
    )


def _told(facts: ApiFacts, life: ApiLifecycle) -> Sentence:
    known = {"api": facts.found.api, "minor": life.removed_in, "target": facts.target}
    if life.removal_is_planned:
        return say("%(api)s is not served from %(minor)s (planned) on, and the target is %(target)s", **known)
    return say("%(api)s is not served from %(minor)s on, and the target is %(target)s", **known)


def _named(facts: ApiFacts) -> Iterator[Outcome]:
    """What an autoscaler scales, named by an API that is gone: live ones too, for the server does not convert it."""
    life = lost_scale_target(facts)
    if life is None or (facts.found.release is not None and facts.found.release.is_history):
        return
    yield RULE.finding(
        facts.found.subject,
        say(
            "its %(field)s names %(api)s, which is not served from %(minor)s on: it scales nothing any more",
            field=FIELD,
            api=life.api,
            minor=life.removed_in,
        ),
        advice=what_to_do(facts, life.api),
        evidence=(where(facts.found, f"{FIELD}.apiVersion: {life.api.api_version}"), row(life)),
        key=f"{facts.key} {FIELD}",
    )


RULE = Rule(
    code="API001",
    title="An API in use is removed",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
    check=check,
)
