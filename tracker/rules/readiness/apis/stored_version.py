"""Objects of a custom resource may be stored in a version that is no longer served, or soon will not be."""

from collections.abc import Iterator, Mapping

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.outcome import Evidence, Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.rules.base import Rule
from tracker.rules.readiness.apis.facts import ApiFacts, row, where


def check(facts: ApiFacts) -> Iterator[Outcome]:
    """Only definitions with a status, that is live ones: a file does not know what is stored."""
    found = facts.found
    if found.api.group != "apiextensions.k8s.io" or found.api.kind != "CustomResourceDefinition":
        return
    served = {
        str(version.get("name")): version.get("served") is not False
        for version in found.items("spec", "versions")
        if isinstance(version, Mapping)
    }
    for stored in map(str, found.items("status", "storedVersions")):
        life = facts.life(
            ApiKey(str(found.get("spec", "group") or ""), stored, str(found.get("spec", "names", "kind")))
        )
        if served and not served.get(stored, False):
            told = say("status.storedVersions lists %(version)s, which is not served any more", version=stored)
            yield _finding(facts, stored, told, ())
        elif life is not None and life.removed_in is not None:
            told = say(
                "status.storedVersions lists %(version)s, which %(component)s %(minor)s removes",
                version=stored,
                component=life.component,
                minor=life.removed_in,
            )
            yield _finding(facts, stored, told, (row(life),))


def _finding(facts: ApiFacts, stored: str, told: Sentence, evidence: tuple[Evidence, ...]) -> Outcome:
    return RULE.finding(
        facts.found.subject,
        told,
        advice=say("rewrite every object in the storage version, then take the old one out of status.storedVersions"),
        evidence=(where(facts.found, f"storedVersions: {stored}"), *evidence),
        key=f"{facts.key} stored {stored}",
    )


RULE = Rule(
    code="API007",
    title="Objects are stored in a version that goes away",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#upgrade-existing-objects-to-a-new-stored-version",
    check=check,
)
