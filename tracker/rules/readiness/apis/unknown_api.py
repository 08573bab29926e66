"""An object claims to belong to one of Kubernetes' own groups, and no release ever had such an API."""

from collections.abc import Iterator

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.knowledge.reference import Apis
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.rules.base import Rule
from tracker.rules.readiness.apis.facts import ApiFacts, where


def check(facts: ApiFacts) -> Iterator[Outcome]:
    """Undecided: a typing mistake, a distribution's own kind, or younger than the reference data."""
    api = facts.found.api
    if facts.life() is None and any(life.api.group == api.group for life in facts.apis.apis()):
        yield RULE.undecided(
            facts.found.subject,
            say("no Kubernetes release in the reference data has %(api)s", api=api),
            advice=_advice(facts.apis, api),
            evidence=(where(facts.found),),
            key=facts.key,
        )


def _advice(apis: Apis, api: ApiKey) -> Sentence:
    known = sorted({life.api.api_version for life in apis.apis() if life.api.kind == api.kind})
    if known:
        return say(
            "%(kind)s is known as %(versions)s: is the apiVersion a mistake?", kind=api.kind, versions=", ".join(known)
        )
    return say("is the kind a mistake, or is it a distribution's own?")


RULE = Rule(
    code="API004",
    title="An API in use is not known",
    severity=Severity.NOTE,
    source="https://kubernetes.io/docs/reference/kubernetes-api/",
    check=check,
)
