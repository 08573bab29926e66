"""A component, etcd, a runtime, an operating system or an installer runs in a release line that its project no longer supports."""

from collections.abc import Iterator

from tracker.domain.knowledge.components import ComponentRelease
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import NOTHING, Sentence, say
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
        say(
            "%(name)s %(version)s is of line %(line)s, %(ended)s",
            name=component.name,
            version=facts.value,
            line=release.line,
            ended=ended,
        ),
        advice=say("Move to %(release)s.", release=_with_latest(newest)) if newest else NOTHING,
        evidence=(line_evidence(release, ended),),
    )


def _ended(facts: SubjectFacts, release: ComponentRelease) -> Sentence:
    if facts.world.has_passed(release.end_of_life):
        if release.extended_until:
            return say(
                "whose support ended on %(day)s (extended support: until %(extended)s)",
                day=release.end_of_life,
                extended=release.extended_until,
            )
        return say("whose support ended on %(day)s", day=release.end_of_life)
    if release.end_of_life is None and release.has_ended and facts.world.has_come(release.retrieved_on):
        return say("whose support has ended")
    return NOTHING


def _with_latest(newest: ComponentRelease) -> str:
    is_news = newest.latest is not None and str(newest.latest) != newest.line
    return (
        say("%(line)s (newest release %(latest)s)", line=newest.line, latest=newest.latest) if is_news else newest.line
    )


RULE = Rule(
    code="SUP008",
    title="A component is past its end of life",
    severity=Severity.RECOMMENDED,
    source="https://endoflife.date/",
    check=check,
)
