"""The provider's last day of support for a Kubernetes minor has passed."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.kubernetes_support import judged_version, managed


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """Paid phases count: it is over when all of them are."""
    version = judged_version(facts)
    at_provider = managed(facts, version.minor) if version else None
    if version is None or at_provider is None:
        return
    last_day = at_provider.window.last_until
    if facts.world.has_passed(last_day):
        yield RULE.finding(
            str(facts.subject),
            say(
                "%(provider)s supported Kubernetes %(minor)s until %(day)s",
                provider=at_provider.provider.name,
                minor=version.minor,
                day=last_day,
            ),
            advice=say(
                "Upgrade before the provider does: many move a control plane by themselves once support is over."
            ),
            evidence=(at_provider.evidence,),
        )


RULE = Rule(
    code="SUP005",
    title="The provider's support is over",
    severity=Severity.REQUIRED,
    source="https://endoflife.date/tags/kubernetes",
    check=check,
)
