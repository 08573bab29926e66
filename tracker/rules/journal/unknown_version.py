"""A recorded version is none that the reference data knows."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.domain.version import OpaqueVersion, Version
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts
from tracker.rules.releases import is_kubernetes, is_operating_system


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """A finding where every release is known and this is none of them; otherwise undecided.

    Of an operating system SUP012 says what is not known.
    """
    version = facts.version
    if version is None or (isinstance(version, Version) and version.prerelease) or is_operating_system(facts.subject):
        return
    if is_kubernetes(facts.subject):
        yield from _kubernetes(facts, version)
    elif facts.subject.name in facts.world.reference.installers():
        known = facts.world.reference.installer_release
        if isinstance(version, OpaqueVersion) or known(facts.subject.name, version) is None:
            yield _unknown(
                facts,
                say(
                    "%(subject)s %(version)s is not among the releases that the reference data knows",
                    subject=facts.subject,
                    version=version,
                ),
            )
    else:
        yield from _component(facts, version)


def _kubernetes(facts: SubjectFacts, version: Version | OpaqueVersion) -> Iterator[Outcome]:
    subject = facts.subject
    if isinstance(version, OpaqueVersion):
        yield _unknown(
            facts,
            say(
                "%(value)s, recorded for %(subject)s, is no version of Kubernetes",
                value=repr(version.text),
                subject=subject,
            ),
        )
        return
    minor = facts.world.reference.minor(version.minor)
    if minor is None or minor.released_on is None:
        yield _unknown(facts, say("the reference data knows no release of Kubernetes %(minor)s", minor=version.minor))
        return
    patch = facts.world.reference.patch(version)
    if version.patch is None or (patch is not None and patch.public):
        return
    if patch is None and not minor.has_ended(facts.world.reference.as_of):
        yield _unknown(
            facts,
            say(
                "the reference data knows no Kubernetes %(version)s, which may be newer than it",
                version=version.upstream,
            ),
        )
        return
    yield RULE.finding(
        str(subject),
        say("there never was a release %(version)s of Kubernetes", version=version.upstream),
        advice=say(
            "Amend the event; the last release of %(minor)s is %(last)s.",
            minor=version.minor,
            last=minor.final_patch or say("not known"),
        ),
        evidence=(
            from_row(
                f"kubernetes/{version.minor}", say("%(version)s was never released", version=version.upstream), minor
            ),
        ),
    )


def _component(facts: SubjectFacts, version: Version | OpaqueVersion) -> Iterator[Outcome]:
    component = facts.world.reference.component(facts.subject.name)
    if component is None or facts.world.reference.component_release(component.slug, version) is not None:
        return
    if facts.world.reference.component_releases(component.slug):
        yield _unknown(
            facts,
            say(
                "the reference data knows no release line of %(name)s for %(version)s",
                name=component.name,
                version=version,
            ),
        )


def _unknown(facts: SubjectFacts, missing: Sentence) -> Outcome:
    return RULE.undecided(
        str(facts.subject),
        missing,
        advice=say("Amend the event if it is a slip; otherwise add the row to the reference data."),
    )


RULE = Rule(
    code="JRN005",
    title="A recorded version is not known",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/releases/patch-releases/",
    check=check,
)
