"""A pre-release runs in a cluster."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.domain.version import Version
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts
from tracker.rules.releases import Release, find_release, is_kubernetes


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """A note while there is nothing better to run; a recommendation for Kubernetes, or once the release is out."""
    version = facts.version
    if not isinstance(version, Version) or not version.prerelease:
        return
    final = _final(facts, version)
    known = {"subject": facts.subject, "version": version}
    yield RULE.finding(
        str(facts.subject),
        say(
            "%(subject)s %(version)s is a pre-release; %(final)s is out since %(day)s",
            **known,
            final=final.version,
            day=final.released_on,
        )
        if final
        else say("%(subject)s %(version)s is a pre-release", **known),
        severity=None if final or is_kubernetes(facts.subject) else Severity.NOTE,
        advice=say("Move to %(release)s.", release=final.version)
        if final
        else say("Move to the release when it is out."),
        evidence=(
            from_row(
                final.key,
                say("%(version)s came out on %(day)s", version=final.version, day=final.released_on),
                final.row,
            ),
        )
        if final
        else (),
    )


def _final(facts: SubjectFacts, version: Version) -> Release | None:
    release = find_release(facts.subject, Version(version.minor, version.patch), facts.world.reference)
    return release if release is not None and facts.world.has_come(release.released_on) else None


RULE = Rule(
    code="JRN004",
    title="A pre-release is in use",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/releases/version-skew-policy/#supported-versions",
    check=check,
)
