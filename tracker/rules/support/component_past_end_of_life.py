"""A component, etcd, a runtime, an operating system or an installer runs in a release line that its project no longer supports."""

from collections.abc import Iterator

from tracker.domain.knowledge.components import ComponentRelease
from tracker.domain.outcome import Outcome, Severity
from tracker.rules.base import Rule
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.lines import line, line_evidence, newest_supported, product


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """Extended support, where a project sells it, does not count: nobody recorded that it was bought."""
    component = product(facts)
    release = line(facts, component) if component else None
    if component is None or release is None:
        return
    ended = _ended(facts, release)
    if not ended:
        return
    newest = newest_supported(facts, component)
    yield RULE.finding(
        str(facts.subject),
        f"{component.name} {facts.value} is of line {release.line}, {ended}",
        advice=f"Move to {_with_latest(newest)}." if newest else "",
        evidence=(line_evidence(release, ended),),
    )


def _ended(facts: SubjectFacts, release: ComponentRelease) -> str:
    if facts.world.has_passed(release.end_of_life):
        paid = f" (extended support: until {release.extended_until})" if release.extended_until else ""
        return f"whose support ended on {release.end_of_life}{paid}"
    if release.end_of_life is None and release.has_ended and facts.world.has_come(release.retrieved_on):
        return "whose support has ended"
    return ""


def _with_latest(newest: ComponentRelease) -> str:
    is_news = newest.latest is not None and str(newest.latest) != newest.line
    return f"{newest.line} (newest release {newest.latest})" if is_news else newest.line


RULE = Rule(
    code="SUP008",
    title="A component is past its end of life",
    severity=Severity.RECOMMENDED,
    source="https://endoflife.date/",
    check=check,
)
