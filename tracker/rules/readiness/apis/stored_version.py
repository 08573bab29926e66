"""Objects of a custom resource may be stored in a version that is no longer served, or soon will not be."""

from collections.abc import Iterator, Mapping

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.outcome import Evidence, Outcome, Severity
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
            yield _finding(facts, stored, "which is not served any more", ())
        elif life is not None and life.removed_in is not None:
            yield _finding(facts, stored, f"which {life.component} {life.removed_in} removes", (row(life),))


def _finding(facts: ApiFacts, stored: str, why: str, evidence: tuple[Evidence, ...]) -> Outcome:
    return RULE.finding(
        facts.found.subject,
        f"status.storedVersions lists {stored}, {why}",
        advice="rewrite every object in the storage version, then take the old one out of status.storedVersions",
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
