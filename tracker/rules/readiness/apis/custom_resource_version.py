"""A custom resource is written in a version that its component has deprecated or removed."""

from collections.abc import Iterator

from tracker.domain.knowledge.apis import ApiLifecycle, ApiUse
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.domain.version import Minor
from tracker.rules.base import Rule
from tracker.rules.readiness.apis.facts import ApiFacts, row, where


def check(facts: ApiFacts) -> Iterator[Outcome]:
    """By the component's own version; undecided when it would matter and nobody told it."""
    found, life = facts.found, facts.life()
    if life is None or life.use is not ApiUse.CUSTOM_RESOURCE or (found.release and found.release.is_history):
        return
    version = facts.components.get(life.component)
    known = {"component": life.component, "version": version, "api": found.api}
    if version is None:
        yield from _without_version(facts, life)
    elif life.is_removed(version.minor):
        yield _finding(
            facts, life, say("%(component)s %(version)s no longer serves %(api)s", **known), Severity.REQUIRED
        )
    elif life.is_deprecated(version.minor):
        message = say("%(component)s %(version)s calls %(api)s deprecated", **known)
        yield _finding(facts, life, message, Severity.RECOMMENDED)
    elif life.introduced_in is not None and version.minor < life.introduced_in:
        message = say("%(component)s %(version)s does not serve %(api)s yet", **known)
        yield _finding(facts, life, message, Severity.REQUIRED, since=life.introduced_in)


def _without_version(facts: ApiFacts, life: ApiLifecycle) -> Iterator[Outcome]:
    if life.removed_in is None:
        return
    yield RULE.undecided(
        facts.found.subject,
        say(
            "the version of %(component)s is not known; from %(minor)s on it does not serve %(api)s",
            component=life.component,
            minor=life.removed_in,
            api=life.api,
        ),
        advice=say(
            "say --component %(component)s=VERSION, or record it; %(advice)s",
            component=life.component,
            advice=_replacement(life),
        ),
        evidence=(where(facts.found), row(life)),
        key=facts.key,
    )


def _finding(
    facts: ApiFacts, life: ApiLifecycle, message: Sentence, severity: Severity, *, since: Minor | None = None
) -> Outcome:
    return RULE.finding(
        facts.found.subject,
        say(
            "%(message)s: %(component)s %(minor)s removes it",
            message=message,
            component=life.component,
            minor=life.removed_in,
        )
        if life.removed_in
        else message,
        severity=severity,
        advice=say("upgrade %(component)s to %(minor)s first", component=life.component, minor=since)
        if since
        else _replacement(life),
        evidence=(where(facts.found), row(life)),
        key=facts.key,
    )


def _replacement(life: ApiLifecycle) -> Sentence:
    if life.replacement is None:
        return say("the release notes of %(component)s say what replaces it", component=life.component)
    if life.replacement_since is None:
        return say("move it to %(api)s", api=life.replacement)
    return say(
        "move it to %(api)s, served since %(component)s %(minor)s",
        api=life.replacement,
        component=life.component,
        minor=life.replacement_since,
    )


RULE = Rule(
    code="API005",
    title="A custom resource's version is deprecated or removed",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/",
    check=check,
)
