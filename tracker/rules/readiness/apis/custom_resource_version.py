"""A custom resource is written in a version that its component has deprecated or removed."""

from collections.abc import Iterator

from tracker.domain.knowledge.apis import ApiLifecycle, ApiUse
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.version import Minor
from tracker.rules.base import Rule
from tracker.rules.readiness.apis.facts import ApiFacts, row, where


def check(facts: ApiFacts) -> Iterator[Outcome]:
    """By the component's own version; undecided when it would matter and nobody told it."""
    found, life = facts.found, facts.life()
    if life is None or life.use is not ApiUse.CUSTOM_RESOURCE or (found.release and found.release.is_history):
        return
    version = facts.components.get(life.component)
    if version is None:
        yield from _without_version(facts, life)
    elif life.is_removed(version.minor):
        yield _finding(facts, life, f"{life.component} {version} no longer serves {found.api}", Severity.REQUIRED)
    elif life.is_deprecated(version.minor):
        yield _finding(facts, life, f"{life.component} {version} calls {found.api} deprecated", Severity.RECOMMENDED)
    elif life.introduced_in is not None and version.minor < life.introduced_in:
        message = f"{life.component} {version} does not serve {found.api} yet"
        yield _finding(facts, life, message, Severity.REQUIRED, since=life.introduced_in)


def _without_version(facts: ApiFacts, life: ApiLifecycle) -> Iterator[Outcome]:
    if life.removed_in is None:
        return
    yield RULE.undecided(
        facts.found.subject,
        f"the version of {life.component} is not known; from {life.removed_in} on it does not serve {life.api}",
        advice=f"say --component {life.component}=VERSION, or record it; {_replacement(life)}",
        evidence=(where(facts.found), row(life)),
        key=facts.key,
    )


def _finding(
    facts: ApiFacts, life: ApiLifecycle, message: str, severity: Severity, *, since: Minor | None = None
) -> Outcome:
    return RULE.finding(
        facts.found.subject,
        message + (f": {life.component} {life.removed_in} removes it" if life.removed_in else ""),
        severity=severity,
        advice=f"upgrade {life.component} to {since} first" if since else _replacement(life),
        evidence=(where(facts.found), row(life)),
        key=facts.key,
    )


def _replacement(life: ApiLifecycle) -> str:
    if life.replacement is None:
        return f"the release notes of {life.component} say what replaces it"
    since = f", served since {life.component} {life.replacement_since}" if life.replacement_since else ""
    return f"move it to {life.replacement}{since}"


RULE = Rule(
    code="API005",
    title="A custom resource's version is deprecated or removed",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/",
    check=check,
)
