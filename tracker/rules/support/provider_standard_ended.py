"""The provider's standard support is over and its extended support runs, which usually costs more."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.kubernetes_support import judged_version, managed


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """Quiet where the provider has no extended phase: then SUP005 speaks."""
    version = judged_version(facts)
    at_provider = managed(facts, version.minor) if version else None
    if version is None or at_provider is None:
        return
    window, name = at_provider.window, at_provider.provider.name
    if not facts.world.has_passed(window.included_until) or window.extended_until is None:
        return
    if not facts.world.has_passed(window.extended_until):
        yield RULE.finding(
            str(facts.subject),
            say(
                "standard support of Kubernetes %(minor)s by %(provider)s ended on %(standard)s;"
                " extended support runs until %(extended)s",
                minor=version.minor,
                provider=name,
                standard=window.included_until,
                extended=window.extended_until,
            ),
            advice=say("Upgrade to a version in standard support; extended support is a paid phase at most providers."),
            evidence=(at_provider.evidence,),
        )


RULE = Rule(
    code="SUP004",
    title="The provider's standard support is over",
    severity=Severity.RECOMMENDED,
    source="https://endoflife.date/tags/kubernetes",
    check=check,
)
